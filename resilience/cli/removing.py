"""The command that removes what participants left once its time is over."""

from typing import Annotated

import typer

from resilience.cli.serving import open_store
from resilience.services.retention import remove_expired
from resilience.settings import load_settings


def remove_old(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be removed, and remove nothing.")
    ] = False,
) -> None:
    """Remove what participants left in workshops that closed long enough ago; print how much."""
    settings = load_settings()
    with open_store(settings) as store:
        done = remove_expired(store, settings.retention_days, dry_run=dry_run)
    for one in done:
        counts = ", ".join(f"{name} {n}" for name, n in one.rows.items() if n)
        print(f"{one.code}: {counts}")
    if not done:
        print(_nothing(settings.retention_days))
    elif dry_run:
        print(f"Workshops of which rows would be removed: {len(done)}")
    else:
        print(f"Workshops of which rows were removed: {len(done)}")


def _nothing(days: int) -> str:
    if not days:
        return "Nothing is removed by itself here: RESILIENCE_RETENTION_DAYS is 0."
    return f"Nothing is older than {days} days after the close of its workshop."
