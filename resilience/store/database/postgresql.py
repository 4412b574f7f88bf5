"""The connections to PostgreSQL: how many, how long each may take, and which failures pass by themselves."""

from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError

from resilience.store.database.limits import LOCK_SECONDS, Limits

if TYPE_CHECKING:
    from psycopg import Connection

#: seconds for opening a connection, and for a kept one to say that it is still there
CONNECT_SECONDS = 5
PING_SECONDS = 3
#: seconds beyond the limit of a statement after which a server that says nothing is given up
GRACE_SECONDS = 5
#: a transaction that does nothing for so many seconds ends: its client is gone
IDLE_SECONDS = 60
#: a network that swallows everything is noticed within ten to twenty seconds
TCP = {
    "keepalives": 1,
    "keepalives_idle": 10,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
#: SQLSTATEs of a server that stops, has crashed, starts, or has no connection left just now
PASSING = ("57P01", "57P02", "57P03", "53300", "08000", "08003", "08006")
#: SQLSTATEs of two transactions that were in each other's way, of which one was undone
UNDONE = ("40001", "40P01")


def postgresql(url: URL, limits: Limits) -> Engine:
    """An engine whose statements and silences end; parameters of the address come before ours."""
    given = dict(url.query)
    options = f"{_options(limits)} {given.pop('options', '')}".strip()
    ours = {"connect_timeout": CONNECT_SECONDS, "application_name": "resilience", **TCP}
    engine = create_engine(
        url.set(query=given),
        pool_pre_ping=True,
        pool_size=limits.connections,
        max_overflow=0,
        pool_recycle=1800,
        connect_args={**ours, **given, "options": options},
    )
    event.listen(engine, "do_connect", _opener(limits))
    return engine


def passes(error: DBAPIError) -> bool:
    """Whether the connection or the server went away, which comes back without anybody's doing."""
    state = getattr(error.orig, "sqlstate", "")  # SQLite has none, and no server to go away
    unheard = state is None and isinstance(error, OperationalError)
    return bool(error.connection_invalidated) or state in PASSING or unheard


def undone(error: DBAPIError) -> bool:
    """Whether the database undid this transaction for another one's sake."""
    return getattr(error.orig, "sqlstate", None) in UNDONE


def went_away(error: Exception) -> bool:
    """Whether a whole transaction is gone with this error of one of its statements."""
    return isinstance(error, DBAPIError) and (passes(error) or undone(error))


def _options(limits: Limits) -> str:
    lock = min(LOCK_SECONDS, limits.statement_seconds)
    times = {
        "statement_timeout": limits.statement_seconds,
        "lock_timeout": lock,
        "idle_in_transaction_session_timeout": IDLE_SECONDS,
    }
    return " ".join(f"-c {name}={seconds}s" for name, seconds in times.items())


def _opener(limits: Limits) -> Any:
    """Opens connections that are closed when the server says nothing for too long.

    A statement's own limit is watched by the server; one that hangs, or a network that takes bytes
    and gives none, says nothing at all.
    """
    from psycopg import Connection, errors  # noqa: PLC0415 - only where it is installed

    silence = limits.statement_seconds + GRACE_SECONDS if limits.statement_seconds else None

    class TimeoutConnection(Connection[Any]):
        def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
            # autocommit is on only while the pool asks whether a connection is still there
            most = PING_SECONDS if self.autocommit else silence
            try:
                return super().wait(gen, interval, most if timeout is None else timeout)
            except errors.OperationalError:
                if self.info.transaction_status.name == "ACTIVE":
                    self.close()  # it still waits: the pool must never see it again
                raise

    def connect(_dialect: Any, _record: Any, args: Any, parameters: Any) -> "Connection[Any]":
        return TimeoutConnection.connect(*args, **parameters)

    return connect
