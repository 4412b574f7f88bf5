"""Queries about the progress of a vote: who joined, and how many answers they gave."""

import datetime
from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, case, func, literal, true
from sqlmodel import Session, col, select

from resilience.store.tables import Participant, Response
from resilience.store.voting.imports import CARD


class Progress(NamedTuple):
    """The progress of a department: only counts of answers given.

    A table is counted by its people, in `answers` too. Of the `people`, those `in_time` are asked and joined before the
    round closed, `answered` gave an answer in the round, and `finished` all that were asked; a scorecard is finished
    once it came in. `late` are not asked, as they gave no answer in the first vote. `cards` are people who answered on
    scorecards and have no device, `absent` those of them who are asked and of whom no card came in the round.
    """

    department_id: int
    in_time: int
    people: int
    answers: int
    answered: int
    finished: int
    cards: int
    absent: int
    late: int


def progress(
    session: Session,
    workshop_id: int,
    round_id: int | None,
    asked: Mapping[int, int] | None = None,
    closed_at: datetime.datetime | None = None,
    first: int | None = None,
) -> list[Progress]:
    """Per department: who joined, how many answers they gave in the round, and who gave some or all.

    `asked` has the number of indicators by department, for those that are asked any. With `first`, only people with
    an answer in that round are asked.
    """
    one = (
        select(  # type: ignore[call-overload]
            col(Participant.department_id).label("department"),
            col(Participant.size).label("size"),
            col(Participant.joined_at).label("joined_at"),
            col(Participant.token_hash).startswith(CARD).label("card"),
            _answers_given(round_id).label("given"),
            (literal(1) if first is None else _answers_given(first)).label("before"),
        )
        .where(Participant.workshop_id == workshop_id)
        .subquery()
    )
    part = one.c
    all_asked = case(asked, value=part.department, else_=1) if asked else 1
    again = part.before > 0
    gave = again & (part.given > 0)

    def people(whom: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(case((whom, part.size), else_=0))

    query = select(  # type: ignore[call-overload]
        part.department,
        people(again & (part.joined_at <= closed_at if closed_at else true())),
        func.sum(part.size),
        func.sum(case((again, part.given * part.size), else_=0)),
        people(gave),
        people(gave & (part.card | (part.given >= all_asked))),
        people(part.card),
        people(part.card & ~gave & again),
        people(~again),
    ).group_by(part.department)
    return [Progress(*map(int, row)) for row in session.exec(query)]


def _answers_given(round_id: int | None) -> ScalarSelect[int]:
    """How many answers a participant gave in a round.

    Counted per participant in an index: with a join to a count of all, a database without statistics of a new vote
    would count all answers again for each participant.
    """
    return (
        select(func.count())
        .where(Response.round_id == round_id, Response.participant_id == Participant.id)
        .where(Response.state != "blank")
        .correlate(Participant)
        .scalar_subquery()
    )
