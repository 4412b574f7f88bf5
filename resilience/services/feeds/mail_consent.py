"""What the reader of an address agreed to: nobody gets a weekly mail without it, and it ends by a link in each mail."""

import datetime
from dataclasses import dataclass

from resilience.errors import NotFound
from resilience.services.access.tokens import hashed
from resilience.services.feeds.addresses import department_name
from resilience.services.feeds.mail_questions import LEFT_ALONE, leave_alone, let_ask
from resilience.services.workshop.workshops import WorkshopView, describe
from resilience.store import Session, Store, now, repeatable
from resilience.store.people.mail import mail_by_hash, remove_questions, remove_unconfirmed
from resilience.store.tables import MailAddress
from resilience.store.workshops import workshop_by_id

#: how long an address is kept that nobody confirms
UNCONFIRMED = datetime.timedelta(days=14)


@dataclass(frozen=True, slots=True)
class MailConsent:
    """What the reader of an address is asked: for which workshop and department ("": all), and whether they agreed."""

    workshop: WorkshopView
    department: str
    language: str
    confirmed: bool


@repeatable
def mail_consent(store: Store, token: str) -> MailConsent:
    """Return what the reader of an address is asked; raises `NotFound` for a token that is unknown or has ended."""
    with store.read() as session:
        row = _known(session, token)
        return MailConsent(
            workshop=describe(session, workshop_by_id(session, row.workshop_id)),
            department=department_name(session, row.department_id),
            language=row.language,
            confirmed=row.confirmed_at is not None,
        )


@repeatable
def confirm_mail(store: Store, token: str) -> None:
    """Let an address get mails from the next Monday on; raises as `mail_consent`."""
    with store.write() as session:
        row = _known(session, token)
        row.confirmed_at = row.confirmed_at or now()
        session.add(row)
        let_ask(session, row.mark)


@repeatable
def end_mail(store: Store, token: str) -> None:
    """Delete an address for its reader, whose mailbox is then left alone; raises as `mail_consent`."""
    with store.write() as session:
        row = _known(session, token)
        leave_alone(session, row.mark)
        session.delete(row)
    store.forget_traces()


@repeatable
def forget_question(store: Store, token: str) -> None:
    """Let a mailbox be asked again whose mail was surely not delivered; raises as `mail_consent`."""
    with store.write() as session:
        let_ask(session, _known(session, token).mark)


@repeatable
def forget_unconfirmed(store: Store) -> None:
    """Delete the addresses that nobody confirmed in time, and what is kept for a year of mailboxes that were asked."""
    with store.write() as session:
        remove_unconfirmed(session, now() - UNCONFIRMED)
        remove_questions(session, now() - LEFT_ALONE)


def _known(session: Session, token: str) -> MailAddress:
    row = mail_by_hash(session, hashed(token))
    if row is None:
        raise NotFound("This e-mail address is not on the list, so it gets no e-mails from here.")
    return row
