"""What is remembered: tables, the database, migrations, queries. SQLModel and nothing else."""

from sqlmodel import Session

from resilience.store.columns import now
from resilience.store.database.engine import Store, configured
from resilience.store.database.limits import Limits
from resilience.store.database.migrate import (
    MigrationStep,
    check_known,
    current,
    migrate,
    newest,
    steps,
)
from resilience.store.database.postgresql import went_away
from resilience.store.database.retry import CommitUnknown, repeatable

__all__ = [
    "CommitUnknown",
    "Limits",
    "MigrationStep",
    "Session",
    "Store",
    "check_known",
    "configured",
    "current",
    "migrate",
    "newest",
    "now",
    "repeatable",
    "steps",
    "went_away",
]
