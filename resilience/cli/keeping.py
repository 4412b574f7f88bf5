"""The commands that keep the data: backup, restore, verify."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from resilience.cli.files import check_free
from resilience.cli.serving import say_findings
from resilience.settings import load_settings
from resilience.store import Limits, MigrationStep, Store

MEGABYTE = 1_000_000

Database = Annotated[str, typer.Option(help="Database to use instead of the one in the settings.")]


def backup(
    out: Annotated[Path, typer.Argument(metavar="FILE", help="Backup to write (.zip).")],
    with_keys: Annotated[
        bool,
        typer.Option(
            "--with-keys", help="Include the keys in the data folder: keep the file secret."
        ),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite an existing file.")] = False,
    database: Database = "",
) -> None:
    """Back up the database to one file; voting can continue."""
    # imported when used: no other command needs it
    from resilience.services.upkeep.backup import back_up  # noqa: PLC0415

    check_free(out, force=force)
    with opened(database) as store:
        made = back_up(store, load_settings(), out, with_keys=with_keys)
    about = made.manifest
    keys = "".join(f", {key.name}" for key in about.keys)
    print(
        f"Backed up: {out} (schema {about.revision}, {len(about.tables)} tables, {about.rows} rows"
        f"{keys}; {made.size / MEGABYTE:.1f} MB)"
    )


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `backup` wrote.")],
    database: Database = "",
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace everything in the database.")
    ] = False,
    unverified: Annotated[
        bool,
        typer.Option(
            "--unverified",
            help="Accept a file that was not signed with the secret of this installation.",
        ),
    ] = False,
) -> None:
    """Restore a backup into an empty database, SQLite or PostgreSQL: all of it, or nothing."""
    from resilience.services.upkeep.restore import restore as put_back  # noqa: PLC0415

    with opened(database) as store:
        done = put_back(store, load_settings(), file, replace=replace, unverified=unverified)
        print(
            f"Restored: {done.manifest.rows} rows of {done.manifest.made_at:%Y-%m-%d %H:%M} UTC "
            f"into {store.name}"
        )
    if not done.verified:
        print("Not verified: the file was not signed with the secret that this installation had.")
    say_steps(done.migrated)
    for name in done.keys:
        print(f"Restored: the key {load_settings().data / name}")
    for name in done.keys_left:
        print(
            f"Left as it was: the key {load_settings().data / name}. Links of the backup are shown with "
            "its own key only: restore with --replace to take that too."
        )


def look_at_rules(database: Database = "") -> None:
    """Check the database; exit with 1 if anything is wrong."""
    from resilience.services.upkeep.verify import verify  # noqa: PLC0415

    with opened(database) as store:
        say_findings(verify(store))


def say_steps(done: tuple[MigrationStep, ...]) -> None:
    """Print the migrations that were made."""
    for step in done:
        print(f"Migrated: {step.revision} {step.words}")


@contextmanager
def opened(database: str) -> Iterator[Store]:
    """The database that was named, else that of the settings, as it is; closed at the end."""
    store = Store(database or load_settings().database_url, Limits(statement_seconds=0))
    try:
        yield store
    finally:
        store.engine.dispose()
