"""Addresses that get a mail of due dates each week: added and removed by facilitators.

The record names an address by its number alone, because nothing is ever deleted from it.
"""

import datetime
from dataclasses import dataclass

from resilience.errors import InputError, NotFound, WrongTime
from resilience.services.access.access import FACILITATORS, Visitor, lock_for, open_for
from resilience.services.access.record import record
from resilience.services.access.tokens import hashed, new_link
from resilience.services.feeds.addresses import (
    check_department,
    department_name,
    what_it_reads,
)
from resilience.services.feeds.mail_questions import mailbox_mark, note_question
from resilience.smtp import is_mail_address
from resilience.store import Session, Store, now, repeatable
from resilience.store.people.mail import mail_addresses
from resilience.store.people.record import ActQuery, count_acts
from resilience.store.tables import MailAddress, Workshop
from resilience.store.workshops import city_of
from resilience.text.languages import LANGUAGES

ADDED, REMOVED = "mail address added", "mail address removed"
#: addresses that may be added to a workshop in a day: each gets a mail that it did not ask for
MOST_A_DAY = 30


@dataclass(frozen=True, slots=True)
class MailAddressView:
    """An address, of one `department` or of all (""); `trouble` is that of the last mail, "" if it was accepted."""

    id: int
    address: str
    department: str
    language: str
    made_by: str
    made_at: datetime.datetime
    confirmed: bool
    trouble: str


@repeatable
def mail_addresses_of(store: Store, visitor: Visitor, code: str) -> list[MailAddressView]:
    """Return the addresses of a workshop, oldest first; for its facilitator."""
    with store.read() as session:
        workshop = open_for(session, visitor, code, FACILITATORS)
        return [
            MailAddressView(
                id=row.id,
                address=row.address,
                department=department_name(session, row.department_id),
                language=row.language,
                made_by=row.made_by,
                made_at=row.made_at,
                confirmed=row.confirmed_at is not None,
                trouble=row.trouble,
            )
            for row in mail_addresses(session, workshop.id)
        ]


@repeatable
def add_mail_address(
    store: Store,
    key: bytes,
    visitor: Visitor,
    code: str,
    address: str,
    language: str,
    department_id: int | None = None,
) -> tuple[int, str]:
    """Add an address and return its id and the token by which it is confirmed; for the facilitator of a real workshop.

    Raises `InputError` for what is no address, a language or department that there is not, an address that has the same
    mails already, and a mailbox that was asked in the last year and has not agreed, and `WrongTime` for the demo, a
    rehearsal, or too many addresses in a day.
    """
    with store.write() as session:
        workshop = lock_for(session, visitor, code, FACILITATORS)
        _check_sends(session, workshop)
        check_department(session, workshop, department_id)
        _check_new(session, workshop, address := address.strip(), department_id)
        if language not in LANGUAGES:
            raise InputError("Choose one of the languages that are offered.")
        note_question(session, mark := mailbox_mark(key, address))
        nonce, token = new_link(key)
        row = MailAddress(
            workshop_id=workshop.id,
            department_id=department_id,
            address=address,
            language=language,
            nonce=nonce,
            token_hash=hashed(token),
            made_by=visitor.name_in(workshop.id),
            mark=mark,
        )
        session.add(row)
        session.flush()
        after = what_it_reads(session, workshop, department_id)
        record(session, visitor, ADDED, workshop, f"#{row.id}", after=after)
        return row.id, token


@repeatable
def remove_mail_address(store: Store, visitor: Visitor, code: str, address_id: int) -> None:
    """Remove an address at once; raises `NotFound` if the workshop has no such address."""
    with store.write() as session:
        workshop = lock_for(session, visitor, code, FACILITATORS)
        row = session.get(MailAddress, address_id)
        if row is None or row.workshop_id != workshop.id:
            raise NotFound("This address has already been removed. Reload the page.")
        before = what_it_reads(session, workshop, row.department_id)
        record(session, visitor, REMOVED, workshop, f"#{row.id}", before=before)
        session.delete(row)
    store.forget_traces()


def _check_sends(session: Session, workshop: Workshop) -> None:
    if city_of(session, workshop).invented:
        raise WrongTime("The demo city and rehearsals send no e-mails.")
    day_ago = now() - datetime.timedelta(days=1)
    if count_acts(session, ActQuery([workshop.code], [ADDED], since=day_ago)) >= MOST_A_DAY:
        raise WrongTime(
            "At most {most} e-mail addresses can be added to a workshop in a day. Add the others "
            "tomorrow.",
            most=MOST_A_DAY,
        )


def _check_new(
    session: Session, workshop: Workshop, address: str, department_id: int | None
) -> None:
    if not is_mail_address(address):
        raise InputError("Enter one e-mail address, such as water@city.example.")
    kept = [
        (one.address.lower(), one.department_id) for one in mail_addresses(session, workshop.id)
    ]
    if (address.lower(), department_id) in kept:
        raise InputError("This e-mail address is already on the list below.")
