"""Freeze results when a vote closes: first the partition, then tallies, rooms, moments and facts."""

from collections.abc import Collection, Iterable, Mapping

from resilience.scoring import Crowd
from resilience.services.counting.first_vote import everybody_in, freeze_first, rows_that_count
from resilience.services.counting.kept_facts import FactsAtClose, keep_facts
from resilience.services.counting.later_vote import freeze_later, tables_only
from resilience.services.counting.moments import keep_moments
from resilience.services.counting.partitioning import fix_partition
from resilience.services.counting.repeated_answers import asked_of, votes_before
from resilience.services.counting.strangers import strangers_by_unit
from resilience.store import Session, now
from resilience.store.results.frozen import seal
from resilience.store.results.kept import came_by_unit, facts_of, rooms_of
from resilience.store.tables import FrozenRoom, Round, Workshop
from resilience.store.voting.crowds import newcomers, people_by_department
from resilience.store.voting.levels import held_now
from resilience.store.voting.votes import frozen_tallies, thaw
from resilience.store.workshops import city_rows, is_counted, places, rounds, units

#: participants of a department and the people behind them
Present = tuple[int, Crowd]
#: participants and people
Attendance = tuple[int, int]


def freeze(session: Session, workshop: Workshop, closed: Round) -> None:
    """Fix the partition if there is none yet, then store the round's figures with their checksum.

    For an indicator that no earlier vote asked, the cells of units are stored. For an indicator already asked and
    shown, the later vote of the whole room is stored if it reveals nothing about individuals (docs/methods.md,
    section 5). In an open workshop (k = 0) each vote counts as a first one.
    """
    if not is_counted(session, workshop.id):
        fix_partition(session, workshop)
    people = people_by_department(session, workshop.id)
    asked = asked_of(session, workshop, [closed])
    before = votes_before(session, workshop, closed) if workshop.k else []
    again = set(asked_of(session, workshop, before))
    thaw(session, closed.id)
    fresh, known = [c for c in asked if c not in again], [c for c in asked if c in again]
    alone, answers = set[str](), held_now(session, closed.id)
    if fresh:
        strangers = strangers_by_unit(session, workshop)
        rows = rows_that_count(session, workshop, closed, strangers)
        alone = freeze_first(session, workshop, closed, fresh, rows, strangers)
        only = _all_if_tables(session, workshop, everybody_in(session, closed, strangers))
    else:
        only = tables_only(session, workshop, before, known, answers)
    since = _that_count(session, workshop, newcomers(session, closed), only)
    came = _by_unit(session, workshop, closed, people, since)
    here = _in_figures(session, workshop, closed) if before else came
    _freeze_rooms(session, workshop, closed, here)
    _freeze_whole_room(session, workshop, closed, people, since)
    withheld = freeze_later(session, workshop, closed, before, known, answers) if known else []
    session.flush()
    keep_facts(session, workshop, closed, answers, FactsAtClose(withheld, came, alone, only))
    keep_moments(session, workshop, closed)
    seal(session, closed)


def _all_if_tables(session: Session, workshop: Workshop, crowd: Crowd) -> set[int]:
    """All units if only the tables of this crowd are counted."""
    return {unit.id for unit in units(session, workshop.id) if crowd.leaves_out(workshop.k)}


def _that_count(
    session: Session, workshop: Workshop, new: Mapping[int, Present], tables_only: Collection[int]
) -> dict[int, Present]:
    """These newcomers, without those who answered alone in units of which only tables count."""
    home = {one.id: one.unit_id for one in places(session, workshop.id)}
    return {
        place: (count - crowd.alone, crowd.tables)
        if home.get(place) in tables_only
        else (count, crowd)
        for place, (count, crowd) in new.items()
    }


def _by_unit(
    session: Session,
    workshop: Workshop,
    closed: Round,
    people: Mapping[int, Present],
    new: Mapping[int, Present],
) -> dict[int, Attendance]:
    """By unit who has taken part: those who had by the previous close, erased since or not, and newcomers."""
    last = _earlier(session, workshop, closed)[-1:]
    if not last:
        here = _present(session, workshop, people)
        return {unit: _attendance(some, workshop.k) for unit, some in here.items()}
    rooms = {room.unit_id: (room.participants, room.people) for room in rooms_of(session, last)}
    known = rooms | came_by_unit(facts_of(session, last).get(last[0]))
    since = _present(session, workshop, new)
    return {
        unit: _plus(known.get(unit, (0, 0)), _attendance(some, 0)) for unit, some in since.items()
    }


def _present(
    session: Session, workshop: Workshop, people: Mapping[int, Present]
) -> dict[int, list[Present]]:
    """Those of these people who are in each unit, department by department."""
    found: dict[int, list[Present]] = {unit.id: [] for unit in units(session, workshop.id)}
    for department in places(session, workshop.id):
        if department.unit_id is not None and department.id in people:
            found[department.unit_id].append(people[department.id])
    return found


def _in_figures(session: Session, workshop: Workshop, closed: Round) -> dict[int, Attendance]:
    """By unit, the largest attendance that the figures of one indicator of a later vote show.

    Actual attendance, compared with these figures, would reveal which unit an erased person belonged to.
    """
    on_one: dict[tuple[int, str], Attendance] = {}
    for row in frozen_tallies(session, [closed.id]):
        devices, seated = on_one.get((row.unit_id, row.indicator), (0, 0))
        on_one[row.unit_id, row.indicator] = devices + row.answers, seated + row.people
    found = {unit.id: (0, 0) for unit in units(session, workshop.id)}
    for (unit, _), (devices, seated) in on_one.items():
        if unit in found:
            found[unit] = max(found[unit][0], devices), max(found[unit][1], seated)
    return found


def _freeze_rooms(
    session: Session, workshop: Workshop, closed: Round, rooms: Mapping[int, Attendance]
) -> None:
    """Store attendance by unit, never less than at an earlier vote: answers of people erased since still count."""
    most = dict(rooms)
    for room in rooms_of(session, _earlier(session, workshop, closed)):
        if room.unit_id in most:
            here = most[room.unit_id]
            most[room.unit_id] = max(here[0], room.participants), max(here[1], room.people)
    for unit, here in most.items():
        _add_room(session, closed, unit, here)


def _freeze_whole_room(
    session: Session,
    workshop: Workshop,
    closed: Round,
    people: Mapping[int, Present],
    new: Mapping[int, Present],
) -> None:
    """Store the attendance of the whole room: that of the previous close plus newcomers."""
    whole = city_rows(session, workshop.id)["room"].id
    last = _earlier(session, workshop, closed)[-1:]
    known = next((room for room in rooms_of(session, last) if room.unit_id == whole), None)
    here = _attendance(people.values(), workshop.k)
    if known:
        here = _plus((known.participants, known.people), _attendance(new.values(), 0))
    _add_room(session, closed, whole, here)


def _earlier(session: Session, workshop: Workshop, closed: Round) -> list[int]:
    """The ids of the votes before this one, first to last."""
    return [vote.id for vote in rounds(session, workshop.id) if vote.number < closed.number]


def _add_room(session: Session, closed: Round, unit: int, here: Attendance) -> None:
    participants, people = here
    if participants:
        session.add(
            FrozenRoom(
                round_id=closed.id,
                unit_id=unit,
                participants=participants,
                people=people,
                frozen_at=closed.closed_at or now(),
            )
        )


def _plus(one: Attendance, other: Attendance) -> Attendance:
    return one[0] + other[0], one[1] + other[1]


def _attendance(here: Iterable[Present], k: int) -> Attendance:
    """Participants and people together, without those who answered alone where only tables count."""
    both = list(here)
    everybody = sum((crowd for _, crowd in both), Crowd())
    apart = everybody.alone if everybody.leaves_out(k) else 0
    return sum(count for count, _ in both) - apart, everybody.people - apart
