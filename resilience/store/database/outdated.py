"""Refuse to write where another version has changed the schema since this process began."""

from sqlalchemy import Connection

from resilience.errors import CannotRun
from resilience.text import mark

#: names the advisory lock for changes of tables; that of workshops is 1
REBUILD_LOCK = 2
OUTDATED = mark(
    "Another version of this program upgraded the database, so this server saves nothing until it "
    "is restarted. Tell the person who runs it."
)


class Outdated(CannotRun):
    """The schema is not the one that this process works on: nothing was written."""

    private = False


def check_schema(connection: Connection, schema: str) -> None:
    """Raise `Outdated` unless the database of a write that has just begun has this schema.

    It keeps this schema until the write ends: an upgrade waits for writes that have begun, those that
    come later wait for it. SQLite has one writer at a time; PostgreSQL needs a lock, taken before it is read.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock_shared({REBUILD_LOCK}, 0)")
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if found != schema:
        raise Outdated(OUTDATED)
