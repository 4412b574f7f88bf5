"""Invented answers in bulk: one workshop that the product froze itself, copied inside the database.

Each copy is a workshop of a city of its own, with every row that hangs on it: people, answers, frozen
figures, actions. Numbers move on by as many as the model has; triggers and constraints of the schema see
every row, and `verify` finds the whole sound. The model is written first, into an empty database.

Run as `python -m benchmarks.rows URL ANSWERS` it fills a database, which is then there to be looked at.
"""

import sys
import time
from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKey,
    Insert,
    Integer,
    String,
    Table,
    cast,
    func,
    insert,
    literal,
)
from sqlalchemy import select as select_rows
from sqlmodel import Session, select

from benchmarks.cities import Meeting, hold
from benchmarks.scorecards import URBAN
from resilience.framework import load_framework
from resilience.store import Store, migrate
from resilience.store.tables import Base, City, Response

#: people of the model: with 45 indicators a copy has 4 500 answers
PEOPLE = 100
#: copies that are kept at once: the log of the database stays small
KEPT_AT_ONCE = 50
#: columns that no two rows may have alike
OWN_WORDS = {
    "city.name",
    "workshop.code",
    "participant.token_hash",
    "link.nonce",
    "link.token_hash",
}


def fill(store: Store, answers: int) -> int:
    """Write invented workshops into an empty database until it has about so many answers, or more.

    Gives how many there are: the model's, times the copies.
    """
    migrate(store)
    framework = load_framework(URBAN)
    with store.write() as session:
        hold(session, framework, Meeting.of("City of copies (invented)", PEOPLE))
    with store.read() as session:
        model = session.exec(select(func.count()).select_from(Response)).one()
    copies = max(0, round(answers / model) - 1)
    _copy(store, copies)
    return model * (copies + 1)


def _copy(store: Store, copies: int) -> None:
    """Copy all that there is so many times."""
    with store.read() as session:
        steps = _steps(session)
    first = 1
    while first <= copies:
        with store.write() as session:
            for n in range(first, min(first + KEPT_AT_ONCE, copies + 1)):
                for table in _copied(steps):
                    session.connection().execute(_one_more(table, steps, n))
            _go_on(session, steps)
        first += KEPT_AT_ONCE
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as outside:
        if outside.dialect.name == "postgresql":  # which does so by itself, some time later
            outside.exec_driver_sql("VACUUM (ANALYZE)")


def _steps(session: Session) -> dict[str, int]:
    """By table whose rows have numbers, how many the model's rows take."""
    return {
        table.name: session.connection().execute(select_rows(func.max(table.c.id))).scalar_one()
        or 0
        for table in Base.metadata.sorted_tables
        if "id" in table.c and isinstance(table.c.id.type, Integer) and table.name != "staff_act"
    }


def _copied(steps: dict[str, int]) -> Iterator[Table]:
    """The tables that a workshop hangs together with, those that others point to first."""
    for table in Base.metadata.sorted_tables:
        if table.name == City.__tablename__ or any(_points(c) in steps for c in table.columns):
            yield table


def _points(column: Column[Any]) -> str | None:
    """The table whose numbers a column has: its own, or the one that it points to."""
    if column.name == "id":
        return column.table.name
    keys: list[ForeignKey] = list(column.foreign_keys)
    return keys[0].column.table.name if keys else None


def _one_more(table: Table, steps: dict[str, int], n: int) -> Insert:
    """The statement that writes the model's rows of a table once more, as the nth copy."""
    own = next(c for c in table.primary_key.columns if _points(c) in steps)
    query = select_rows(*(_moved(column, steps, n) for column in table.columns))
    query = query.where(own <= steps[_points(own) or ""])
    return insert(table).from_select([c.name for c in table.columns], query)


def _moved(column: Column[Any], steps: dict[str, int], n: int) -> ColumnElement[Any]:
    step = steps.get(_points(column) or "")
    if step is not None:
        return column + literal(step * n)
    if f"{column.table.name}.{column.name}" in OWN_WORDS:
        return column + literal("-") + cast(literal(n), String)
    return column


def _go_on(session: Session, steps: dict[str, int]) -> None:
    """Numbers that PostgreSQL gives out are those after the copies; SQLite does so by itself."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for name in steps:
        number = Base.metadata.tables[name].c.id
        sequence = func.pg_get_serial_sequence(name, "id")
        highest = select_rows(func.max(number)).scalar_subquery()
        session.connection().execute(
            select_rows(func.setval(sequence, func.coalesce(highest, 1), highest.is_not(None)))
        )


def main() -> None:
    """Fill the database that is named."""
    store = Store(sys.argv[1])
    start, spent = time.perf_counter(), time.process_time()
    answers = fill(store, int(float(sys.argv[2])))
    took = time.perf_counter() - start, time.process_time() - spent
    print(f"{answers} invented answers in {took[0]:.0f} s ({took[1]:.0f} s of this process)")
    store.engine.dispose()


if __name__ == "__main__":
    main()
