"""Queries about answers: a participant's own, and counts for many."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, delete, func, literal_column, true
from sqlmodel import Session, col, select

from resilience.store.tables import (
    Department,
    FrozenFacts,
    FrozenMoments,
    FrozenRoom,
    FrozenTally,
    Participant,
    ReplacedAnswer,
    Response,
    Round,
    Unit,
)

#: said in the statement itself, so that databases know their index of what was written
NOTHING: ColumnElement[str] = literal_column("''")


class CountRow(NamedTuple):
    """Answers that are alike in one unit: `answers` participants, `people` behind them.

    Those who answered `alone` are counted apart from tables.
    """

    unit_id: int
    alone: bool
    indicator: str
    state: str
    level: int | None
    number: float | None
    answers: int
    people: int


class TallyRow(NamedTuple):
    """A row of `FrozenTally` as a plain value: a result reads thousands of them."""

    round_id: int
    unit_id: int
    indicator: str
    answer: str
    answers: int
    people: int
    total: float
    squares: float


class RemarkRow(NamedTuple):
    """What somebody of a unit wrote about an indicator.

    `participant_id` and `size` are there to count who wrote in a language, never to be shown.
    """

    round_id: int
    indicator: str
    unit_id: int
    comment: str
    evidence: str
    language: str | None
    level: int | None
    participant_id: int
    size: int


def own_responses(session: Session, participant_id: int, round_id: int) -> Sequence[Response]:
    """All answers of one participant in one round."""
    query = select(Response).filter_by(participant_id=participant_id, round_id=round_id)
    return session.exec(query).all()


def own_earlier(
    session: Session, participant_id: int, last: Round, asked: Collection[str]
) -> dict[str, Response]:
    """A participant's latest answers in the real votes before the `last` one, by indicator."""
    if last.number <= 1:
        return {}
    query = (
        select(Response)
        .join(Round)
        .where(Response.participant_id == participant_id, Response.state != "blank")
        .where(Round.number < last.number, col(Response.indicator).in_(asked))
        .order_by(col(Round.number))
    )
    return {row.indicator: row for row in session.exec(query)}


def own_replaced(
    session: Session, participant_id: int, most: int | None = None
) -> Sequence[ReplacedAnswer]:
    """What a participant's newer answers replaced, oldest first; the `most` newest."""
    query = select(ReplacedAnswer).where(ReplacedAnswer.participant_id == participant_id)
    found = session.exec(query.order_by(col(ReplacedAnswer.id).desc()).limit(most)).all()
    return found[::-1]


def count_answers(session: Session, round_id: int) -> list[CountRow]:
    """The tallies of a round by unit of the partition: one GROUP BY."""
    alike = (Response.indicator, Response.state, Response.level, Response.number)
    alone = col(Participant.size) == 1
    query = (
        select(Department.unit_id, alone, *alike, func.count(), func.sum(Participant.size))  # type: ignore[call-overload]
        .select_from(Response)
        .join(Participant, col(Participant.id) == Response.participant_id)
        .join(Department, col(Department.id) == Participant.department_id)
        .where(Response.round_id == round_id, Response.state != "blank")
        .group_by(Department.unit_id, alone, *alike)
    )
    return [CountRow(*row) for row in session.exec(query)]


def frozen_tallies(session: Session, round_ids: Sequence[int]) -> list[TallyRow]:
    """The frozen counts of closed rounds, answer by answer: sums then repeat to the last digit."""
    columns = [getattr(FrozenTally, name) for name in TallyRow._fields]
    query = select(*columns).where(col(FrozenTally.round_id).in_(round_ids))
    query = query.order_by(col(FrozenTally.unit_id), col(FrozenTally.answer))
    return [TallyRow(*row) for row in session.exec(query)]


def frozen_rooms(session: Session, round_id: int) -> Sequence[FrozenRoom]:
    """Who had taken part, by unit, when the round closed."""
    query = select(FrozenRoom).join(Unit).where(Unit.kind == "departments")
    return session.exec(query.where(FrozenRoom.round_id == round_id)).all()


def thaw(session: Session, round_id: int) -> None:
    """Delete the frozen figures and facts of a round."""
    for table in (FrozenTally, FrozenRoom, FrozenMoments, FrozenFacts):
        session.exec(delete(table).where(col(table.round_id) == round_id))


def thaw_tallies(session: Session, round_id: int) -> None:
    """Delete only the frozen counts of a round."""
    session.exec(delete(FrozenTally).where(col(FrozenTally.round_id) == round_id))


def remarks(session: Session, round_ids: Sequence[int]) -> list[RemarkRow]:
    """Comments and evidence as they stood when the figures of their unit were fixed.

    In an order that says nothing of who or when. What was written later waits for the next time.
    """
    found = [
        *_remarks(session, Response, round_ids, true()),
        *_remarks(
            session,
            ReplacedAnswer,
            round_ids,
            col(ReplacedAnswer.replaced_at) > col(FrozenRoom.frozen_at),
        ),
    ]  # sorted here: databases sort words differently
    return sorted(
        found, key=lambda r: (r.indicator, r.comment, r.evidence, r.unit_id, r.language or "")
    )


def _remarks(
    session: Session,
    table: type[Response | ReplacedAnswer],
    round_ids: Sequence[int],
    stood: ColumnElement[bool],
) -> list[RemarkRow]:
    query = select(  # type: ignore[call-overload]
        table.round_id,
        table.indicator,
        Department.unit_id,
        table.comment,
        table.evidence,
        table.language,
        table.level,
        table.participant_id,
        Participant.size,
    )
    spoke = (col(table.comment) != NOTHING) | (col(table.evidence) != NOTHING)
    found = session.exec(when_fixed(query, table, round_ids).where(spoke, stood))
    return [RemarkRow(*row) for row in found]


def when_fixed(query: Any, table: type[Response | ReplacedAnswer], round_ids: Sequence[int]) -> Any:
    """Answers of rounds as figures were fixed, with participant, department and frozen room."""
    return (
        query.join(Participant, col(Participant.id) == table.participant_id)
        .join(Department, col(Department.id) == Participant.department_id)
        .join(
            FrozenRoom,
            and_(
                col(FrozenRoom.round_id) == table.round_id,
                col(FrozenRoom.unit_id) == Department.unit_id,
            ),
        )
        .where(col(table.round_id).in_(round_ids))
        .where(col(table.saved_at) <= col(FrozenRoom.frozen_at))
    )
