"""Queries about what phones sent: who sent it, and that each sending is taken once."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Table, bindparam, func, select, tuple_
from sqlmodel import Session

from resilience.store.tables import Delivery, Participant
from resilience.store.workshops import hold_workshop, locks_rows

#: participant and id of a sending
Key = tuple[int, str]


class Sender(NamedTuple):
    """Somebody who sends from a phone; `counter` is the highest number that one of their writes had."""

    id: int
    workshop_id: int
    department_id: int
    counter: int
    language: str


class EarlierDelivery(NamedTuple):
    """A submission that was stored earlier: its round, and whether it was the newest then."""

    round_id: int
    stands: bool


def hold_senders(session: Session, hashes: Collection[str]) -> dict[str, Sender]:
    """The participants whose tokens have these hashes, by hash.

    Until the transaction ends their workshops do not move on, other writes of theirs wait, and they are
    not erased. All are held in one order, so that two servers cannot block one another.
    """
    connection, asked = session.connection(), {"hashes": list(hashes)}
    if locks_rows(session):
        found = connection.execute(_SENDERS, asked).all()
        for workshop_id in sorted({row.workshop_id for row in found}):
            hold_workshop(session, workshop_id)
    rows = connection.execute(_HELD_SENDERS, asked)
    return {token: Sender(*rest) for token, *rest in rows}


def delivered(session: Session, keys: Collection[Key]) -> dict[Key, EarlierDelivery]:
    """Those of the sendings that were taken before."""
    rows = session.connection().execute(_DELIVERED, {"keys": list(keys)}) if keys else ()
    return {(person, sent_id): EarlierDelivery(*rest) for person, sent_id, *rest in rows}


def keep_deliveries(session: Session, taken: Mapping[Key, EarlierDelivery]) -> None:
    """Remember sendings that were taken, and whether they stood."""
    rows = [
        {"participant_id": person, "sent_id": sent_id, **before._asdict()}
        for (person, sent_id), before in taken.items()
    ]
    if rows:
        session.connection().execute(_table(Delivery).insert(), rows)


def keep_counters(session: Session, counters: Iterable[tuple[int, int]]) -> None:
    """Keep the highest number of a write of each participant who is held."""
    rows: list[dict[str, Any]] = [{"person": who, "highest": number} for who, number in counters]
    if rows:
        session.connection().execute(_COUNT, rows)


def keep_late(session: Session, late: Collection[int]) -> None:
    """Mark participants whose answers came after the last vote had closed."""
    if late:
        session.connection().execute(_LATE, {"people": sorted(late)})


def count_late(session: Session, workshop_id: int) -> int:
    """The number of devices whose answers came after the last vote had closed."""
    late = select(func.count()).where(_PEOPLE.workshop_id == workshop_id, _PEOPLE.late)
    return int(session.connection().execute(late).scalar_one())


def forget_late(session: Session, workshop_id: int) -> None:
    """Unmark them, when a vote opens or is reopened."""
    people = _table(Participant)
    late = people.update().where(_PEOPLE.workshop_id == workshop_id, _PEOPLE.late)
    session.connection().execute(late.values(late=False))


def _table(kind: Any) -> Table:
    table: Table = kind.__table__
    return table


_PEOPLE, _SENT = _table(Participant).c, _table(Delivery).c
_SENDERS = (
    select(_PEOPLE.token_hash, *(_PEOPLE[name] for name in Sender._fields))
    .where(_PEOPLE.token_hash.in_(bindparam("hashes", expanding=True)))
    .order_by(_PEOPLE.id)
)
_HELD_SENDERS = _SENDERS.with_for_update()
_DELIVERED = select(_SENT.participant_id, _SENT.sent_id, _SENT.round_id, _SENT.stands).where(
    tuple_(_SENT.participant_id, _SENT.sent_id).in_(bindparam("keys", expanding=True))
)
_COUNT = (
    _table(Participant)
    .update()
    .where(_table(Participant).c.id == bindparam("person"))
    .values(counter=bindparam("highest"))
)
_LATE = (
    _table(Participant)
    .update()
    .where(_PEOPLE.id.in_(bindparam("people", expanding=True)))
    .values(late=True)
)
