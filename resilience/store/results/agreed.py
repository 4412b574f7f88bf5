"""Queries about what the room agreed."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from resilience.store.tables import AgreedLevel


def agreed_rows(session: Session, workshop_id: int) -> Sequence[AgreedLevel]:
    """What a workshop agreed, by indicator code."""
    query = select(AgreedLevel).where(AgreedLevel.workshop_id == workshop_id)
    return session.exec(query.order_by(col(AgreedLevel.indicator))).all()


def agreed_row(session: Session, workshop_id: int, indicator: str) -> AgreedLevel | None:
    """What a workshop agreed on one indicator."""
    return session.get(AgreedLevel, (workshop_id, indicator))
