"""Bring the database to the schema of this version, step by step (Alembic)."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import DBAPIError

from resilience.errors import CannotRun
from resilience.store.engine import Store

SCRIPTS = Path(__file__).parent / "migrations"


def migrate(store: Store) -> None:
    """Apply every migration that is missing; raise `CannotRun` where the database refuses."""
    try:
        if store.file:
            store.file.parent.mkdir(parents=True, exist_ok=True)
        with store.engine.begin() as connection:
            if MigrationContext.configure(connection).get_current_revision() == newest():
                return
        config = _config()
        with store.engine.connect() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except (DBAPIError, OSError) as error:
        raise CannotRun(
            "The database {name} cannot be opened or written: {reason}. Check that it is there and "
            "that this user may write it; RESILIENCE_DATABASE_URL names another one.",
            name=store.name,
            reason=str(getattr(error, "orig", error)).splitlines()[0],
        ) from error


def newest() -> str | None:
    """The revision that this version of the product expects."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def current(store: Store) -> str | None:
    """The revision that the database has, None when it has no tables yet."""
    with store.engine.begin() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    return config
