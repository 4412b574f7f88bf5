"""One person sends one thing, outside of the writer that takes the posts of many."""

from resilience.errors import ResilienceError
from resilience.services.access.access import Visitor
from resilience.services.voting.deliveries import (
    Submission,
    SubmissionBatch,
    SubmissionResult,
    deliver_all,
)
from resilience.services.voting.responses import confirm_earlier
from resilience.store import Session, Store


def deliver(session: Session, visitor: Visitor, sent: Submission) -> SubmissionResult:
    """What became of it; raises why it was refused."""
    (became,) = deliver_all(session, [SubmissionBatch(visitor.known_by, [sent])])
    if isinstance(became, ResilienceError):
        raise became
    (done,) = became.each
    if isinstance(done, ResilienceError):
        raise done
    return done


def keep_earlier(store: Store, visitor: Visitor) -> int:
    """Confirm all answers of earlier votes, as the form of the phone page does."""
    with store.write() as session:
        return confirm_earlier(session, visitor)
