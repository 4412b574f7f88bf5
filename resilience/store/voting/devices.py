"""Queries about the devices that joined a workshop: which of them left anything in a vote."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from resilience.store.tables import (
    CardImport,
    Department,
    Feasibility,
    Participant,
    PointsGiven,
    ReplacedAnswer,
    Response,
    Round,
    Workshop,
)


def next_number(session: Session, workshop_id: int) -> int:
    """A number that no device of the workshop had before; others wait for the next until this transaction ends."""
    count = update(Workshop).where(col(Workshop.id) == workshop_id)
    count = count.values(devices=Workshop.devices + 1)
    number: int = session.exec(count.returning(col(Workshop.devices))).scalar_one()
    return number


def devices(session: Session, workshop_id: int) -> Sequence[Participant]:
    """All that joined a workshop and are still there, in the order of joining."""
    query = select(Participant).where(Participant.workshop_id == workshop_id)
    return session.exec(query.order_by(col(Participant.number))).all()


def moved_places(session: Session, workshop_id: int) -> dict[str, str]:
    """The name of the department of each device that staff moved, by the hash of its token."""
    query = select(Participant.token_hash, Department.name).join(
        Department, col(Department.id) == Participant.department_id
    )
    moved = query.where(Participant.workshop_id == workshop_id, col(Participant.moved))
    return dict(session.exec(moved).all())


def who_voted(session: Session, workshop_id: int) -> set[int]:
    """The participants with an answer in a vote."""
    return _in_votes(session, workshop_id, Response, col(Response.state) != "blank")


def who_wrote(session: Session, workshop_id: int) -> set[int]:
    """The participants of whom anything is kept: answers, comments, points, votes on actions."""
    found = _in_votes(session, workshop_id, Response)
    found |= _in_votes(session, workshop_id, ReplacedAnswer)
    for table in (PointsGiven, Feasibility):
        query = select(table.participant_id).join(Participant).distinct()
        found |= set(session.exec(query.where(Participant.workshop_id == workshop_id)))
    return found


def from_cards(session: Session, workshop_id: int) -> set[int]:
    """The participants that imported scorecards stand for."""
    query = select(CardImport.joined).join(Round).where(Round.workshop_id == workshop_id)
    return {one for joined in session.exec(query) for one in joined}


def _in_votes(session: Session, workshop_id: int, table: Any, *having: Any) -> set[int]:
    query = select(table.participant_id).join(Round).distinct()
    return set(session.exec(query.where(Round.workshop_id == workshop_id, *having)))
