"""Count devices beyond the confirmed people in the room; they do not protect anybody's answers.

The facilitator confirms the people of each department once, at the first close (docs/methods.md, section 5).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from resilience.scoring import Crowd
from resilience.store import Session
from resilience.store.tables import Workshop
from resilience.store.voting.crowds import Voter, joined_by_department, people_by_department
from resilience.store.voting.levels import PersonAnswer
from resilience.store.workshops import places


def foreseen_strangers(
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


def strangers_by_department(session: Session, workshop: Workshop) -> dict[int, int]:
    """Return the number of strangers in each department, as counted at the first close.

    Nobody who joins later is asked again, so later devices change nothing.
    """
    return {department.id: department.strangers for department in places(session, workshop.id)}


def crowds_by_department(rows: Iterable[PersonAnswer | Voter]) -> dict[int, Crowd]:
    """Return the people behind some answers by department, each person once."""
    sizes: dict[int, dict[int, int]] = defaultdict(dict)
    for row in rows:
        sizes[row.department_id][row.participant_id] = row.size
    return {department: Crowd.of(own.values()) for department, own in sizes.items()}


def without_strangers(crowds: Mapping[int, Crowd], strangers: Mapping[int, int]) -> Crowd:
    """Return the people of some departments together, each department without its strangers."""
    sure = (crowd.less(strangers[department]) for department, crowd in crowds.items())
    return sum(sure, Crowd())
