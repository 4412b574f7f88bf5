"""Addresses of feeds: made and revoked by facilitators, read as officials do."""

import datetime
from dataclasses import dataclass

from resilience.errors import NotFound
from resilience.services.access.access import FACILITATORS, Grant, Visitor, lock_for, open_for
from resilience.services.access.record import record
from resilience.services.access.tokens import hashed, new_link, token_again
from resilience.services.workshop.workshops import WorkshopView, describe
from resilience.store import Store, repeatable
from resilience.store.people.feeds import feed_addresses, feed_by_hash
from resilience.store.tables import FeedAddress
from resilience.store.workshops import workshop_by_id


@dataclass(frozen=True, slots=True)
class FeedView:
    """An address of feeds. `made_by` is an account or a role; `token` is None if the key has changed since."""

    id: int
    made_by: str
    made_at: datetime.datetime
    token: str | None


@dataclass(frozen=True, slots=True)
class FeedReader:
    """Who reads with an address: an official of the workshop, since when it was made."""

    visitor: Visitor
    workshop: WorkshopView
    made_at: datetime.datetime


@repeatable
def feeds_of(store: Store, key: bytes, visitor: Visitor, code: str) -> list[FeedView]:
    """Return the addresses of a workshop's feeds, oldest first; for its facilitator."""
    with store.read() as session:
        workshop = open_for(session, visitor, code, FACILITATORS)
        return [
            FeedView(row.id, row.made_by, row.made_at, token_again(key, row.nonce, row.token_hash))
            for row in feed_addresses(session, workshop.id)
        ]


@repeatable
def make_feed(store: Store, key: bytes, visitor: Visitor, code: str) -> str:
    """Create an address for the feeds of a workshop and return its token; for its facilitator."""
    with store.write() as session:
        workshop = lock_for(session, visitor, code, FACILITATORS)
        nonce, token = new_link(key)
        row = FeedAddress(
            workshop_id=workshop.id,
            nonce=nonce,
            token_hash=hashed(token),
            made_by=visitor.name_in(workshop.id),
        )
        session.add(row)
        session.flush()
        after = {"workshops": workshop.code}
        record(session, visitor, "feed address made", workshop, _name(row), after=after)
        return token


@repeatable
def revoke_feed(store: Store, visitor: Visitor, code: str, feed_id: int) -> None:
    """Revoke an address at once; raises `NotFound` if the workshop has no such address."""
    with store.write() as session:
        workshop = lock_for(session, visitor, code, FACILITATORS)
        row = session.get(FeedAddress, feed_id)
        if row is None or row.workshop_id != workshop.id:
            raise NotFound("This address has already been revoked. Reload the page.")
        before = {"workshops": workshop.code}
        record(session, visitor, "feed address revoked", workshop, _name(row), before=before)
        session.delete(row)


@repeatable
def feed_reader(store: Store, token: str) -> FeedReader:
    """Return who reads with a token; raises `NotFound` for one that is unknown or revoked."""
    with store.read() as session:
        row = feed_by_hash(session, hashed(token))
        if row is None:
            raise NotFound(
                "There is no feed at this address, or it was revoked. Ask the facilitator for a "
                "new one."
            )
        visitor = Visitor((Grant("official", row.workshop_id),))
        workshop = describe(session, workshop_by_id(session, row.workshop_id))
        return FeedReader(visitor, workshop, row.made_at)


def _name(row: FeedAddress) -> str:
    """The name of an address in History, the same in every language."""
    return f"Atom · {row.id}"
