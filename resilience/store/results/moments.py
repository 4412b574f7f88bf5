"""Queries about the moments of themes that units keep of a closed round."""

from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, select

from resilience.store.tables import FrozenMoments, FrozenTally, Response, Round, Workshop


def frozen_moments(session: Session, round_ids: Iterable[int]) -> Sequence[FrozenMoments]:
    """The moments of rounds, in an order that does not change."""
    query = select(FrozenMoments).where(col(FrozenMoments.round_id).in_(list(round_ids)))
    return session.exec(query.order_by(col(FrozenMoments.unit_id), col(FrozenMoments.theme))).all()


def shown_places(session: Session, round_ids: Iterable[int]) -> set[tuple[int, int]]:
    """The (round, unit) whose tallies are shown."""
    query = select(FrozenTally.round_id, FrozenTally.unit_id).distinct()
    return set(session.exec(query.where(col(FrozenTally.round_id).in_(list(round_ids)))))


def rounds_with_answers(session: Session) -> Sequence[tuple[Round, Workshop]]:
    """The real rounds with tallies whose answers still exist, first to last, with their workshops."""
    query = (
        select(Round, Workshop)
        .join(Workshop)
        .where(select(FrozenTally.round_id).where(FrozenTally.round_id == Round.id).exists())
        .where(select(Response.round_id).where(Response.round_id == Round.id).exists())
    )
    return session.exec(query.order_by(col(Round.id))).all()
