"""Queries about the progress of a vote: who joined, and how many answers they gave."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import ColumnElement, case, func, or_
from sqlmodel import Session, col, select

from resilience.store.tables import Participant, Response, Round


class Progress(NamedTuple):
    """The progress of a department: only counts of answers given.

    `rehearsing` devices joined in the rehearsal and have not answered in a vote yet: they are not
    participants, and do not count as people. Of the people, `answered` gave an answer in the round, and
    `finished` all that were asked.
    """

    department_id: int
    participants: int
    people: int
    rehearsing: int
    answers: int
    answered: int
    finished: int


def progress(
    session: Session, workshop_id: int, round_id: int | None, asked: Mapping[int, int] | None = None
) -> list[Progress]:
    """Per department: who joined, how many answers they gave in the round, and who gave some or all.

    `asked` has the number of indicators by department.
    """
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
    one = (
        select(
            col(Participant.department_id).label("department"),
            col(Participant.size).label("size"),
            case((here, 1), else_=0).label("here"),
            given.label("given"),
        )
        .where(Participant.workshop_id == workshop_id)
        .subquery()
    )
    part = one.c
    all_asked = case(asked, value=part.department, else_=1) if asked else 1
    query = select(  # type: ignore[call-overload]
        part.department,
        func.sum(part.here),
        func.sum(part.here * part.size),
        func.sum(1 - part.here),
        func.sum(part.given),
        func.sum(case((part.given > 0, part.size), else_=0)),
        func.sum(case(((part.given > 0) & (part.given >= all_asked), part.size), else_=0)),
    ).group_by(part.department)
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
