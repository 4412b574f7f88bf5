"""Bounds on what is kept of one participant beside the current answers."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Table, bindparam, delete, exists, select
from sqlmodel import Session

from resilience.store.tables import Delivery, FrozenRoom, ReplacedAnswer

#: replaced answers of one participant, the newest: three for each indicator of a large scorecard, and more votes
MOST_REPLACED = 1000
#: marks of what one participant's devices sent
MOST_DELIVERIES = 5000


def trim_kept(session: Session, people: Collection[int]) -> None:
    """Delete the oldest replaced answers of participants beyond the bound, and surplus marks of deliveries.

    A replaced answer that stood when figures were fixed stays: they are made of it. Which marks go has no order:
    without its mark a submission that arrives twice is compared by its counter, and changes nothing either.
    """
    if people:
        asked = [{"person": one} for one in sorted(people)]
        session.connection().execute(_replaced(), asked)
        session.connection().execute(_deliveries(), asked)


def _replaced() -> Any:
    old, room = _table(ReplacedAnswer).c, _table(FrozenRoom).c
    stood = exists().where(
        room.round_id == old.round_id,
        old.saved_at <= room.frozen_at,
        old.replaced_at > room.frozen_at,
    )
    return _beyond(_table(ReplacedAnswer), "id", MOST_REPLACED).where(~stood)


def _deliveries() -> Any:
    return _beyond(_table(Delivery), "sent_id", MOST_DELIVERIES)


def _beyond(table: Table, name: str, most: int) -> Any:
    """Delete a person's rows but those with the highest values of a column."""
    mine = table.alias()
    person: Any = bindparam("person")
    last = (
        select(mine.c[name])
        .where(mine.c.participant_id == person)
        .order_by(mine.c[name].desc())
        .offset(most)
        .limit(1)
        .scalar_subquery()
    )
    return delete(table).where(table.c.participant_id == person, table.c[name] <= last)


def _table(kind: Any) -> Table:
    table: Table = kind.__table__
    return table
