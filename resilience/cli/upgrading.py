"""The command upgrade: upgrade the database schema, or show what that would do."""

from collections.abc import Sequence
from typing import Annotated

import typer

from resilience.cli.keeping import MEGABYTE, Database, opened, say_steps
from resilience.store import migrate, newest
from resilience.store.database.pending import PendingUpgrade, pending_upgrade


def upgrade(
    check: Annotated[
        bool, typer.Option("--check", help="Show what would be done; change nothing.")
    ] = False,
    database: Database = "",
) -> None:
    """Upgrade the database schema to this version, in one transaction.

    Exit codes of --check: 0 up to date; 1 upgrade needed; 2 refused; 3 no database yet.
    """
    with opened(database) as store:
        if check:
            plan = pending_upgrade(store)
            print("\n".join(plan_lines(store.name, plan)))
            raise typer.Exit(3 if plan.current is None else 1 if plan.steps else 0)
        done = migrate(store)
        print(f"{store.name}: {'brought up to' if done else 'has'} schema {newest()}")
    say_steps(done)


def plan_lines(name: str, plan: PendingUpgrade) -> list[str]:
    """What an upgrade of a database would do, a line each."""
    lines = [f"Database: {name} ({plan.size / MEGABYTE:.1f} MB)"]
    if plan.current is None:
        return [
            *lines,
            f"There is no database here yet. The first start makes schema {plan.target}.",
        ]
    if not plan.steps:
        return [*lines, f"Schema: {plan.current}, up to date. No upgrade needed."]
    return [
        *lines,
        f"Schema: {plan.current}. This version needs {plan.target}.",
        f"To be done, all or nothing ({len(plan.steps)}):",
        *(f"  {step.revision} {step.words}" for step in plan.steps),
        f"Votes open: {_codes(plan.voting)}.{' Close them first.' if plan.voting else ''}",
        f"Workshops begun, no vote open: {_codes(plan.begun)}.",
        "A backup is advised, since earlier versions cannot read the new schema: resilience backup FILE",
    ]


def _codes(codes: Sequence[str]) -> str:
    return f"{len(codes)} ({', '.join(codes)})" if codes else "none"
