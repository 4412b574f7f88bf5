"""Which pages of results the links in a browser open for people without a role."""

from collections.abc import Sequence
from dataclasses import dataclass

from resilience.services.access.tokens import hashed
from resilience.store import Session, now
from resilience.store.results.shares import shares_by_hash


@dataclass(frozen=True, slots=True)
class GuestPage:
    """One page, by its address, of the result of one workshop."""

    workshop_id: int
    page: str


def shared_pages(session: Session, tokens: Sequence[str]) -> tuple[GuestPage, ...]:
    """The pages that these tokens open now; links that were revoked or have ended open none."""
    if not tokens:
        return ()
    rows = shares_by_hash(session, [hashed(token) for token in tokens])
    at = now()
    return tuple(
        GuestPage(row.workshop_id, row.page) for row in rows if row.ends_at and row.ends_at > at
    )
