"""Count devices beyond the confirmed people in the room; they do not protect anybody's answers.

The facilitator confirms the people of each department once, at the first close (docs/methods.md, section 5).
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from resilience.scoring import Crowd
from resilience.store import Session
from resilience.store.tables import Round, Workshop
from resilience.store.voting.crowds import joined_by_department, people_by_department
from resilience.store.voting.levels import PersonAnswer, held_when_fixed
from resilience.store.workshops import places, rounds, units


def strangers_by_department(
    session: Session, workshop: Workshop, in_room: Mapping[str, int] | None = None
) -> dict[int, int]:
    """Return, by department, how many participants may exceed the people confirmed in the room at the first close.

    `in_room` has, by name, numbers that are not confirmed yet.

    Everyone who ever joined beyond that number counts, whether they answered or were erased: a silent person in the
    room does not make up for a second device.
    """
    people = people_by_department(session, workshop.id)
    joined = joined_by_department(session, workshop.id)
    found = {}
    for department in places(session, workshop.id):
        _, here = people.get(department.id, (0, Crowd()))
        came = joined[department.id]
        confirmed = (in_room or {}).get(department.name, department.in_room)
        beyond = 0 if confirmed is None else max(0, came - confirmed)
        found[department.id] = min(here.people, beyond)
    return found


def strangers_by_unit(session: Session, workshop: Workshop) -> dict[int, int]:
    """Return the number of strangers in each unit.

    At the first close these are the ones counted then; later, everyone who joined in excess. They are not counted
    among current answers: the number would fall when somebody in a small department erases their data.
    """
    by_unit: dict[int, int] = defaultdict(int)
    if sum(one.closed_at is not None for one in rounds(session, workshop.id)) > 1:
        joined = joined_by_department(session, workshop.id)
        for one in places(session, workshop.id):
            if one.unit_id is not None and one.in_room is not None:
                by_unit[one.unit_id] += max(0, joined[one.id] - one.in_room)
    found = units(session, workshop.id)
    return {unit.id: max(unit.strangers, by_unit[unit.id]) for unit in found}


def newcomers(
    session: Session, workshop: Workshop, before: Sequence[Round], answers: Sequence[PersonAnswer]
) -> dict[int, PersonAnswer]:
    """Return an answer of each participant who answers now but did not in the first of the votes `before`.

    Empty in an open workshop.
    """
    if not before or not workshop.k:
        return {}
    known = {row.participant_id for row in held_when_fixed(session, [before[0].id])}
    return {row.participant_id: row for row in answers if row.participant_id not in known}


def confirmed_crowd(
    session: Session,
    workshop: Workshop,
    before: Sequence[Round],
    answers: Sequence[PersonAnswer],
    own: Collection[int],
) -> Crowd:
    """Return who of those with these answers in the `own` units hide one another: nobody new, and no strangers.

    Somebody new who answers alone is still to be hidden, so one person alone remains of all who are new.
    """
    new = newcomers(session, workshop, before, answers)
    sizes = {row.participant_id: row.size for row in answers if row.unit_id in own}
    known = Crowd.of(size for who, size in sizes.items() if who not in new)
    alone = known.alone or int(any(sizes.get(who) == 1 for who in new))
    strangers = sum(unit.strangers for unit in units(session, workshop.id) if unit.id in own)
    return Crowd(alone, known.seated).less(strangers)
