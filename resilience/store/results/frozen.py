"""The checksum of what was frozen when a round closed: it tells whether anybody changed it since."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlmodel import Session, col, select

from resilience.store.tables import FrozenFacts, FrozenMoments, FrozenRoom, FrozenTally, Round, Unit

Frozen = type[FrozenTally | FrozenRoom | FrozenMoments | FrozenFacts]
#: what is summed of each table, beside the name of the unit where it has units
SUMMED: tuple[tuple[Frozen, tuple[str, ...]], ...] = (
    (FrozenTally, ("indicator", "answer", "answers", "people", "total", "squares")),
    (FrozenRoom, ("participants", "people", "frozen_at", "few_alone")),
    (FrozenMoments, ("theme", "people", "mean", "variance")),
    (FrozenFacts, ("left_out", "people", "spots")),
)


def seal(session: Session, closed: Round) -> None:
    """Keep the checksum of what is frozen of a round, none where nothing is."""
    closed.frozen_sha256 = frozen_sum(session, closed.id)
    session.add(closed)


@contextmanager
def added_to(session: Session, closed: Round) -> Iterator[None]:
    """Reseal a round after additions inside, unless its checksum was already wrong."""
    whole = closed.frozen_sha256 == frozen_sum(session, closed.id)
    yield
    if whole:
        seal(session, closed)


def frozen_sum(session: Session, round_id: int) -> str | None:
    """Return the SHA-256 of a round's present frozen facts, None if it has none."""
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
    query = select(*columns)
    if hasattr(table, "unit_id"):
        query = select(Unit.name, *columns).join(Unit, col(Unit.id) == table.unit_id)
    found = session.exec(query.where(table.round_id == round_id))
    # None is left out of the checksum, so that columns added later do not change it
    return sorted([_canonical(value) for value in row if value is not None] for row in found)


def _canonical(value: Any) -> Any:
    if isinstance(value, float):
        return value + 0.0  # SQLite keeps no sign of zero
    if isinstance(value, dict):
        return sorted(value.items())
    return value.replace(tzinfo=None).isoformat() if hasattr(value, "isoformat") else value
