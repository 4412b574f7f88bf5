"""The connection to the database: SQLite in WAL, or PostgreSQL."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlmodel import Session, create_engine

from resilience.errors import CannotRun, ResilienceError
from resilience.text import mark

#: seconds that a writer waits for its turn
BUSY_SECONDS = 30


class Store:
    """Where answers are kept. `read()` and `write()` give a session; writes commit at the end."""

    def __init__(self, url: str) -> None:
        try:
            self.url = make_url(url)
            self.engine = _engine(url)
        except (ArgumentError, NoSuchModuleError, ImportError, ValueError) as error:
            port = isinstance(error, ValueError)  # its words may hold a part of the password
            raise CannotRun(
                "RESILIENCE_DATABASE_URL cannot be used ({reason}). Write sqlite:///FILE or "
                "postgresql://USER:PASSWORD@HOST/NAME.",
                reason="the port is no number" if port else str(error).splitlines()[0],
            ) from error
        self._reader = self.engine.execution_options(**_one_state(self.engine))
        self._writer = self.engine.execution_options(writing=True)

    @property
    def name(self) -> str:
        """The database in words, without a password."""
        return self.url.render_as_string(hide_password=True)

    @property
    def file(self) -> Path | None:
        """The file of an SQLite database; None for a server, a database in memory or a `file:` URI."""
        path = self.url.database or ":memory:"
        if not self.url.drivername.startswith("sqlite") or path.startswith((":memory:", "file:")):
            return None
        return Path(path)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one state of the database."""
        with self._session(self._reader) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session whose changes are all kept at the end, or none of them."""
        with self._session(self._writer) as session:
            yield session
            session.commit()

    def forget_traces(self) -> None:
        """Empty the log of a SQLite file, which has pages from before a deletion.

        Where somebody reads them still, the next writes do it. In the file itself what is deleted is
        overwritten at once; PostgreSQL clears up by itself.
        """
        if self.engine.dialect.name == "sqlite":
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as outside:
                outside.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def _session(self, engine: Engine) -> Iterator[Session]:
        with self.telling(), Session(engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Say in a sentence why the database did not take what is done inside (`CannotRun`)."""
        try:
            yield
        except ResilienceError:
            raise
        except DBAPIError as error:
            if (
                isinstance(error.orig, sqlite3.IntegrityError)
                or "Integrity" in type(error).__name__
            ):
                raise
            raise CannotRun(
                mark(
                    "The database {name} does not take this: {reason}. Nothing was changed. "
                    "Tell the person who runs the server to run `resilience doctor`."
                ),
                name=self.name,
                reason=str(error.orig).splitlines()[0],
            ) from error


def _engine(url: str) -> Engine:
    if not make_url(url).drivername.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _one_state(engine: Engine) -> dict[str, str]:
    """What makes all reads of a transaction see the same; SQLite in WAL does so by itself."""
    return {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun below, not by the driver
    try:
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "secure_delete = ON",
        ):
            connection.execute(f"PRAGMA {pragma}")
    except Exception:
        connection.close()  # the pool never sees a connection that it could not prepare
        raise


def _begin_sqlite(connection: Any) -> None:
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
