"""Queries about comments that are shown by level, and hidden comments."""

from sqlalchemy import delete
from sqlmodel import Session, col, select

from resilience.scoring.notes.room import comment_mark
from resilience.store.tables import (
    CommentsByLevel,
    HiddenComment,
    ReplacedAnswer,
    Response,
    Round,
)


def comments_by_level(session: Session, workshop_id: int) -> dict[str, CommentsByLevel]:
    """The indicators whose comments are shown by level, with their first vote."""
    query = select(CommentsByLevel).join(Round).where(Round.workshop_id == workshop_id)
    return {row.indicator: row for row in session.exec(query)}


def hidden_marks(session: Session, workshop_id: int) -> frozenset[str]:
    """The marks of the comments that staff hid."""
    query = select(HiddenComment.mark).where(HiddenComment.workshop_id == workshop_id)
    return frozenset(session.exec(query))


def forget_hidden(session: Session, workshop_id: int) -> None:
    """Delete the marks of comments that no longer exist."""
    hidden = hidden_marks(session, workshop_id)
    if not hidden:
        return
    kept = set()
    for table in (Response, ReplacedAnswer):
        query = select(table.indicator, table.comment, table.evidence).join(
            Round, col(Round.id) == table.round_id
        )
        kept |= {
            comment_mark(*row)
            for row in session.exec(query.where(Round.workshop_id == workshop_id))
        }
    gone = col(HiddenComment.mark).in_(hidden - kept)
    session.exec(delete(HiddenComment).where(col(HiddenComment.workshop_id) == workshop_id, gone))
