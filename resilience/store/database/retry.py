"""Retry a transaction after a lost connection."""

import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from resilience.errors import CannotRun
from resilience.store.database.limits import RESTART_SECONDS

P = ParamSpec("P")
R = TypeVar("R")
#: times that something is done before it is given up; each waits for the database to come back
ATTEMPTS = 3


class Lost(CannotRun):
    """The database went away, or undid this for another one's sake: nothing of it was kept."""


class CommitUnknown(CannotRun):
    """The connection was lost during COMMIT: whether it was kept is unknown."""


def repeatable(service: Callable[P, R]) -> Callable[P, R]:
    """Do it again as a whole where it was `Lost`.

    For what is one transaction, or reads alone: nothing of it was kept, so nothing is done twice. Not where the
    wait for the database took its whole time already.
    """

    @wraps(service)
    def done(*args: P.args, **kwargs: P.kwargs) -> R:
        begun = time.monotonic()
        for _ in range(ATTEMPTS - 1):
            try:
                return service(*args, **kwargs)
            except Lost:
                if time.monotonic() - begun >= RESTART_SECONDS:
                    raise
        return service(*args, **kwargs)

    return done
