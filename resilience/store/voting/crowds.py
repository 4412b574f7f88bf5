"""Queries that count who took part: people who answered alone apart from those at tables."""

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, case, func
from sqlmodel import Session, col, select

from resilience.scoring import Crowd
from resilience.store.tables import (
    Department,
    Participant,
    ReplacedAnswer,
    Response,
    Round,
)
from resilience.store.voting.votes import when_fixed


class Voter(NamedTuple):
    """Somebody, or a table of `size` people, who answered in a round: to count, never to show."""

    round_id: int
    unit_id: int
    participant_id: int
    size: int


def people_by_department(session: Session, workshop_id: int) -> dict[int, tuple[int, Crowd]]:
    """Per department (participants, people) who count: with an answer in any round."""
    took_part = (
        select(Response.participant_id)
        .join(Round)
        .where(Round.workshop_id == workshop_id, Response.state != "blank")
    )
    return _by_department(session, col(Participant.id).in_(took_part))


def who_answered(session: Session, round_id: int, some: Collection[int]) -> set[int]:
    """Those of these participants who gave an answer in a round."""
    query = select(Response.participant_id).where(
        Response.round_id == round_id,
        Response.state != "blank",
        col(Response.participant_id).in_(some),
    )
    return set(session.exec(query.distinct()))


def joined_by_department(session: Session, workshop_id: int) -> dict[int, int]:
    """Per department the people who ever joined, and those erased or removed since."""
    gone = col(Department.erased) + col(Department.removed)
    query = (
        select(Department.id, gone, func.sum(Participant.size))
        .outerjoin(Participant, col(Participant.department_id) == Department.id)
        .where(Department.workshop_id == workshop_id)
        .group_by(col(Department.id), gone)
    )
    return {one: int(left) + int(people or 0) for one, left, people in session.exec(query)}


def remote_by_department(session: Session, workshop_id: int) -> dict[int, int]:
    """Per department the people who joined and take part by video call."""
    return _people_where(session, workshop_id, col(Participant.remote).is_(True))


def seated_by_department(session: Session, workshop_id: int) -> dict[int, int]:
    """Per department the people at tables that joined."""
    return _people_where(session, workshop_id, col(Participant.size) > 1)


def _people_where(session: Session, workshop_id: int, which: ColumnElement[bool]) -> dict[int, int]:
    query = (
        select(Participant.department_id, func.sum(Participant.size))
        .where(Participant.workshop_id == workshop_id, which)
        .group_by(col(Participant.department_id))
    )
    return {department: int(people) for department, people in session.exec(query)}


def people_who_answered(session: Session, round_id: int) -> dict[int, Crowd]:
    """Per unit the people who gave an answer in a round; a remark alone is none."""
    who = select(Response.participant_id).where(
        Response.round_id == round_id, Response.state != "blank"
    )
    query = (
        select(Department.unit_id, *alone_and_seated())
        .join(Participant, col(Participant.department_id) == Department.id)
        .where(col(Participant.id).in_(who))
        .group_by(col(Department.unit_id))
    )
    return {
        unit: Crowd(int(alone), int(seated))
        for unit, alone, seated in session.exec(query)
        if unit is not None
    }


def people_in_all(session: Session, *round_ids: int, places: Collection[int] | None = None) -> int:
    """People who gave an answer in each of some rounds, a table counted by its size; of some departments or of all."""
    query = select(func.sum(Participant.size))
    if places is not None:
        query = query.where(col(Participant.department_id).in_(places))
    for round_id in round_ids:
        gave = select(Response.participant_id).where(
            Response.round_id == round_id, Response.state != "blank"
        )
        query = query.where(col(Participant.id).in_(gave))
    return int(session.exec(query).one() or 0)


def voters_when_fixed(session: Session, round_id: int) -> set[Voter]:
    """Who had answered in a round by when the figures of their unit were fixed.

    The database gives each person once: of a large hall that is a fraction of the answers.
    """
    found: set[Voter] = set()
    for table in (Response, ReplacedAnswer):
        query = select(
            table.round_id, Department.unit_id, table.participant_id, Participant.size
        ).distinct()
        gave = when_fixed(query, table, [round_id]).where(table.state != "blank")
        found |= {Voter(*row) for row in session.exec(gave)}
    return found


def _by_department(session: Session, *which: ColumnElement[bool]) -> dict[int, tuple[int, Crowd]]:
    query = select(Participant.department_id, func.count(), *alone_and_seated())
    query = query.where(*which).group_by(col(Participant.department_id))
    return {
        department: (int(n), Crowd(int(alone), int(seated)))
        for department, n, alone, seated in session.exec(query)
    }


def alone_and_seated() -> tuple[Any, Any]:
    """Sums over participants: people who answer alone, and people at tables."""
    alone = col(Participant.size) == 1
    return (
        func.sum(case((alone, 1), else_=0)),
        func.sum(case((alone, 0), else_=Participant.size)),
    )
