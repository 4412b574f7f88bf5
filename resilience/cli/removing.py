"""The command remove-expired: delete participants' data past its retention period, and abandoned rehearsals."""

import datetime
import math
from typing import Annotated

import typer

from resilience.cli.serving import open_store
from resilience.services.upkeep.clock import clock_wait
from resilience.services.upkeep.retention import remove_expired, remove_when_sure
from resilience.settings import load_settings


def remove_old(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be deleted.")] = False,
) -> None:
    """Delete participants' data past its retention period and abandoned rehearsals; print the counts."""
    settings = load_settings()
    days = settings.retention_days
    with open_store(settings) as store:
        due = remove_expired(store, days, dry_run=True)
        done = due if dry_run else remove_when_sure(store, days, settings.data)
    for one in done:
        counts = ", ".join(f"{name} {n}" for name, n in one.rows.items() if n)
        print(f"{one.code}: {counts}")
    if not due:
        print(_nothing(days))
    elif dry_run:
        print(f"Workshops of which rows would be removed: {len(due)}")
    elif done:
        print(f"Workshops of which rows were removed: {len(done)}")
    if due and (dry_run or not done):
        _say_wait(clock_wait(settings.data), len(due))


def _say_wait(wait: datetime.timedelta, due: int) -> None:
    """Print why nothing is deleted yet, if that is the case."""
    if hours := math.ceil(wait / datetime.timedelta(hours=1)):
        print(
            f"Nothing is removed yet of {due} workshops that are due: the server has to run for {hours} "
            "more hours while the clock of this machine moves steadily. A clock that is wrong for a "
            "moment would remove everything."
        )


def _nothing(days: int) -> str:
    if not days:
        return "Nothing is deleted automatically: RESILIENCE_RETENTION_DAYS is 0."
    return f"Nothing is older than {days} days after the close of its workshop."
