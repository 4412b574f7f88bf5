"""The devices in a workshop, which the facilitator moves, removes or merges (docs/methods.md, section 5)."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from resilience.errors import InputError, NotFound, WrongTime
from resilience.services.access.access import RUNNERS, Visitor, lock_for, open_for
from resilience.services.access.record import record_change
from resilience.services.workshop.participants import department_chosen, put_into
from resilience.store import Session, Store, repeatable
from resilience.store.tables import Department, Participant, Workshop
from resilience.store.voting.crowds import joined_by_department
from resilience.store.voting.devices import devices, from_cards, moved_places, who_voted, who_wrote
from resilience.store.voting.erasing import count_removed, erase_people
from resilience.store.voting.questions import drop_double_votes, let_go
from resilience.store.workshops import is_counted, participant_by_hash, places


@dataclass(frozen=True, slots=True)
class Device:
    """A device that joined: of a person, or of a table of `size` people; `is_card` for an imported scorecard.

    `remote` people said when they joined that they take part by video call. `number` is also on the device's own
    pages: it grows in the order of joining, and does not change when other devices are removed. `answered` is
    whether the device gave any answer, never which or how many. `mark` identifies the device to the services and
    stays on the server.
    """

    number: int
    department: str
    joined_at: datetime.datetime
    size: int
    is_table: bool
    is_card: bool
    answered: bool
    remote: bool
    mark: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class DepartmentAttendance:
    """The people of a department: `joined` and still there, of whom `answered` gave an answer in any vote.

    `remote` of those who joined take part by video call. Of those who left, `erased` erased their data, of whom
    `erased_seated` sat at tables, and the facilitator `removed` or merged the devices of others. Once the first vote
    has closed, `joined` includes those erased, and only `expected` and `removed` are known besides.
    """

    department_id: int
    department: str
    expected: int
    joined: int
    answered: int = 0
    erased: int = 0
    erased_seated: int = 0
    removed: int = 0
    remote: int = 0


@dataclass(frozen=True, slots=True)
class Attendance:
    """The people of a workshop by department, and until the first vote closes (`may_move`) the devices.

    After that, comments are shown. If a department or device were seen to disappear together with some of them,
    their author would be known. There are then no devices, and of the `erased` only the sum.
    """

    departments: tuple[DepartmentAttendance, ...]
    devices: tuple[Device, ...]
    may_move: bool
    erased: int


@repeatable
def attendance_of(store: Store, visitor: Visitor, code: str) -> Attendance:
    """The attendance of a workshop, for the people who run it."""
    with store.read() as session:
        workshop = open_for(session, visitor, code, RUNNERS)
        named = places(session, workshop.id)
        erased = sum(one.erased for one in named)
        if is_counted(session, workshop.id):
            after = _after_close(session, workshop.id, named)
            return Attendance(after, (), may_move=False, erased=erased)
        found = _devices(session, workshop, {one.id: one.name for one in named})
        now = tuple(_of_department(one, found) for one in named)
        return Attendance(now, found, may_move=True, erased=erased)


@repeatable
def move_device(store: Store, visitor: Visitor, code: str, mark: str, department_id: int) -> None:
    """Move a device to another department with its answers, until the first vote closes.

    Answers that another group is not asked are deleted. The device's own page says that it was moved.
    """
    with store.write() as session:
        workshop = lock_for(session, visitor, code, RUNNERS)
        person = _device(session, workshop, mark)
        _check_not_counted(session, workshop)
        chosen = department_chosen(session, workshop, department_id, is_table=person.is_table)
        before = {"department": _name(session, person)}
        put_into(session, workshop, person, chosen, by_staff=True)
        after = {"department": chosen.name}
        record_change(session, visitor, "device moved", workshop, before=before, after=after)


@repeatable
def moved_devices(store: Store, workshop_id: int) -> dict[str, str]:
    """The department of each device that staff moved, by the device's `known_by`; none once the first vote closed."""
    with store.read() as session:
        if is_counted(session, workshop_id):
            return {}
        return moved_places(session, workshop_id)


@repeatable
def remove_device(store: Store, visitor: Visitor, code: str, mark: str) -> None:
    """Remove a table with its answers, or one person's device that left none, until the first vote closes.

    One person still counts among those who ever joined, so that no other device takes their place (docs/methods.md, section 5); a
    table, which everybody in the room can see, does not. Questions and up-votes stay without an owner: if they
    disappeared, the facilitator would learn which they were.
    """
    with store.write() as session:
        workshop = lock_for(session, visitor, code, RUNNERS)
        person = _device(session, workshop, mark)
        _check_not_counted(session, workshop)
        if person.size == 1 and person.id in who_wrote(session, workshop.id):
            raise WrongTime(
                "This device has answered or written something, so it cannot be removed. Reload the "
                "page."
            )
        act = "device removed" if person.size == 1 else "table removed"
        _take_away(session, visitor, workshop, person, act)
    store.forget_traces()


@repeatable
def merge_devices(store: Store, visitor: Visitor, code: str, mark: str, again: str) -> None:
    """Remove the older of two devices of one person or table, with its answers, until the first vote closes.

    Its answers are never given to the newer one, whose holder would read them. As after a removal, one person still
    counts twice among those who ever joined. An up-vote of both counts once.
    """
    with store.write() as session:
        workshop = lock_for(session, visitor, code, RUNNERS)
        both = [_device(session, workshop, one) for one in (mark, again)]
        _check_not_counted(session, workshop)
        older, newer = sorted(both, key=lambda one: one.number)
        if older.id == newer.id:
            raise InputError("Choose two different devices.")
        cards = from_cards(session, workshop.id)
        if older.size != newer.size or cards & {older.id, newer.id}:
            raise InputError(
                "Only two devices of one person, or of one table with the same number of people, can "
                "be merged."
            )
        drop_double_votes(session, older.id, newer.id)
        _take_away(session, visitor, workshop, older, "devices merged")
    store.forget_traces()


@repeatable
def discount_erased_tables(
    store: Store, visitor: Visitor, code: str, department_id: int, people: int
) -> None:
    """No longer count as joined `people` at tables of a department that erased their data, until the first vote closes.

    Staff say with this that so many were not in the hall, or joined again: a table is seen there. Who answered
    alone and erased their data always counts as joined. Raises `InputError` for more people than sat at these tables.
    """
    with store.write() as session:
        workshop = lock_for(session, visitor, code, RUNNERS)
        _check_not_counted(session, workshop)
        here = {one.id: one for one in places(session, workshop.id)}
        department = here.get(department_id)
        if department is None or not 1 <= people <= department.erased_seated:
            raise InputError(
                "So many people at tables that erased their data do not count as joined. Reload the "
                "page."
            )
        department.erased -= people
        department.erased_seated -= people
        session.add(department)
        after = {"people": people}
        record_change(
            session, visitor, "erased tables discounted", workshop, department.name, after=after
        )


def _devices(session: Session, workshop: Workshop, names: dict[int, str]) -> tuple[Device, ...]:
    voted, cards = who_voted(session, workshop.id), from_cards(session, workshop.id)
    return tuple(
        Device(
            number=one.number,
            department=names[one.department_id],
            joined_at=one.joined_at,
            size=one.size,
            is_table=one.is_table,
            is_card=one.id in cards,
            answered=one.id in voted,
            remote=one.remote,
            mark=one.token_hash,
        )
        for one in devices(session, workshop.id)
    )


def _of_department(department: Department, found: tuple[Device, ...]) -> DepartmentAttendance:
    own = [one for one in found if one.department == department.name]
    return DepartmentAttendance(
        department_id=department.id,
        department=department.name,
        expected=department.expected,
        joined=sum(one.size for one in own),
        answered=sum(one.size for one in own if one.answered),
        erased=department.erased,
        erased_seated=department.erased_seated,
        removed=department.removed,
        remote=sum(one.size for one in own if one.remote),
    )


def _after_close(
    session: Session, workshop_id: int, named: Sequence[Department]
) -> tuple[DepartmentAttendance, ...]:
    """Counts that do not change when somebody erases their data."""
    came = joined_by_department(session, workshop_id)
    return tuple(
        DepartmentAttendance(
            one.id,
            one.name,
            one.expected,
            joined=came[one.id] - one.removed,
            removed=one.removed,
        )
        for one in named
    )


def _device(session: Session, workshop: Workshop, mark: str) -> Participant:
    person = participant_by_hash(session, mark)
    if person is None or person.workshop_id != workshop.id:
        raise NotFound("This device is no longer in the workshop. Reload the page.")
    return person


def _check_not_counted(session: Session, workshop: Workshop) -> None:
    if is_counted(session, workshop.id):
        raise WrongTime(
            "The first vote has closed, so devices can no longer be moved, merged or removed."
        )


def _name(session: Session, person: Participant) -> str:
    return session.get_one(Department, person.department_id).name


def _take_away(
    session: Session, visitor: Visitor, workshop: Workshop, person: Participant, act: str
) -> None:
    name = _name(session, person)
    if person.size == 1:
        count_removed(session, person)
    let_go(session, person.id)
    erase_people(session, workshop.id, [person.id])
    record_change(session, visitor, act, workshop, name)
