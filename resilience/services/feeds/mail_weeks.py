"""Whose weekly mail is due, and which server sends it: each week of an address is taken in the database first."""

import datetime
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from resilience.services.access.access import Grant, Visitor
from resilience.services.access.tokens import token_again
from resilience.services.feeds.addresses import FeedReader
from resilience.services.workshop.workshops import describe
from resilience.smtp import Trouble
from resilience.store import Session, Store, now, repeatable
from resilience.store.people.mail import confirmed_mail, give_week_back, has_week, take_week
from resilience.store.tables import MailAddress
from resilience.store.workshops import workshop_by_id

#: hour of Monday from which on mails are sent, where the workshop is
MORNING = 6


@dataclass(frozen=True, slots=True)
class WeeklyMail:
    """The mail of an address for the week of a `monday`; `since` is when the one before was sent."""

    address_id: int
    address: str
    language: str
    token: str
    monday: datetime.date
    since: datetime.datetime
    reader: FeedReader


@repeatable
def mails_due(store: Store, key: bytes) -> list[WeeklyMail]:
    """Return the mails of confirmed addresses that no server has taken yet, since Monday at 6 where the workshop is.

    An address that was confirmed since then waits for the next Monday. One whose token was made with another key gets
    none, because its mail would have no link to end it.
    """
    with store.read() as session:
        found = [_due(session, key, row) for row in confirmed_mail(session)]
        return [one for one in found if one is not None]


@repeatable
def take(store: Store, mail: WeeklyMail) -> bool:
    """Take the week of a mail; False if another server has, or the address was removed meanwhile."""
    with store.write() as session:
        return take_week(session, mail.address_id, mail.monday) is not None


@repeatable
def note_sent(store: Store, mail: WeeklyMail) -> None:
    """Keep that the mail server accepted a mail."""
    with store.write() as session:
        row = session.get(MailAddress, mail.address_id)
        if row is not None:
            row.sent_at, row.trouble = now(), ""
            session.add(row)


@repeatable
def note_trouble(store: Store, mail: WeeklyMail, trouble: Trouble) -> None:
    """Keep what became of a mail; its week can be taken again where it was surely not accepted and may be later."""
    with store.write() as session:
        row = session.get(MailAddress, mail.address_id)
        if row is not None:
            row.trouble = trouble
            session.add(row)
        if trouble in ("unreachable", "later"):
            give_week_back(session, mail.address_id, mail.monday)


def _due(session: Session, key: bytes, row: MailAddress) -> WeeklyMail | None:
    view = workshop_by_id(session, row.workshop_id)
    monday = _monday(view.timezone)
    token = token_again(key, row.nonce, row.token_hash)
    if row.confirmed_at is None or token is None or has_week(session, row.id, monday.date()):
        return None
    if row.confirmed_at > monday:
        return None
    visitor = Visitor((Grant("official", row.workshop_id),))
    return WeeklyMail(
        address_id=row.id,
        address=row.address,
        language=row.language,
        token=token,
        monday=monday.date(),
        since=row.sent_at or row.confirmed_at,
        reader=FeedReader(visitor, describe(session, view), row.made_at, row.department_id),
    )


def _monday(timezone: str) -> datetime.datetime:
    """The last Monday morning that has come in a time zone."""
    here = now().astimezone(ZoneInfo(timezone))
    morning = datetime.time(MORNING, tzinfo=here.tzinfo)
    monday = here.date() - datetime.timedelta(days=here.weekday())
    found = datetime.datetime.combine(monday, morning)
    return found if found <= here else found - datetime.timedelta(days=7)
