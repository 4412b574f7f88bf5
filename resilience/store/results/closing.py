"""Queries about how a workshop ends: sign-offs, points for weights, replies of departments."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import Session, col, select

from resilience.store.tables import Closing, Department, Participant, PointsGiven, Reply


class Points(NamedTuple):
    """What a device gave to a theme, with the people behind it."""

    participant_id: int
    size: int
    theme: str
    points: int


def closings(session: Session, workshop_id: int) -> Sequence[Closing]:
    """The sign-offs of a workshop, first to last."""
    query = select(Closing).where(Closing.workshop_id == workshop_id)
    return session.exec(query.order_by(col(Closing.id))).all()


def points_given(session: Session, workshop_id: int) -> list[Points]:
    """All points of a workshop, device by device."""
    query = (
        select(Participant.id, Participant.size, PointsGiven.theme, PointsGiven.points)
        .join(PointsGiven)
        .where(Participant.workshop_id == workshop_id)
        .order_by(col(Participant.id))
    )
    return [Points(*row) for row in session.exec(query).all()]


def own_points(session: Session, participant_id: int) -> Sequence[PointsGiven]:
    """The points of one participant."""
    return session.exec(select(PointsGiven).filter_by(participant_id=participant_id)).all()


def replies(session: Session, workshop_id: int) -> Sequence[tuple[Department, Reply]]:
    """What departments replied, in their order."""
    query = select(Department, Reply).join(Reply).where(Department.workshop_id == workshop_id)
    return session.exec(query.order_by(col(Department.position))).all()
