"""The answers of a round as they stood when its figures were fixed."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, true
from sqlmodel import Session, col, select

from resilience.store.tables import Department, FrozenRoom, Participant, ReplacedAnswer, Response
from resilience.store.voting.votes import when_fixed


class TokenAnswer(NamedTuple):
    """An answer when figures were fixed, by the hash of the token, which orders people at random."""

    round_id: int
    unit_id: int
    token_hash: str
    indicator: str
    state: str
    level: int | None
    number: float | None


class PersonAnswer(NamedTuple):
    """An answer of a person, or of a table of `size` people, when figures were fixed; never shown."""

    round_id: int
    unit_id: int
    participant_id: int
    size: int
    indicator: str
    state: str
    level: int | None
    number: float | None


def answers_when_fixed(session: Session, round_ids: Sequence[int]) -> list[TokenAnswer]:
    """Each participant's answers in rounds when the figures of the unit were fixed.

    For workshops in which everybody agreed that small groups are shown.
    """
    return [TokenAnswer(*row) for row in _answer_rows(session, round_ids, Participant.token_hash)]


def held_when_fixed(session: Session, round_ids: Sequence[int]) -> list[PersonAnswer]:
    """Each participant's answers in rounds when the figures of the unit were fixed, to be averaged."""
    return [
        PersonAnswer(*row)
        for row in _answer_rows(session, round_ids, Participant.id, Participant.size)
    ]


def was_counted(session: Session, participant_id: int, round_id: int) -> bool:
    """Whether an answer of a participant stood when the figures of the unit were fixed in a round."""
    for table, stood in _answer_tables():
        query = when_fixed(select(table.indicator), table, [round_id]).where(stood)
        own = query.where(table.participant_id == participant_id, table.state != "blank").limit(1)
        if session.exec(own).first() is not None:
            return True
    return False


def held_now(session: Session, round_id: int) -> list[PersonAnswer]:
    """The current answers of each participant in a unit, in a round."""
    query = (
        select(  # type: ignore[call-overload]
            Response.round_id,
            Department.unit_id,
            Response.participant_id,
            Participant.size,
            Response.indicator,
            Response.state,
            Response.level,
            Response.number,
        )
        .join(Participant, col(Participant.id) == Response.participant_id)
        .join(Department, col(Department.id) == Participant.department_id)
        .where(Response.round_id == round_id, Response.state != "blank")
        .where(col(Department.unit_id).is_not(None))
    )
    return [PersonAnswer(*row) for row in session.exec(query)]


def _answer_rows(
    session: Session, round_ids: Sequence[int], *who: object
) -> Iterator[tuple[Any, ...]]:
    """Round, unit, these columns of the participant, indicator, state, level and number of answers."""
    for table, stood in _answer_tables():
        query = select(  # type: ignore[call-overload]
            table.round_id,
            Department.unit_id,
            *who,
            table.indicator,
            table.state,
            table.level,
            table.number,
        )
        given = when_fixed(query, table, round_ids).where(table.state != "blank", stood)
        yield from session.exec(given)


def _answer_tables() -> tuple[tuple[type[Response | ReplacedAnswer], ColumnElement[bool]], ...]:
    """The tables with answers, and for each the condition that an answer counted when the vote was fixed."""
    later = col(ReplacedAnswer.replaced_at) > col(FrozenRoom.frozen_at)
    return ((Response, true()), (ReplacedAnswer, later))
