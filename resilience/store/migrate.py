"""Bring the database to the schema of this version, step by step (Alembic)."""

from pathlib import Path

from sqlalchemy import Connection, func, inspect, select
from sqlalchemy import text as sql
from sqlalchemy.exc import DBAPIError

from resilience.errors import CannotRun
from resilience.store.engine import Store

SCRIPTS = Path(__file__).parent / "migrations"
#: names the advisory lock of migrations among all those of a PostgreSQL database
MIGRATION_LOCK = 2


def migrate(store: Store) -> None:
    """Apply every migration that is missing; raise `CannotRun` where the database refuses."""
    try:
        if store.file:
            store.file.parent.mkdir(parents=True, exist_ok=True)
        if current(store) != newest():
            with store.without_hurry() as connection:
                _one_at_a_time(connection)
                _upgrade(connection)
    except (DBAPIError, OSError) as error:
        raise CannotRun(
            "The database {name} cannot be opened or written: {reason}. Check that it is there and "
            "that this user may write it; RESILIENCE_DATABASE_URL names another one.",
            name=store.name,
            reason=str(getattr(error, "orig", error)).splitlines()[0],
        ) from error


def newest() -> str:
    """The revision that this version of the product expects: that of the last migration file."""
    return max(path.name.split("_")[0] for path in (SCRIPTS / "versions").glob("[0-9]*_*.py"))


def current(store: Store) -> str | None:
    """The revision that the database has, None when it has no tables yet."""
    with store.engine.begin() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found = connection.execute(sql("SELECT version_num FROM alembic_version")).scalar()
        return None if found is None else str(found)


def _one_at_a_time(connection: Connection) -> None:
    """Wait for another server that is migrating; SQLite's migrations wait for one another anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_lock(MIGRATION_LOCK, 0)))
        connection.commit()  # the lock is the connection's own and ends with it


def _upgrade(connection: Connection) -> None:
    # Alembic takes a third of a second to import, which only a database that changes should cost
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
