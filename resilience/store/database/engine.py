"""The connection to the database: SQLite in WAL, or PostgreSQL."""

import os
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlmodel import Session, create_engine

from resilience.errors import CannotRun
from resilience.settings import Settings
from resilience.store.database.limits import NO_HURRY, RESTART_SECONDS, USUAL, Limits
from resilience.store.database.outdated import check_schema
from resilience.store.database.postgresql import passes, postgresql, went_away
from resilience.store.database.retry import CommitUnknown, Lost
from resilience.store.shared import SharedValues
from resilience.text import mark

#: seconds that a writer waits for its turn
BUSY_SECONDS = 30
#: seconds between two tries to reach a database that restarts
PAUSE = 0.2
REFUSED = mark(
    "The database {name} rejected this: {reason}. Nothing was changed. Tell the person who runs "
    "the server to run `resilience doctor`."
)
LOST = mark(
    "The connection to the database {name} was lost: {reason}. Nothing was changed. Try again in "
    "a moment; if this happens again, tell the person who runs the server."
)
UNKNOWN = mark(
    "The connection to the database was lost while this was being stored, so it is not known "
    "whether it was stored. Reload the page and check what it shows before you try again."
)
BUSY = mark(
    "The database is too busy, so nothing was changed. Try again in a moment; if this happens "
    "again, tell the person who runs the server."
)
#: messages for a statement that PostgreSQL stopped, by SQLSTATE: it took too long, or waited too long
CUT = {
    "57014": mark(
        "This took the database too long, so it was stopped. Nothing was changed. Try again in a "
        "moment; if this happens again, tell the person who runs the server."
    ),
    "55P03": mark(
        "Others are changing the same data, and this waited too long for them to finish. Nothing "
        "was changed. Try again in a moment."
    ),
}


class Store:
    """Where answers are kept. `read()` and `write()` give a session; writes commit at the end.

    `shared` has what was computed from it for everyone in this process. `schema` is the one that this process
    works on, once `migrate` has brought the database to it; from then on nothing is written on any other.
    """

    schema: str | None = None

    def __init__(self, url: str, limits: Limits = USUAL) -> None:
        try:
            self.url = make_url(url)
            self.engine = _engine(self.url, limits)
        except (ArgumentError, NoSuchModuleError, ImportError, ValueError) as error:
            port = isinstance(error, ValueError)  # its words may hold a part of the password
            raise CannotRun(
                "RESILIENCE_DATABASE_URL cannot be used ({reason}). Write sqlite:///FILE or "
                "postgresql://USER:PASSWORD@HOST/NAME.",
                reason="the port is no number" if port else str(error).splitlines()[0],
            ) from error
        self._reader = self.engine.execution_options(**_one_state(self.engine))
        self._writer = self.engine.execution_options(writing=True)
        self.shared = SharedValues()
        # SQLite complains of a connection that nobody closed; at the end of a process nothing needs it
        weakref.finalize(self, self.engine.dispose).atexit = False

    @property
    def name(self) -> str:
        """The database in words, without a password."""
        return self.url.render_as_string(hide_password=True)

    @property
    def file(self) -> Path | None:
        """The file of an SQLite database; None for a server, a database in memory or a `file:` URI."""
        return _file(self.url)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one state of the database."""
        with self._session(self._reader) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session whose changes are all kept at the end, or none of them; `Outdated` after an upgrade by another."""
        with self._session(self._writer) as session:
            if self.schema:
                check_schema(session.connection(), self.schema)
            yield session
            session.flush()  # what fails up to here was surely not kept
            try:
                session.commit()
            except DBAPIError as error:
                if passes(error):
                    raise CommitUnknown(UNKNOWN) from error
                raise

    @contextmanager
    def without_hurry(self) -> Iterator[Connection]:
        """A connection of its own whose statements may take as long as they need."""
        engine = _engine(self.url, NO_HURRY)
        try:
            with engine.connect() as connection:
                yield connection
        finally:
            engine.dispose()

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
        with self.telling(), self._begun(engine) as session:
            yield session

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Say in a sentence why the database did not do what is asked inside."""
        try:
            yield
        except Exception as error:
            said = self.in_words(error)
            if said is error:
                raise
            raise said from error

    def in_words(self, error: Exception) -> Exception:
        """Why the database did not do something, in words; any other error as it is."""
        if isinstance(error, PoolTimeout):
            return CannotRun(BUSY)
        if not isinstance(error, DBAPIError) or "Integrity" in type(error).__name__:
            return error
        state = getattr(error.orig, "sqlstate", None)
        if state in CUT:
            return CannotRun(CUT[state])
        kind, said = (Lost, LOST) if went_away(error) else (CannotRun, REFUSED)
        return kind(said, name=self.name, reason=str(error.orig).splitlines()[0])

    def _begun(self, engine: Engine) -> Session:
        """A session with a connection; waits for a database that restarts."""
        end = time.monotonic() + RESTART_SECONDS
        while True:
            session = Session(engine, expire_on_commit=False)
            try:
                session.connection()
            except DBAPIError as error:
                session.close()
                if not passes(error) or time.monotonic() > end:
                    raise
                time.sleep(PAUSE)
            except BaseException:
                session.close()
                raise
            else:
                return session


def configured(settings: Settings) -> Store:
    """The database of an installation, not yet opened."""
    limits = Limits(settings.database_connections, settings.database_seconds)
    return Store(settings.database_url, limits)


def _file(url: URL) -> Path | None:
    path = url.database or ":memory:"
    if not url.drivername.startswith("sqlite") or path.startswith((":memory:", "file:")):
        return None
    return Path(path)


def _engine(url: URL, limits: Limits) -> Engine:
    if not url.drivername.startswith("sqlite"):
        return postgresql(url, limits)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    if path := _file(url):
        event.listen(engine, "do_connect", lambda *_connecting: _make_private(path))
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _one_state(engine: Engine) -> dict[str, str]:
    """What makes all reads of a transaction see the same; SQLite in WAL does so by itself."""
    return {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}


def _make_private(path: Path) -> None:
    """Make a new file of a database for its owner alone; SQLite gives its log the same rights.

    One that is there keeps its rights, which the person who runs the server may have widened.
    """
    with suppress(OSError):  # the connection reports why it cannot be made
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))


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
