"""The counts of the votes that count, from the figures that were frozen when each closed."""

from collections.abc import Sequence

from resilience.framework import Framework
from resilience.scoring import Count, Room, Tallies, build_tallies
from resilience.scoring.rounds import CountedRound
from resilience.services.facts import moved_in
from resilience.services.responses import asked_in
from resilience.services.workshop_plan import OTHER_DEPARTMENTS
from resilience.store import Session
from resilience.store.tables import Round, Workshop
from resilience.store.votes import TallyRow, frozen_rooms, frozen_tallies
from resilience.store.workshops import departments, units


def counted_rounds(
    session: Session, workshop: Workshop, framework: Framework, counting: Sequence[Round]
) -> tuple[CountedRound, ...]:
    """Each of the `counting` rounds with all its counts, and who changed since the one before."""
    moved = moved_in(session, counting)
    found = []
    for held in counting:
        latest = latest_round(session, workshop, [held])
        room = room_of(session, workshop.id or 0, held)
        tallies = tallies_of(session, workshop.id or 0, framework, latest, room)
        found.append(CountedRound(held.number, tallies, moved[held.id or 0]))
    return tuple(found)


def latest_round(session: Session, workshop: Workshop, counting: list[Round]) -> dict[str, int]:
    """Per indicator the latest round that asked it (methods.md section 1)."""
    return {
        indicator.code: held.id or 0
        for held in counting
        for indicator in asked_in(session, workshop, held)
    }


def room_of(session: Session, workshop_id: int, last: Round) -> tuple[Room, ...]:
    """Who had taken part by the close of a round, unit by unit of the partition."""
    here = {room.unit_id: room for room in frozen_rooms(session, last.id or 0)}
    everywhere = departments(session, workshop_id)
    found = []
    for unit in units(session, workshop_id):
        own = [d for d in everywhere if d.unit_id == unit.id]
        room = here.get(unit.id or 0)
        found.append(
            Room(
                unit=unit.name,
                departments=tuple(d.name for d in own),
                participants=room.participants if room else 0,
                people=room.people if room else 0,
                expected=sum(d.expected for d in own if unit.name in (d.name, OTHER_DEPARTMENTS)),
            )
        )
    return tuple(found)


def tallies_of(
    session: Session,
    workshop_id: int,
    framework: Framework,
    latest: dict[str, int],
    room: tuple[Room, ...],
) -> Tallies:
    """The counts of each indicator in the round that `latest` names for it."""
    names = {unit.id: unit.name for unit in units(session, workshop_id)}
    counts = [
        _count(row, names[row.unit_id])
        for row in frozen_tallies(session, sorted(set(latest.values())))
        if latest.get(row.indicator) == row.round_id
    ]
    asked = tuple(i for i in framework.root.indicators() if i.code in latest)
    return build_tallies(asked, {r.unit: (r.participants, r.people) for r in room}, counts)


def _count(row: TallyRow, unit: str) -> Count:
    if row.answer in ("na", "dk"):
        return Count(unit, row.indicator, row.answer, None, row.answers, row.people)
    if row.answer == "number":
        sums = (row.total, row.squares)
        return Count(unit, row.indicator, "number", None, row.answers, row.people, sums)
    return Count(unit, row.indicator, "level", float(row.answer), row.answers, row.people)
