"""Queries on the frameworks that are kept."""

from collections.abc import Sequence

from sqlalchemy import Text, cast, update
from sqlmodel import Session, col, func, select

from resilience.store.tables import FrameworkCopy, Workshop


def copies(session: Session) -> Sequence[FrameworkCopy]:
    """All frameworks that workshops pinned or somebody uploaded."""
    query = select(FrameworkCopy).order_by(col(FrameworkCopy.framework), col(FrameworkCopy.sha256))
    return session.exec(query).all()


def copy_of(session: Session, sha256: str) -> FrameworkCopy | None:
    """The framework with this hash, if it is kept."""
    return session.get(FrameworkCopy, sha256)


def written_source(session: Session, sha256: str) -> str:
    """The files of a kept framework as the database has them: JSON that nobody has read yet."""
    query = select(cast(col(FrameworkCopy.source), Text)).where(FrameworkCopy.sha256 == sha256)
    return session.exec(query).one()


def workshops_by_framework(session: Session) -> dict[str, int]:
    """How many workshops use each framework, by hash."""
    query = select(Workshop.framework_sha256, func.count()).group_by(col(Workshop.framework_sha256))
    return dict(session.exec(query).all())


def show_anew(session: Session, sha256: str) -> None:
    """Count a change of the words of a framework as one of its workshops, so that viewers look again."""
    query = update(Workshop).where(col(Workshop.framework_sha256) == sha256)
    session.exec(query.values(revision=Workshop.revision + 1))
