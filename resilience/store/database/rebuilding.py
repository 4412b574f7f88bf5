"""One transaction in which tables may be rebuilt: for migrations and for restoring a backup."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection
from sqlalchemy import text as sql

from resilience.errors import CannotRun
from resilience.store.database.engine import Store
from resilience.store.database.outdated import REBUILD_LOCK


@contextmanager
def rebuilding(store: Store) -> Iterator[Connection]:
    """A connection whose changes, those of tables included, are all kept at the end or none of them.

    Other rebuilders wait, and statements have no time limit. SQLite would delete the rows that refer to a rebuilt table, so its
    foreign keys rest meanwhile; rows that point nowhere at the end are refused (`CannotRun`).
    """
    with store.without_hurry() as connection:
        held = connection.execution_options(writing=True)
        if store.engine.dialect.name != "sqlite":
            held.execute(sql("SELECT pg_advisory_xact_lock(:lock, 0)"), {"lock": REBUILD_LOCK})
            yield held
            held.commit()
            return
        driver: Any = held.connection.driver_connection
        driver.execute("PRAGMA foreign_keys = OFF")
        try:
            held.begin()
            yield held
            _check_foreign_keys(store, held)
            held.commit()
        finally:
            held.rollback()
            driver.execute("PRAGMA foreign_keys = ON")


def _check_foreign_keys(store: Store, connection: Connection) -> None:
    broken = {row[0] for row in connection.execute(sql("PRAGMA foreign_key_check"))}
    if broken:
        raise CannotRun(
            "Rows in {tables} refer to rows that do not exist, so the database {name} was left "
            "unchanged. Run `resilience verify`, or restore a backup.",
            tables=", ".join(sorted(broken)),
            name=store.name,
        )
