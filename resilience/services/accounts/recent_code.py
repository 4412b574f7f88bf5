"""Dangerous acts need a recent code of the second factor."""

import datetime

from resilience.errors import NotAllowed
from resilience.services.access.access import Visitor
from resilience.store import Session, Store, now, repeatable
from resilience.store.tables import SecondFactor, SignIn

#: how long a code counts as recent
FRESH = datetime.timedelta(minutes=10)


def is_fresh(session: Session, visitor: Visitor) -> bool:
    """Whether the visitor gave a second-factor code recently, or has no second factor."""
    if visitor.account_id is None or session.get(SecondFactor, visitor.account_id) is None:
        return True
    browser = session.get(SignIn, visitor.sign_in_id)
    given = browser.confirmed_at if browser else None
    return given is not None and given > now() - FRESH


def check_fresh(session: Session, visitor: Visitor) -> None:
    """Raise `NotAllowed` if a second-factor code is required first."""
    if not is_fresh(session, visitor):
        raise NotAllowed(
            "This needs a new code from your second factor, so nothing was done. Press *Confirm "
            "with a code*, then try again."
        )


@repeatable
def needs_code(store: Store, visitor: Visitor) -> bool:
    """Whether the visitor must give a code before a dangerous act."""
    with store.read() as session:
        return not is_fresh(session, visitor)
