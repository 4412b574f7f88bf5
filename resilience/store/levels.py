"""The levels of a round as they stood when its figures were fixed: to compare, never to show."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import true
from sqlmodel import Session, col, select

from resilience.store.tables import Department, FrozenRoom, Participant, ReplacedAnswer, Response
from resilience.store.votes import when_fixed


class Stood(NamedTuple):
    """The level that somebody, or a table of `size` people, had given by then."""

    round_id: int
    unit_id: int
    participant_id: int
    size: int
    indicator: str
    level: int


def levels_when_fixed(session: Session, round_ids: Sequence[int]) -> list[Stood]:
    """Each participant's levels in rounds when the figures of the unit were fixed.

    What was answered later, and shows in no figures, is not in it.
    """
    later = col(ReplacedAnswer.replaced_at) > col(FrozenRoom.frozen_at)
    found: list[Stood] = []
    for table, stood in ((Response, true()), (ReplacedAnswer, later)):
        query = select(  # type: ignore[call-overload]
            table.round_id,
            Department.unit_id,
            table.participant_id,
            Participant.size,
            table.indicator,
            table.level,
        )
        given = when_fixed(query, table, round_ids).where(table.state == "level", stood)
        found += [Stood(*row) for row in session.exec(given)]
    return found
