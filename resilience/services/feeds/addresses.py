"""Addresses of feeds and calendars: made and revoked by facilitators, read as officials do."""

import datetime
from dataclasses import dataclass
from typing import Literal

from resilience.errors import InputError, NotFound
from resilience.services.access.access import FACILITATORS, Grant, Visitor, lock_for, open_for
from resilience.services.access.record import record
from resilience.services.access.tokens import hashed, new_link, token_again
from resilience.services.workshop.plan import responsible_departments
from resilience.services.workshop.workshops import WorkshopView, describe
from resilience.store import Session, Store, repeatable
from resilience.store.people.feeds import feed_addresses, feed_by_hash
from resilience.store.tables import Department, FeedAddress, Workshop
from resilience.store.workshops import workshop_by_id

#: what an address opens
Opens = Literal["feeds", "calendar"]
#: the format of each, which names it in History in every language
FORMATS: dict[str, str] = {"feeds": "Atom", "calendar": "iCalendar"}
#: the acts of the record by what an address opens: made, revoked
ACTS_ON = {
    "feeds": ("feed address made", "feed address revoked"),
    "calendar": ("calendar address made", "calendar address revoked"),
}


@dataclass(frozen=True, slots=True)
class AddressView:
    """An address, of a calendar's `department` or of all ("").

    `made_by` is an account or a role; `token` is None if the key has changed since.
    """

    id: int
    department: str
    made_by: str
    made_at: datetime.datetime
    token: str | None


@dataclass(frozen=True, slots=True)
class FeedReader:
    """Who reads with an address: an official of the workshop, since when it was made.

    A calendar of one department has its `department_id`.
    """

    visitor: Visitor
    workshop: WorkshopView
    made_at: datetime.datetime
    department_id: int | None = None


@repeatable
def addresses_of(
    store: Store, key: bytes, visitor: Visitor, code: str, opens: Opens
) -> list[AddressView]:
    """Return a workshop's addresses of feeds or of calendars, oldest first; for its facilitator."""
    with store.read() as session:
        workshop = open_for(session, visitor, code, FACILITATORS)
        return [
            AddressView(
                id=row.id,
                department=department_name(session, row.department_id),
                made_by=row.made_by,
                made_at=row.made_at,
                token=token_again(key, row.nonce, row.token_hash),
            )
            for row in feed_addresses(session, workshop.id, opens)
        ]


@repeatable
def make_address(
    store: Store,
    key: bytes,
    visitor: Visitor,
    code: str,
    opens: Opens,
    department_id: int | None = None,
) -> str:
    """Create an address for the feeds or the calendar of a workshop and return its token; for its facilitator.

    Raises `InputError` for a calendar of a department that the workshop does not have.
    """
    with store.write() as session:
        workshop = lock_for(session, visitor, code, FACILITATORS)
        check_department(session, workshop, department_id)
        nonce, token = new_link(key)
        row = FeedAddress(
            workshop_id=workshop.id,
            nonce=nonce,
            token_hash=hashed(token),
            made_by=visitor.name_in(workshop.id),
            opens=opens,
            department_id=department_id,
        )
        session.add(row)
        session.flush()
        after = what_it_reads(session, workshop, row.department_id)
        record(session, visitor, ACTS_ON[opens][0], workshop, _name(row), after=after)
        return token


@repeatable
def revoke_address(store: Store, visitor: Visitor, code: str, address_id: int) -> None:
    """Revoke an address at once; raises `NotFound` if the workshop has no such address."""
    with store.write() as session:
        workshop = lock_for(session, visitor, code, FACILITATORS)
        row = session.get(FeedAddress, address_id)
        if row is None or row.workshop_id != workshop.id:
            raise NotFound("This address has already been revoked. Reload the page.")
        before = what_it_reads(session, workshop, row.department_id)
        record(session, visitor, ACTS_ON[row.opens][1], workshop, _name(row), before=before)
        session.delete(row)


@repeatable
def address_reader(store: Store, token: str, opens: Opens) -> FeedReader:
    """Return who reads with a token; raises `NotFound` for one that is unknown, revoked or opens something else."""
    with store.read() as session:
        row = feed_by_hash(session, hashed(token))
        if row is None or row.opens != opens:
            raise NotFound(
                "There is no feed or calendar at this address, or it was revoked. Ask the "
                "facilitator for a new one."
            )
        visitor = Visitor((Grant("official", row.workshop_id),))
        workshop = describe(session, workshop_by_id(session, row.workshop_id))
        return FeedReader(visitor, workshop, row.made_at, row.department_id)


def check_department(session: Session, workshop: Workshop, department_id: int | None) -> None:
    """Raise `InputError` for a department that the workshop does not have; None is all of them."""
    if department_id is None:
        return
    if department_id not in [one.id for one in responsible_departments(session, workshop.id)]:
        raise InputError("Choose a department of the workshop {code}.", code=workshop.code)


def department_name(session: Session, department_id: int | None) -> str:
    """The name of the department of an address, "" for all."""
    found = session.get(Department, department_id) if department_id else None
    return found.name if found else ""


def what_it_reads(
    session: Session, workshop: Workshop, department_id: int | None
) -> dict[str, object]:
    """An address as History keeps it: the workshop, and its department unless it reads all of them."""
    department = department_name(session, department_id)
    return {"workshops": workshop.code, **({"department": department} if department else {})}


def _name(row: FeedAddress) -> str:
    """The name of an address in History, the same in every language."""
    return f"{FORMATS[row.opens]} · {row.id}"
