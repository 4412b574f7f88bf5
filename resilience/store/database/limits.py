"""How much of the database one process takes, and how long it waits."""

from dataclasses import dataclass

#: seconds for which a write waits for others that change the same
LOCK_SECONDS = 15
#: seconds for which everybody waits while the database restarts
RESTART_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What holds on PostgreSQL: `connections` at once, and seconds of one statement, 0 for no end."""

    connections: int = 10
    statement_seconds: int = 20


USUAL = Limits()
#: for what may take minutes: migrations, copies of all rows
NO_HURRY = Limits(connections=1, statement_seconds=0)
