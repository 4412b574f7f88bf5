"""Moments of a vote in the order of what happened, also where the clock of the server was set back."""

import datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from resilience.store.columns import now
from resilience.store.tables import FrozenRoom, ReplacedAnswer, Response, Round

TICK = datetime.timedelta(microseconds=1)


def moment_of_write(session: Session, round_id: int) -> datetime.datetime:
    """Now; in a vote that was shown and reopened, in any case after all that was shown."""
    held = session.get_one(Round, round_id)
    if held.revealed_at is None:
        return now()
    shown = [held.revealed_at, *_latest(session, FrozenRoom.frozen_at, FrozenRoom, round_id)]
    return max(now(), max(shown) + TICK)


def moment_of_close(session: Session, round_id: int) -> datetime.datetime:
    """Now, or the latest moment of an answer of the vote: none that counts may seem to come later."""
    found = [
        *_latest(session, Response.saved_at, Response, round_id),
        *_latest(session, ReplacedAnswer.replaced_at, ReplacedAnswer, round_id),
        *_latest(session, FrozenRoom.frozen_at, FrozenRoom, round_id),
    ]
    return max([now(), *found])


def _latest(
    session: Session, column: Any, table: type[Any], round_id: int
) -> list[datetime.datetime]:
    found = session.exec(select(func.max(column)).where(col(table.round_id) == round_id)).one()
    return [] if found is None else [found]
