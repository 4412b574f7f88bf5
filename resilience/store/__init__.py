"""What is remembered: tables, the database, migrations, queries. SQLModel and nothing else."""

from sqlmodel import Session

from resilience.store.columns import now
from resilience.store.engine import Store
from resilience.store.migrate import Step, check_known, current, migrate, newest, steps

__all__ = [
    "Session",
    "Step",
    "Store",
    "check_known",
    "current",
    "migrate",
    "newest",
    "now",
    "steps",
]
