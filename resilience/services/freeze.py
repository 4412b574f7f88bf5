"""What is fixed when a vote closes: the partition once, and the tallies and moments of the round."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Mapping

from resilience.framework import Goalposts, Scale
from resilience.scoring import Crowd, Partition, partition
from resilience.services.frameworks import framework_of
from resilience.services.keeping import keep_facts
from resilience.services.moments import keep_moments
from resilience.services.workshop_plan import OTHER_DEPARTMENTS
from resilience.store import Session, now
from resilience.store.crowds import people_by_department, people_who_answered
from resilience.store.frozen import seal
from resilience.store.tables import Department, FrozenRoom, FrozenTally, Round, Unit, Workshop
from resilience.store.votes import (
    CountRow,
    count_answers,
    frozen_rooms,
    frozen_tallies,
    given_since,
    replaced_since,
    thaw,
)
from resilience.store.workshops import departments, units


def freeze(session: Session, workshop: Workshop, closed: Round) -> None:
    """Fix the partition if there is none yet, then keep the round's tallies, room, moments and facts.

    A checksum of them tells later whether anybody changed them.

    Where a vote that was revealed closes again, a unit in which those who changed their answers do
    not hide one another keeps all that was shown: the two subtracted would tell what those few said.
    A unit whose voters do not hide has the tallies of its tables alone, or none.
    """
    people = people_by_department(session, workshop.id or 0)
    if not units(session, workshop.id or 0):
        _fix_partition(session, workshop, {d: crowd for d, (_, crowd) in people.items()})
    voters = people_who_answered(session, closed.id or 0)
    kept_units = _unchanged(session, workshop, closed, voters)
    thaw(session, closed.id or 0, keep=kept_units)
    _freeze_room(session, workshop, closed, people, kept_units)
    shown = {unit: crowd for unit, crowd in voters.items() if crowd.may_show(workshop.k)}
    of_tables = {unit for unit, crowd in shown.items() if crowd.leaves_out(workshop.k)}
    _freeze_tallies(session, workshop, closed, shown.keys() - kept_units, of_tables)
    session.flush()
    keep_moments(session, workshop, closed)
    keep_facts(session, workshop, closed)
    seal(session, closed)


def _freeze_tallies(
    session: Session,
    workshop: Workshop,
    closed: Round,
    of_units: Collection[int],
    of_tables: Collection[int],
) -> None:
    scales = {i.code: i.scale for i in framework_of(session, workshop).root.indicators()}
    kept: dict[tuple[int, str, str], FrozenTally] = {}
    for row in count_answers(session, closed.id or 0):
        if row.unit_id not in of_units or (row.alone and row.unit_id in of_tables):
            continue
        answer = str(row.level) if row.state == "level" else row.state
        key = (row.unit_id, row.indicator, answer)
        tally = kept.setdefault(
            key,
            FrozenTally(
                round_id=closed.id or 0,
                unit_id=row.unit_id,
                indicator=row.indicator,
                answer=answer,
                answers=0,
                people=0,
            ),
        )
        _add(tally, row, _value(scales.get(row.indicator), row.number))
    session.add_all(kept.values())


def _unchanged(
    session: Session, workshop: Workshop, closed: Round, voters: Mapping[int, Crowd]
) -> set[int]:
    """The units whose figures of a revealed round stay as they were shown.

    Where no tallies of a unit were shown, there is nothing to subtract from. Where fewer than k of
    its voters are alone, they were in no figures and would be in none, so only tables can differ.
    """
    if closed.revealed_at is None or not workshop.k:
        return set()
    shown = {row.unit_id for row in frozen_tallies(session, [closed.id or 0])}
    fixed = {
        room.unit_id: room.frozen_at
        for room in frozen_rooms(session, closed.id or 0)
        if room.unit_id in shown
    }
    changed = _people_who_changed(session, closed.id or 0, closed.revealed_at, fixed)
    for unit, crowd in changed.items():
        if voters[unit].alone < workshop.k:
            changed[unit] = crowd.tables
    return {unit for unit in fixed if not changed.get(unit, Crowd()).hides(workshop.k)}


def _people_who_changed(
    session: Session,
    round_id: int,
    revealed_at: datetime.datetime,
    fixed: Mapping[int, datetime.datetime],
) -> dict[int, Crowd]:
    """Per unit the people with an answer now that was never theirs while figures were shown.

    `fixed` says when the figures of a unit were fixed last. Whoever took an answer back, or wrote a
    remark alone, changed nothing; so the figures differ by these people from all that were shown.
    """
    theirs = defaultdict(set)
    for row in replaced_since(session, round_id, revealed_at):
        if row.unit_id in fixed and row.saved_at <= fixed[row.unit_id]:
            theirs[row.participant_id, row.indicator].add((row.state, row.level, row.number))
    sizes: dict[int, dict[int, int]] = defaultdict(dict)
    for row in given_since(session, round_id, revealed_at):
        said = row.state, row.level, row.number
        if (
            row.unit_id in fixed
            and row.saved_at > fixed[row.unit_id]
            and said not in theirs[row.participant_id, row.indicator]
        ):
            sizes[row.unit_id][row.participant_id] = row.size
    return {unit: Crowd.of(who.values()) for unit, who in sizes.items()}


def forget_partition(session: Session, workshop: Workshop) -> None:
    """Discard the partition of a vote that reopens before any reveal."""
    for department in departments(session, workshop.id or 0):
        department.unit_id = None
        session.add(department)
    session.flush()
    for unit in units(session, workshop.id or 0):
        session.delete(unit)


def _value(scale: Scale | None, number: float | None) -> float:
    if isinstance(scale, Goalposts) and number is not None:
        return scale.value(number)
    return 0.0


def _add(tally: FrozenTally, row: CountRow, value: float) -> None:
    tally.answers += row.answers
    tally.people += row.people
    tally.total += value * row.people
    tally.squares += value**2 * row.people


def _fix_partition(session: Session, workshop: Workshop, people: dict[int, Crowd]) -> None:
    all_departments = departments(session, workshop.id or 0)
    here = {d.name: people.get(d.id or 0, Crowd()) for d in all_departments}
    cut = partition(here, workshop.k)
    names = [*cut.alone, *([OTHER_DEPARTMENTS] if cut.merged else [])]
    made = {
        name: Unit(workshop_id=workshop.id or 0, name=name, position=position)
        for position, name in enumerate(names)
    }
    session.add_all(made.values())
    session.flush()
    for department in all_departments:
        home = _home(department, cut, here)
        department.unit_id = made[home].id if home is not None else None
        session.add(department)
    session.flush()


def _home(department: Department, cut: Partition, here: dict[str, Crowd]) -> str | None:
    if department.name in cut.alone:
        return department.name
    if cut.merged:
        return OTHER_DEPARTMENTS
    return cut.home(here)


def _freeze_room(
    session: Session,
    workshop: Workshop,
    closed: Round,
    people: Mapping[int, tuple[int, Crowd]],
    kept_units: set[int],
) -> None:
    """Keep who had taken part; where figures can only be those of tables, the tables alone."""
    rooms: dict[int, tuple[int, Crowd]] = {}
    for department in departments(session, workshop.id or 0):
        if department.unit_id is not None:
            participants, here = people.get(department.id or 0, (0, Crowd()))
            before, others = rooms.get(department.unit_id, (0, Crowd()))
            rooms[department.unit_id] = before + participants, others + here
    for unit_id, (participants, here) in rooms.items():
        apart = here.alone if here.leaves_out(workshop.k) else 0
        if unit_id not in kept_units:
            session.add(
                FrozenRoom(
                    round_id=closed.id or 0,
                    unit_id=unit_id,
                    participants=participants - apart,
                    people=here.people - apart,
                    frozen_at=closed.closed_at or now(),
                )
            )
