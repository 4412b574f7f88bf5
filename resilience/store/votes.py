"""Queries about answers: saving one, a participant's own, and counts for many."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from resilience.store.columns import now
from resilience.store.tables import (
    Department,
    FrozenRoom,
    FrozenTally,
    Participant,
    ReplacedAnswer,
    Response,
    Round,
)

KEPT = ("state", "level", "number", "comment", "evidence", "confidence", "language", "saved_at")


class CountRow(NamedTuple):
    """Answers that are alike in one unit: `answers` participants, `people` behind them."""

    unit_id: int
    indicator: str
    state: str
    level: int | None
    number: float | None
    answers: int
    people: int


class Remark(NamedTuple):
    """What somebody of a unit wrote about an indicator; never the person."""

    round_id: int
    indicator: str
    unit_id: int
    comment: str
    evidence: str
    language: str | None


class Progress(NamedTuple):
    """How far a department is: no figure but counts of answers given."""

    department_id: int
    participants: int
    people: int
    answers: int


def save(
    session: Session, participant_id: int, round_id: int, indicator: str, **changes: Any
) -> Response:
    """Insert or change one answer; what it replaces is appended in the same transaction."""
    lock = select(Participant.id).where(Participant.id == participant_id).with_for_update()
    session.exec(lock).one()
    key: dict[str, Any] = {
        "participant_id": participant_id,
        "round_id": round_id,
        "indicator": indicator,
    }
    row = session.exec(select(Response).filter_by(**key)).first()
    if row is None:
        row = Response(**key, **{"state": "blank", **changes})
    elif any(getattr(row, name) != value for name, value in changes.items()):
        old = {name: getattr(row, name) for name in KEPT}
        session.add(ReplacedAnswer(**key, **old, replaced_at=now()))
        row.sqlmodel_update({**changes, "saved_at": now()})
    session.add(row)
    session.flush()
    return row


def own_responses(session: Session, participant_id: int, round_id: int) -> Sequence[Response]:
    """All answers of one participant in one round."""
    query = select(Response).filter_by(participant_id=participant_id, round_id=round_id)
    return session.exec(query).all()


def own_replaced(session: Session, participant_id: int) -> Sequence[ReplacedAnswer]:
    """What a participant's newer answers replaced, oldest first."""
    query = select(ReplacedAnswer).where(ReplacedAnswer.participant_id == participant_id)
    return session.exec(query.order_by(col(ReplacedAnswer.id))).all()


def progress(session: Session, workshop_id: int, round_id: int | None) -> list[Progress]:
    """Per department: who joined, and how many answers they gave in the round."""
    answers = (
        select(Response.participant_id, func.count().label("given"))
        .where(Response.round_id == round_id, Response.state != "blank")
        .group_by(col(Response.participant_id))
        .subquery()
    )
    query = (
        select(
            Participant.department_id,
            func.count(),
            func.sum(Participant.size),
            func.coalesce(func.sum(answers.c.given), 0),
        )
        .join(answers, answers.c.participant_id == Participant.id, isouter=True)
        .where(Participant.workshop_id == workshop_id)
        .group_by(col(Participant.department_id))
    )
    return [Progress(d, int(n), int(people), int(g)) for d, n, people, g in session.exec(query)]


def people_by_department(session: Session, workshop_id: int) -> dict[int, tuple[int, int]]:
    """Per department (participants, people) who count: with an answer in any real round."""
    took_part = (
        select(Response.participant_id)
        .join(Round)
        .where(Round.workshop_id == workshop_id, Round.number > 0, Response.state != "blank")
    )
    query = (
        select(Participant.department_id, func.count(), func.sum(Participant.size))
        .where(col(Participant.id).in_(took_part))
        .group_by(col(Participant.department_id))
    )
    return {department: (int(n), int(people)) for department, n, people in session.exec(query)}


def count_answers(session: Session, round_id: int) -> list[CountRow]:
    """The tallies of a round by unit of the partition: one GROUP BY."""
    alike = (Response.indicator, Response.state, Response.level, Response.number)
    query = (
        select(Department.unit_id, *alike, func.count(), func.sum(Participant.size))  # type: ignore[call-overload]
        .select_from(Response)
        .join(Participant, col(Participant.id) == Response.participant_id)
        .join(Department, col(Department.id) == Participant.department_id)
        .where(Response.round_id == round_id, Response.state != "blank")
        .group_by(Department.unit_id, *alike)
    )
    return [CountRow(*row) for row in session.exec(query)]


def frozen_tallies(session: Session, round_ids: Sequence[int]) -> Sequence[FrozenTally]:
    """The frozen counts of closed rounds."""
    query = select(FrozenTally).where(col(FrozenTally.round_id).in_(round_ids))
    return session.exec(query).all()


def frozen_rooms(session: Session, round_id: int) -> Sequence[FrozenRoom]:
    """Who had taken part, by unit, when the round closed."""
    return session.exec(select(FrozenRoom).where(FrozenRoom.round_id == round_id)).all()


def thaw(session: Session, round_id: int) -> None:
    """Forget the frozen figures of a round that opens again."""
    session.exec(delete(FrozenTally).where(col(FrozenTally.round_id) == round_id))
    session.exec(delete(FrozenRoom).where(col(FrozenRoom.round_id) == round_id))


def remarks(session: Session, round_ids: Sequence[int]) -> list[Remark]:
    """Comments and evidence in the rounds, in an order that says nothing of who or when."""
    query = (
        select(  # type: ignore[call-overload]
            Response.round_id,
            Response.indicator,
            Department.unit_id,
            Response.comment,
            Response.evidence,
            Response.language,
        )
        .join(Participant, col(Participant.id) == Response.participant_id)
        .join(Department, col(Department.id) == Participant.department_id)
        .where(col(Response.round_id).in_(round_ids))
        .where((Response.comment != "") | (Response.evidence != ""))
    )
    found = [Remark(*row) for row in session.exec(query)]  # databases sort words differently
    return sorted(
        found, key=lambda r: (r.indicator, r.comment, r.evidence, r.unit_id, r.language or "")
    )
