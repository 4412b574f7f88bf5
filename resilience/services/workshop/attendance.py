"""The number of people of each department in the room, confirmed when the first vote closes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from resilience.errors import InputError, WrongTime
from resilience.services.access.access import RUNNERS, Visitor, open_for
from resilience.store import Session, Store, repeatable
from resilience.store.tables import Workshop
from resilience.store.voting.crowds import (
    joined_by_department,
    remote_by_department,
    seated_by_department,
)
from resilience.store.workshops import is_counted, places

#: most people of one department that can be confirmed
MOST_IN_ROOM = 9999


@dataclass(frozen=True, slots=True)
class ProposedAttendance:
    """The people of a department: all who ever `joined`, a table counted by its size, and `expected`.

    `erased` of those who joined erased their data, and the facilitator `removed` or merged the devices of others.
    `remote` people take part by video call, `seated` ones at tables. `proposed` is the best guess of how many were in the room: those who
    joined there and were not removed, at most the expected number if there is one. The facilitator adds the remote
    people seen on the call, since anyone can claim to be remote.
    """

    department: str
    joined: int
    expected: int
    proposed: int
    erased: int = 0
    removed: int = 0
    remote: int = 0
    seated: int = 0


@repeatable
def proposed_attendance(
    store: Store, visitor: Visitor, code: str
) -> tuple[ProposedAttendance, ...]:
    """The attendance of each department of a workshop, in order, for the people who run it.

    None once the first vote has closed: from then on nobody learns from which department somebody erased.
    """
    with store.read() as session:
        workshop = open_for(session, visitor, code, RUNNERS)
        return () if is_counted(session, workshop.id) else _proposed(session, workshop)


def confirm_attendance(
    session: Session,
    workshop: Workshop,
    in_room: Mapping[str, int] | None,
    seen: Sequence[ProposedAttendance] | None = None,
) -> None:
    """Store how many people of each department were in the room; the proposed number by default.

    Raises `InputError` for a department that the workshop does not have, and for anything but a whole number
    from 0 to 9999; `WrongTime` if anybody joined or left since the facilitator has `seen` the attendance.
    """
    now = _proposed(session, workshop)
    if seen is not None and tuple(seen) != now:
        raise WrongTime(
            "People joined or left while you confirmed the numbers. Check the numbers and close the vote again."
        )
    given = in_room or {}
    proposed = {one.department: one.proposed for one in now}
    for name, people in given.items():
        if name not in proposed:
            raise InputError(
                "The workshop {code} has no department {name}. Reload the page.",
                code=workshop.code,
                name=name,
            )
        if type(people) is not int or not 0 <= people <= MOST_IN_ROOM:
            raise InputError(
                "People from {name} in the room: enter a whole number from 0 to {most}, not "
                "{found}.",
                name=name,
                most=MOST_IN_ROOM,
                found=people,
            )
    for department in places(session, workshop.id):
        department.in_room = {**proposed, **given}[department.name]
        session.add(department)


def _proposed(session: Session, workshop: Workshop) -> tuple[ProposedAttendance, ...]:
    joined = joined_by_department(session, workshop.id)
    by_call = remote_by_department(session, workshop.id)
    at_tables = seated_by_department(session, workshop.id)
    found = []
    for department in places(session, workshop.id):
        here, expected = joined[department.id], department.expected
        remote = by_call.get(department.id, 0)
        present = here - department.removed - remote
        proposed = min(expected, present) if expected else present
        beside = department.erased, department.removed, remote, at_tables.get(department.id, 0)
        found.append(ProposedAttendance(department.name, here, expected, proposed, *beside))
    return tuple(found)
