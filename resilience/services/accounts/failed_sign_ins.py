"""Failed sign-ins in the history: a few per account and day, so that a flood does not fill it."""

import datetime

from resilience.services.access.access import NOBODY
from resilience.services.access.record import record
from resilience.store import Session, now
from resilience.store.people.record import acts_since
from resilience.store.tables import Account

#: most acts recorded for one account, and for all unknown names together, within this time
MOST_LISTED, WITHIN = 10, datetime.timedelta(days=1)
FAILED, OFTEN = "sign-in failed", "sign-ins failed often"
UNKNOWN, UNKNOWN_OFTEN = (
    "sign-in without an account failed",
    "sign-ins without an account failed often",
)


def record_failed(session: Session, account: Account | None) -> None:
    """Record a failed sign-in with its account, if the name has one; never what was typed."""
    each, last = (FAILED, OFTEN) if account else (UNKNOWN, UNKNOWN_OFTEN)
    thing = account.sign_in if account else ""
    listed = acts_since(session, (each, last), thing, now() - WITHIN)
    if listed < MOST_LISTED:
        record(session, NOBODY, last if listed == MOST_LISTED - 1 else each, None, thing)
