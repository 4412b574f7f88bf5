"""Queries about official words: those of a framework, kept, replaced and forgotten."""

from collections.abc import Sequence

from sqlalchemy import delete, func, update
from sqlmodel import Session, col, select

from resilience.store.tables import OfficialWording, Round
from resilience.store.workshops import wait_for

#: names the advisory lock of official words, beside that of workshops, on PostgreSQL
WORDING_LOCK = 2


def wordings(session: Session, framework: str, language: str) -> Sequence[OfficialWording]:
    """The official words of a framework in a language."""
    query = select(OfficialWording).where(
        OfficialWording.framework == framework, OfficialWording.language == language
    )
    return session.exec(query).all()


def replace_wordings(
    session: Session, framework: str, language: str, rows: Sequence[OfficialWording]
) -> None:
    """Keep these rows instead of those of the framework in the language; one writer at a time."""
    wait_for(session, func.pg_advisory_xact_lock(WORDING_LOCK, 0))
    session.exec(
        delete(OfficialWording).where(
            col(OfficialWording.framework) == framework, col(OfficialWording.language) == language
        )
    )
    session.add_all(rows)
    session.flush()


def forget_wordings(session: Session, framework: str) -> int:
    """Delete the official words of a framework in all languages; how many indicators they had."""
    found = session.exec(delete(OfficialWording).where(col(OfficialWording.framework) == framework))
    return found.rowcount


def forget_shown(session: Session) -> None:
    """Votes that are open did not show official words throughout."""
    open_now = col(Round.closed_at).is_(None) & col(Round.official).is_not(None)
    session.exec(update(Round).where(open_now).values(official=[]))


def languages_kept(session: Session, framework: str) -> list[str]:
    """The languages in which official words of a framework are kept."""
    query = select(OfficialWording.language).where(OfficialWording.framework == framework)
    return sorted(session.exec(query.distinct()).all())
