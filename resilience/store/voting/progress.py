"""Queries about the progress of a vote: who joined, and how many answers they gave."""

from typing import NamedTuple

from sqlalchemy import ColumnElement, case, func, or_
from sqlmodel import Session, col, select

from resilience.store.tables import Participant, Response, Round


class Progress(NamedTuple):
    """The progress of a department: only counts of answers given.

    `rehearsing` devices joined in the rehearsal and have not answered in a vote yet: they are not
    participants, and do not count as people.
    """

    department_id: int
    participants: int
    people: int
    rehearsing: int
    answers: int


def progress(session: Session, workshop_id: int, round_id: int | None) -> list[Progress]:
    """Per department: who joined, and how many answers they gave in the round."""
    # counted per participant in an index: with a join to a count of all, a database without statistics of a
    # new vote would count all answers again for each participant
    given = (
        select(func.count())
        .where(Response.round_id == round_id, Response.participant_id == Participant.id)
        .where(Response.state != "blank")
        .correlate(Participant)
        .scalar_subquery()
    )
    here = or_(col(Participant.rehearsed).is_(False), _voted())
    query = (
        select(  # type: ignore[call-overload]
            Participant.department_id,
            func.sum(case((here, 1), else_=0)),
            func.sum(case((here, Participant.size), else_=0)),
            func.sum(case((here, 0), else_=1)),
            func.sum(given),
        )
        .where(Participant.workshop_id == workshop_id)
        .group_by(col(Participant.department_id))
    )
    return [Progress(*map(int, row)) for row in session.exec(query)]


def _voted() -> ColumnElement[bool]:
    """Whether a participant answered in a vote; rehearsal answers are deleted when the vote opens."""
    gave = (
        select(Response.id)
        .join(Round)
        .where(Response.participant_id == Participant.id)
        .where(Response.state != "blank", Round.number > 0)
    )
    return gave.correlate(Participant).exists()
