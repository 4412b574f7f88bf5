"""Facts about a database for the person who runs the server."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection
from sqlalchemy import text as sql
from sqlmodel import func, select

from resilience.store.columns import now
from resilience.store.database.engine import Store
from resilience.store.tables import StaffAct


@dataclass(frozen=True, slots=True)
class DatabaseFacts:
    """A database as it is: what it is, its clock, and how many connections it has and takes.

    `journal` is how SQLite keeps its changes until they are in the file; `used` and `most` are of a
    server, and 0 for a file.
    """

    server: bool
    version: tuple[int, ...]
    clock: datetime
    journal: str = ""
    used: int = 0
    most: int = 0


def database_facts(store: Store) -> DatabaseFacts:
    """Ask the database; nothing is changed."""
    with store.engine.connect() as connection:
        if store.engine.dialect.name == "postgresql":
            return _of_server(connection)
        version = str(connection.execute(sql("SELECT sqlite_version()")).scalar_one())
        journal = str(connection.execute(sql("PRAGMA journal_mode")).scalar_one())
        return DatabaseFacts(False, tuple(map(int, version.split("."))), now(), journal)


def latest_act(store: Store) -> datetime | None:
    """When staff did something last, by the clock of then."""
    with store.read() as session:
        return session.exec(select(func.max(StaffAct.at))).one()


def _of_server(connection: Connection) -> DatabaseFacts:
    asked = "SELECT current_setting('server_version_num'), clock_timestamp(), {used}, {most}"
    number, clock, used, most = connection.execute(
        sql(
            asked.format(
                used="(SELECT count(*) FROM pg_stat_activity WHERE datname IS NOT NULL)",
                most="current_setting('max_connections')",
            )
        )
    ).one()
    major, minor = divmod(int(number), 10_000)
    return DatabaseFacts(True, (major, minor), clock.astimezone(UTC), used=used, most=int(most))
