"""Queries about what was fixed of a closed round beside its tallies."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from resilience.store.tables import (
    FrozenFacts,
    FrozenRoom,
    Response,
    Round,
    Unit,
    Weighing,
    Workshop,
)

#: a round and a unit
Place = tuple[int, int]


def facts_of(session: Session, round_ids: Sequence[int]) -> dict[int, FrozenFacts]:
    """What was fixed of rounds beside their tallies, by round."""
    query = select(FrozenFacts).where(col(FrozenFacts.round_id).in_(round_ids))
    return {row.round_id: row for row in session.exec(query)}


def came_by_group(facts: FrozenFacts | None) -> dict[int, tuple[int, int]]:
    """Participants and people of each group (unit) that scores its themes who had taken part by the close."""
    known = facts.came if facts is not None and facts.came is not None else {}
    return {int(unit): (participants, people) for unit, (participants, people) in known.items()}


def rooms_of(session: Session, round_ids: Sequence[int]) -> Sequence[FrozenRoom]:
    """The frozen rooms of all units in rounds."""
    return session.exec(select(FrozenRoom).where(col(FrozenRoom.round_id).in_(round_ids))).all()


def places_gone(session: Session, round_ids: Sequence[int]) -> set[Place]:
    """The (round, unit) whose figures count somebody who was erased since."""
    query = select(FrozenRoom.round_id, FrozenRoom.unit_id).join(Unit)
    query = query.where(Unit.kind == "departments", col(FrozenRoom.answers_gone))
    return set(session.exec(query.where(col(FrozenRoom.round_id).in_(round_ids))))


def rounds_without_facts(session: Session) -> Sequence[tuple[Round, Workshop]]:
    """The real rounds that closed and have none, first to last, with their workshops."""
    query = (
        select(Round, Workshop)
        .join(Workshop)
        .where(col(Round.closed_at).is_not(None))
        .where(col(Round.id).not_in(select(FrozenFacts.round_id)))
    )
    return session.exec(query.order_by(col(Round.id))).all()


def rounds_without_spots(session: Session) -> Sequence[tuple[Round, Workshop]]:
    """Closed rounds without stored blind spots whose answers still exist, with their workshops."""
    query = select(Round, Workshop).join(Workshop).join(FrozenFacts)
    asked = select(Response.round_id).where(Response.round_id == Round.id).exists()
    gone = select(FrozenRoom.round_id).where(
        FrozenRoom.round_id == Round.id, col(FrozenRoom.answers_gone)
    )
    without = query.where(col(FrozenFacts.spots).is_(None), asked, ~gone.exists())
    return session.exec(without.order_by(col(Round.id))).all()


def weighings_without_mean(session: Session) -> Sequence[tuple[Weighing, Workshop]]:
    """The steps of points that closed and keep no mean, with their workshops."""
    query = select(Weighing, Workshop).join(Workshop).where(col(Weighing.closed_at).is_not(None))
    return session.exec(query.where(col(Weighing.mean).is_(None))).all()


def workshops_counted_before(session: Session) -> Sequence[Workshop]:
    """Workshops counted by an earlier version: with a partition but no row for the whole room."""
    own = select(Unit.id).where(Unit.workshop_id == Workshop.id)
    query = select(Workshop).where(own.exists(), ~own.where(Unit.kind == "room").exists())
    return session.exec(query.order_by(col(Workshop.id))).all()
