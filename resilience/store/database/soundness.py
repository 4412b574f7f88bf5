"""Queries that find rows which should not be there, whatever put them there."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from resilience.store.tables import (
    Action,
    BeforeImport,
    CardImport,
    Delivery,
    Department,
    Feasibility,
    FrozenMoments,
    FrozenRoom,
    FrozenTally,
    Link,
    Participant,
    Question,
    QuestionVote,
    ReplacedAnswer,
    Response,
    Round,
    StageQuestion,
    Unit,
    Workshop,
)

#: a table, its column with an id, and the table where that id must be one of the same workshop
OWN: tuple[tuple[type[Any], str, type[Any]], ...] = (
    (Participant, "department_id", Department),
    (Department, "unit_id", Unit),
    (Action, "department_id", Department),
    (Link, "department_id", Department),
    (Question, "participant_id", Participant),
    (StageQuestion, "question_id", Question),
)
#: a table without a workshop of its own, and the two rows that it ties together, which have one
TIES: tuple[tuple[type[Any], type[Any], type[Any]], ...] = (
    (Response, Participant, Round),
    (ReplacedAnswer, Participant, Round),
    (Delivery, Participant, Round),
    (Feasibility, Participant, Action),
    (QuestionVote, Participant, Question),
    (FrozenTally, Unit, Round),
    (FrozenRoom, Unit, Round),
    (FrozenMoments, Unit, Round),
)


class AnsweredAlike(NamedTuple):
    """Answers of a round that have the same state, with the highest and lowest that they say."""

    workshop_id: int
    number: int
    indicator: str
    state: str
    levels: tuple[int | None, int | None]
    numbers: tuple[float | None, float | None]


def damage(session: Session) -> list[str]:
    """What the database itself says is wrong: with its constraints, on SQLite also with its file and rows."""
    run = session.connection().exec_driver_sql
    if session.get_bind().dialect.name == "sqlite":
        said = [str(row[0]) for row in run("PRAGMA integrity_check")]
        orphans = Counter(f"{row[0]} without {row[2]}" for row in run("PRAGMA foreign_key_check"))
        return [line for line in said if line != "ok"] + _row_counts(orphans)
    unchecked = "SELECT conname FROM pg_constraint WHERE NOT convalidated"
    broken = "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid"
    return [str(row[0]) for row in run(f"{unchecked} UNION {broken}")]


def cross_workshop_rows(session: Session) -> list[str]:
    """The tables with rows that tie things of two workshops together, with how many."""
    found = {}
    for table, column, other in OWN:
        query = select(func.count()).select_from(table)
        query = query.join(other, other.id == getattr(table, column))
        apart = other.workshop_id != table.workshop_id
        found[f"{table.__tablename__}.{column}"] = session.exec(query.where(apart)).one()
    for table, one, other in TIES:
        query = select(func.count()).select_from(table)
        for tied in (one, other):
            query = query.join(tied, tied.id == getattr(table, f"{tied.__tablename__}_id"))
        found[table.__tablename__] = session.exec(
            query.where(one.workshop_id != other.workshop_id)
        ).one()
    before = select(func.count()).select_from(BeforeImport).join(CardImport).join(Round)
    before = before.join(Participant, col(Participant.id) == BeforeImport.participant_id)
    apart = col(Participant.workshop_id) != Round.workshop_id
    found["before_import"] = session.exec(before.where(apart)).one()
    return _row_counts(found)


def answered_alike(session: Session) -> list[AnsweredAlike]:
    """What was answered, indicator by indicator: enough to tell whether all of it is on the scale."""
    alike = (Workshop.id, Round.number, Response.indicator, Response.state)
    query = (
        select(  # type: ignore[call-overload]
            *alike,
            func.max(Response.level),
            func.min(Response.level),
            func.max(Response.number),
            func.min(Response.number),
        )
        .select_from(Response)
        .join(Round, col(Round.id) == Response.round_id)
        .join(Workshop, col(Workshop.id) == Round.workshop_id)
        .group_by(*alike)
        .order_by(*alike)
    )
    return [
        AnsweredAlike(workshop, number, indicator, state, (high, low), (most, least))
        for workshop, number, indicator, state, high, low, most, least in session.exec(query)
    ]


def count_beside(session: Session, department_id: int, codes: Collection[str]) -> int:
    """How many answers the people of a department or group gave to indicators other than these."""
    query = select(func.count()).select_from(Response).join(Participant)
    own = Participant.department_id == department_id
    return session.exec(query.where(own, col(Response.indicator).not_in(codes))).one()


def count_given(session: Session, round_id: int) -> int:
    """How many answers of a round there are, counted one by one."""
    query = select(func.count()).select_from(Response).where(Response.round_id == round_id)
    return session.exec(query.where(Response.state != "blank")).one()


def _row_counts(found: Mapping[str, int]) -> list[str]:
    return [f"{place}: {n} row{'s' * (n > 1)}" for place, n in found.items() if n]
