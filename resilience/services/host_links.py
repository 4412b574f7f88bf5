"""The facilitator link of the installation: shown once, until it ends, is replaced or its time is over."""

import datetime

from resilience.services.access import Visitor
from resilience.services.accounts import check_admin
from resilience.services.record import record
from resilience.services.tokens import new_link
from resilience.store import Session, Store, now
from resilience.store.accounts import end_host_links, had_host_link, host_link, lock_accounts
from resilience.store.tables import HostLink

#: days for which a facilitator link works where nobody says otherwise, and at most
DAYS_GOOD, MOST_DAYS = 90, 366


def first_host_link(store: Store, key: bytes) -> str | None:
    """The token of the first facilitator link; None where there was one before, whatever became of it."""
    with store.write() as session:
        lock_accounts(session)
        return None if had_host_link(session) else _new(session, key, DAYS_GOOD)


def host_link_until(store: Store) -> datetime.datetime | None:
    """When the time of the facilitator link is over; None where none works."""
    with store.read() as session:
        found = host_link(session)
        return found.expires_at if found else None


def replace_host_link(store: Store, key: bytes, visitor: Visitor, days: int = DAYS_GOOD) -> str:
    """The token of a new facilitator link, good for some days; the one before ends. Admins only."""
    check_admin(visitor)
    with store.write() as session:
        lock_accounts(session)
        end_host_links(session)
        record(session, visitor, "facilitator link made", None)
        return _new(session, key, days)


def end_host_link(store: Store, visitor: Visitor) -> None:
    """Let the facilitator link work no more; the server makes no other by itself. Admins only."""
    check_admin(visitor)
    with store.write() as session:
        end_host_links(session)
        record(session, visitor, "facilitator link ended", None)


def _new(session: Session, key: bytes, days: int) -> str:
    nonce, token = new_link(key)
    session.add(HostLink(nonce=nonce, expires_at=now() + datetime.timedelta(days=days)))
    return token
