"""The facilitator link of the installation: shown once, valid until it ends or is replaced."""

import datetime

from resilience.services.access.access import Visitor
from resilience.services.access.record import record
from resilience.services.access.tokens import new_link
from resilience.services.accounts.accounts import check_admin
from resilience.store import Session, Store, now, repeatable
from resilience.store.people.accounts import end_host_links, had_host_link, host_link, lock_accounts
from resilience.store.tables import HostLink

#: default and maximum lifetime of a facilitator link, in days
DAYS_GOOD, MOST_DAYS = 90, 366


@repeatable
def first_host_link(store: Store, key: bytes) -> str | None:
    """The token of the first facilitator link; None if one ever existed, even if it has ended."""
    with store.write() as session:
        lock_accounts(session)
        return None if had_host_link(session) else _new(session, key, DAYS_GOOD)


@repeatable
def host_link_until(store: Store) -> datetime.datetime | None:
    """When the facilitator link expires; None if none works."""
    with store.read() as session:
        found = host_link(session)
        return found.expires_at if found else None


@repeatable
def replace_host_link(store: Store, key: bytes, visitor: Visitor, days: int = DAYS_GOOD) -> str:
    """Replace the facilitator link and return its new token, valid for some days. Admins only."""
    check_admin(visitor)
    with store.write() as session:
        lock_accounts(session)
        end_host_links(session)
        record(session, visitor, "facilitator link made", None)
        return _new(session, key, days)


@repeatable
def end_host_link(store: Store, visitor: Visitor) -> None:
    """End the facilitator link; the server does not create another automatically. Admins only."""
    check_admin(visitor)
    with store.write() as session:
        end_host_links(session)
        record(session, visitor, "facilitator link ended", None)


def _new(session: Session, key: bytes, days: int) -> str:
    nonce, token = new_link(key)
    session.add(HostLink(nonce=nonce, expires_at=now() + datetime.timedelta(days=days)))
    return token
