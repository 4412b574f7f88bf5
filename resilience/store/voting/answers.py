"""Answers of many people at once: read in one query, changed by one rule, written in a few statements."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Table, bindparam, select, tuple_
from sqlmodel import Session

from resilience.store.tables import ReplacedAnswer, Response

#: the highest number of a participant's write, which all that come after it share
MOST_WRITES = 1_000_000_000
#: the number of a participant's write, by the column whose change it counts
COUNTERS = {"state": "counter", "comment": "comment_counter"}
KEPT = (
    *("state", "level", "number", "comment", "evidence", "confidence", "language", "saved_at"),
    *COUNTERS.values(),
)


class AnswerKey(NamedTuple):
    """What identifies an answer: participant, round and indicator."""

    participant_id: int
    round_id: int
    indicator: str


@dataclass(slots=True)
class CurrentAnswer:
    """A current answer, with the columns of `Response`; `id` is None until it has a row."""

    participant_id: int
    round_id: int
    indicator: str
    saved_at: datetime.datetime
    state: str = "blank"
    level: int | None = None
    number: float | None = None
    comment: str = ""
    evidence: str = ""
    confidence: str | None = None
    language: str | None = None
    counter: int = 0
    comment_counter: int = 0
    id: int | None = None


class Answers:
    """The answers at some places. Changes are in memory until `write`, which is done once."""

    def __init__(self, session: Session, places: Collection[AnswerKey]) -> None:
        self._session = session
        self.standing = {_place(row): row for row in _read_current(session, places)}
        self._changed: dict[AnswerKey, CurrentAnswer] = {}
        self._replaced: list[dict[str, Any]] = []

    def at(self, place: AnswerKey) -> CurrentAnswer | None:
        """Return the current answer there."""
        return self.standing.get(place)

    def save(
        self, place: AnswerKey, number: int, at: datetime.datetime, changes: dict[str, Any]
    ) -> CurrentAnswer:
        """Make or change an answer by the write with a `number`; what it replaces is kept beside it.

        If a write with a higher number is already current, this one changes nothing: it is kept as
        replaced itself. Returns the current answer.
        """
        numbered = {COUNTERS[name]: number for name in changes if name in COUNTERS}
        row = self.standing.get(place)
        if row is None:
            row = self.standing[place] = CurrentAnswer(*place, saved_at=at)
        elif any(getattr(row, name) > given for name, given in numbered.items()):
            self._replace(_set(CurrentAnswer(*place, saved_at=at), changes | numbered), at)
            return row
        elif any(getattr(row, name) != value for name, value in changes.items()):
            self._replace(row, at)
            row.saved_at = at
        self._changed[place] = _set(row, changes | numbered)
        return row

    def write(self) -> None:
        """Write what changed; rows that are new stay without `id` here."""
        connection = self._session.connection()
        new = [row for row in self._changed.values() if row.id is None]
        old = [row for row in self._changed.values() if row.id is not None]
        if new:
            connection.execute(_table(Response).insert(), [_values(row) for row in new])
        if old:
            connection.execute(_CHANGE, [{"row": row.id, **_values(row)} for row in old])
        if self._replaced:
            connection.execute(_table(ReplacedAnswer).insert(), self._replaced)

    def _replace(self, row: CurrentAnswer, at: datetime.datetime) -> None:
        self._replaced.append({**_values(row), "replaced_at": at})


def _table(kind: Any) -> Table:
    table: Table = kind.__table__
    return table


_WRITTEN = (*AnswerKey._fields, *KEPT)
_AT = select(*(_table(Response).c[name] for name in CurrentAnswer.__dataclass_fields__)).where(
    tuple_(*(_table(Response).c[name] for name in AnswerKey._fields)).in_(
        bindparam("places", expanding=True)
    )
)
_CHANGE = (
    _table(Response)
    .update()
    .where(_table(Response).c.id == bindparam("row"))
    .values({name: bindparam(name) for name in KEPT})
)


def _read_current(session: Session, places: Collection[AnswerKey]) -> list[CurrentAnswer]:
    rows = session.connection().execute(_AT, {"places": list(places)}) if places else ()
    return [CurrentAnswer(*row) for row in rows]


def _set(row: CurrentAnswer, values: dict[str, Any]) -> CurrentAnswer:
    for name, value in values.items():
        setattr(row, name, value)
    return row


def _place(row: CurrentAnswer) -> AnswerKey:
    return AnswerKey(row.participant_id, row.round_id, row.indicator)


def _values(row: CurrentAnswer) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _WRITTEN}
