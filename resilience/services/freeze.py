"""What is fixed when a vote closes: the partition once, and the tallies of the round."""

from collections import defaultdict

from resilience.framework import Goalposts, Scale
from resilience.scoring import Partition, partition
from resilience.services.frameworks import framework_of
from resilience.services.workshops import OTHER_DEPARTMENTS
from resilience.store import Session
from resilience.store.tables import Department, FrozenRoom, FrozenTally, Round, Unit, Workshop
from resilience.store.votes import CountRow, count_answers, frozen_rooms, people_by_department
from resilience.store.workshops import departments, units


def freeze(session: Session, workshop: Workshop, closed: Round) -> None:
    """Fix the partition if there is none yet, then keep the round's tallies and its room."""
    people = people_by_department(session, workshop.id or 0)
    if not units(session, workshop.id or 0):
        _fix_partition(session, workshop, {d: n for d, (_, n) in people.items()})
    _freeze_room(session, workshop, closed, people)
    scales = {i.code: i.scale for i in framework_of(session, workshop).root.indicators()}
    kept: dict[tuple[int, str, str], FrozenTally] = {}
    for row in count_answers(session, closed.id or 0):
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


def forget_partition(session: Session, workshop: Workshop) -> None:
    """Discard the partition of a vote that reopens before any reveal."""
    for department in departments(session, workshop.id or 0):
        department.unit_id = None
        session.add(department)
    session.flush()
    for unit in units(session, workshop.id or 0):
        session.delete(unit)


def room_size(session: Session, closed: Round) -> int:
    """People behind all who had taken part when the round closed."""
    return sum(room.people for room in frozen_rooms(session, closed.id or 0))


def _value(scale: Scale | None, number: float | None) -> float:
    if isinstance(scale, Goalposts) and number is not None:
        return scale.value(number)
    return 0.0


def _add(tally: FrozenTally, row: CountRow, value: float) -> None:
    tally.answers += row.answers
    tally.people += row.people
    tally.total += value * row.people
    tally.squares += value**2 * row.people


def _fix_partition(session: Session, workshop: Workshop, people: dict[int, int]) -> None:
    all_departments = departments(session, workshop.id or 0)
    here = {d.name: people.get(d.id or 0, 0) for d in all_departments}
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


def _home(department: Department, cut: Partition, here: dict[str, int]) -> str | None:
    if department.name in cut.alone:
        return department.name
    if cut.merged:
        return OTHER_DEPARTMENTS
    return cut.home(here)


def _freeze_room(
    session: Session, workshop: Workshop, closed: Round, people: dict[int, tuple[int, int]]
) -> None:
    rooms: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for department in departments(session, workshop.id or 0):
        if department.unit_id is not None:
            participants, here = people.get(department.id or 0, (0, 0))
            rooms[department.unit_id][0] += participants
            rooms[department.unit_id][1] += here
    for unit_id, (participants, here) in rooms.items():
        session.add(
            FrozenRoom(
                round_id=closed.id or 0, unit_id=unit_id, participants=participants, people=here
            )
        )
