"""Count devices beyond the confirmed people in the room; they do not protect anybody's answers.

The facilitator confirms the people of each department once, at the first close (docs/methods.md, section 5).
"""

from collections.abc import Mapping

from resilience.scoring import Crowd
from resilience.store import Session
from resilience.store.tables import Workshop
from resilience.store.voting.crowds import joined_by_department, people_by_department
from resilience.store.workshops import places, units


def strangers_by_department(
    session: Session, workshop: Workshop, in_room: Mapping[str, int] | None = None
) -> dict[int, Crowd]:
    """Return, by department, who of those with answers may exceed the people confirmed in the room at the first close.

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
        found[department.id] = here.strangers(beyond)
    return found


def strangers_by_unit(session: Session, workshop: Workshop) -> dict[int, Crowd]:
    """Return the strangers in each unit, as counted at the first close; no answer changes them.

    Nobody who joins later is asked again, so later devices change nothing.
    """
    return {
        unit.id: Crowd(unit.strangers, unit.seated_strangers)
        for unit in units(session, workshop.id)
    }


def all_strangers(session: Session, workshop: Workshop) -> Crowd:
    """Return the strangers of all units, as counted at the first close."""
    return sum(strangers_by_unit(session, workshop).values(), Crowd())
