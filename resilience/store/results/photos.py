"""Queries about photos of the wall."""

from collections.abc import Sequence

from sqlalchemy import delete
from sqlmodel import Session, col, select

from resilience.store.tables import Photo


def photos(session: Session, workshop_id: int) -> Sequence[tuple[int, bool]]:
    """The photos of a workshop, oldest first: id, and whether it is in the report."""
    query = select(Photo.id, Photo.in_report).where(Photo.workshop_id == workshop_id)
    return session.exec(query.order_by(col(Photo.id))).all()


def photo_in(session: Session, workshop_id: int, photo_id: int) -> Photo | None:
    """A photo of a workshop with its image."""
    query = select(Photo).where(Photo.id == photo_id, Photo.workshop_id == workshop_id)
    return session.exec(query).first()


def images_in_report(session: Session, workshop_id: int) -> Sequence[bytes]:
    """The photos that the report of a workshop has."""
    query = select(Photo.image).where(Photo.workshop_id == workshop_id, col(Photo.in_report))
    return session.exec(query.order_by(col(Photo.id))).all()


def remove_photos(session: Session, workshop_id: int) -> None:
    """Remove all photos of a workshop."""
    session.exec(delete(Photo).where(col(Photo.workshop_id) == workshop_id))
