"""What is remembered: tables, the database, migrations, queries. SQLModel and nothing else."""

from sqlmodel import Session

from resilience.store.again import CommitUnknown, Lost, repeatable
from resilience.store.columns import now
from resilience.store.engine import Store, configured
from resilience.store.limits import Limits
from resilience.store.migrate import MigrationStep, check_known, current, migrate, newest, steps
from resilience.store.postgresql import went_away

__all__ = [
    "CommitUnknown",
    "Limits",
    "Lost",
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
