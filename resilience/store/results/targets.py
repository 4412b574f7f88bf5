"""Queries about targets."""

from sqlmodel import Session, col, select

from resilience.store.tables import Target


def targets(session: Session, workshop_id: int) -> dict[str, float]:
    """The targets 0..100 of a workshop, by the code of the theme or indicator."""
    query = select(Target).where(Target.workshop_id == workshop_id)
    return {row.code: row.score for row in session.exec(query.order_by(col(Target.code)))}


def target_row(session: Session, workshop_id: int, code: str) -> Target | None:
    """The target of one theme or indicator."""
    return session.get(Target, (workshop_id, code))
