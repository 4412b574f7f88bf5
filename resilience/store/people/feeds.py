"""Queries about the addresses of feeds and calendars."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from resilience.store.tables import FeedAddress


def feed_addresses(session: Session, workshop_id: int, opens: str) -> Sequence[FeedAddress]:
    """The addresses of a workshop that open "feeds" or a "calendar", first to last."""
    query = select(FeedAddress).where(
        FeedAddress.workshop_id == workshop_id, FeedAddress.opens == opens
    )
    return session.exec(query.order_by(col(FeedAddress.id))).all()


def feed_by_hash(session: Session, token_hash: str) -> FeedAddress | None:
    """The address whose token has this hash."""
    return session.exec(select(FeedAddress).where(FeedAddress.token_hash == token_hash)).first()
