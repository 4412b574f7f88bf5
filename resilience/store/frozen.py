"""The checksum of what was frozen when a round closed: it tells whether anybody changed it since."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col, select

from resilience.store.tables import FrozenMoments, FrozenRoom, FrozenTally, Round, Unit

#: what is summed of each table, beside the name of the unit
SUMMED: tuple[tuple[type[FrozenTally | FrozenRoom | FrozenMoments], tuple[str, ...]], ...] = (
    (FrozenTally, ("indicator", "answer", "answers", "people", "total", "squares")),
    (FrozenRoom, ("participants", "people", "frozen_at")),
    (FrozenMoments, ("theme", "people", "mean", "variance")),
)


def seal(session: Session, closed: Round) -> None:
    """Keep the checksum of what is frozen of a round, none where nothing is."""
    closed.frozen_sha256 = frozen_sum(session, closed.id or 0)
    session.add(closed)


def frozen_sum(session: Session, round_id: int) -> str | None:
    """The SHA-256 of all that is frozen of a round as it stands, None where nothing is."""
    session.flush()
    parts = [_rows(session, table, names, round_id) for table, names in SUMMED]
    if not any(parts):
        return None
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _rows(
    session: Session, table: type[Any], names: Sequence[str], round_id: int
) -> list[list[Any]]:
    """The rows in an order that no database decides, and values that both databases give back."""
    columns = [getattr(table, name) for name in names]
    query = select(Unit.name, *columns).join(Unit, col(Unit.id) == table.unit_id)
    found = session.exec(query.where(table.round_id == round_id))
    return sorted([_said(value) for value in row] for row in found)


def _said(value: Any) -> Any:
    if isinstance(value, float):
        return value + 0.0  # SQLite keeps no sign of zero
    return value.replace(tzinfo=None).isoformat() if hasattr(value, "isoformat") else value
