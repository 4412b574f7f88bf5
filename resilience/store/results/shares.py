"""Queries about the addresses at which anyone sees a page of a result, or its chart."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from resilience.store.tables import Share


def shares_by_hash(session: Session, hashes: Sequence[str]) -> Sequence[Share]:
    """The addresses whose tokens have these hashes, also those that have ended."""
    return session.exec(select(Share).where(col(Share.token_hash).in_(hashes))).all()


def shares(session: Session, workshop_id: int) -> Sequence[Share]:
    """The addresses of a workshop, first to last, also those that have ended."""
    query = select(Share).where(Share.workshop_id == workshop_id)
    return session.exec(query.order_by(col(Share.id))).all()
