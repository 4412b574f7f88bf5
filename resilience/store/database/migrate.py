"""Bring the database to the schema of this version, step by step (Alembic), all or nothing."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, inspect
from sqlalchemy import text as sql
from sqlalchemy.exc import DBAPIError

from resilience.errors import CannotRun
from resilience.store.database.engine import Store
from resilience.store.database.rebuilding import rebuilding

SCRIPTS = Path(__file__).parents[1] / "migrations"


@dataclass(frozen=True, slots=True)
class MigrationStep:
    """One migration: its revision, and in a few words what it brought."""

    revision: str
    words: str


def migrate(store: Store) -> tuple[MigrationStep, ...]:
    """Apply every migration that is missing, in one transaction; gives those that were applied.

    The store writes on this schema alone from then on.

    Raises `CannotRun` where the database refuses, or was made by a newer version.
    """
    try:
        if store.file:
            store.file.parent.mkdir(parents=True, exist_ok=True)
        have = current(store)
        if have != newest():
            check_known(store, have)
            with rebuilding(store) as connection:
                have = revision_of(connection)  # another server may have been first
                check_known(store, have)
                upgrade(connection, newest())
    except (DBAPIError, OSError) as error:
        raise CannotRun(
            "The database {name} cannot be opened or written to: {reason}. Check that it exists "
            "and that this user may write to it, or set RESILIENCE_DATABASE_URL to use another "
            "one.",
            name=store.name,
            reason=str(getattr(error, "orig", error)).splitlines()[0],
        ) from error
    store.schema = newest()
    return tuple(step for step in steps() if have is None or step.revision > have)


def newest() -> str:
    """The revision that this version of the product expects: that of the last migration."""
    return steps()[-1].revision


def steps() -> list[MigrationStep]:
    """All migrations that this version knows, first to last."""
    files = sorted(path.stem for path in (SCRIPTS / "versions").rglob("[0-9]*_*.py"))
    return [MigrationStep(*stem.replace("_", " ").strip().split(" ", 1)) for stem in files]


def current(store: Store) -> str | None:
    """The revision that the database has, None when it has no tables yet."""
    with store.engine.begin() as connection:
        return revision_of(connection)


def check_known(store: Store, revision: str | None) -> None:
    """Raise `CannotRun` for a revision that a newer version of the product made."""
    if revision is not None and revision not in {step.revision for step in steps()}:
        raise CannotRun(
            "The database {name} has the schema {revision}, which this version does not know; it "
            "knows schemas up to {newest}. Nothing was changed. Install the version that wrote "
            "it, or a newer one.",
            name=store.name,
            revision=revision,
            newest=newest(),
        )


def revision_of(connection: Connection) -> str | None:
    """The revision of an open database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(sql("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def upgrade(connection: Connection, revision: str) -> None:
    """Bring an open database up to a revision, in the transaction of the connection."""
    # Alembic takes a third of a second to import, which only a database that changes should cost
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("recursive_version_locations", "true")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
