"""Set-ups of databases that are the same in many tests, made once in a run."""

import datetime
import hashlib
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

from resilience.framework import Framework
from resilience.services.demo.city import load_demo
from resilience.store import Store, columns
from tests.indicators import URBAN, shipped

Made = TypeVar("Made")
#: by the content of a database, and what is done to it: the content afterwards, and what came of it
_made: dict[tuple[str, str], tuple[bytes, object]] = {}


def remembered(store: Store, what: str, work: Callable[[], Made]) -> Made:
    """Do the work, or put into the file what the same work made of a database with the same content.

    The work must not depend on anything but the database and what `what` names. PostgreSQL, and
    databases that somebody else has open, do it each time, as does a test that sets the clock and a
    run with `REPEAT_SET_UPS`.
    """
    if vars(columns)["datetime"] is not datetime or "REPEAT_SET_UPS" in os.environ:
        return work()
    before = _content(store)
    if before is None:
        return work()
    key = hashlib.sha256(before).hexdigest(), what
    if key in _made:
        after, made = _made[key]
        _file(store).write_bytes(after)
        return made  # type: ignore[return-value]
    made = work()
    after_ = _content(store)
    if after_ is not None:
        _made[key] = after_, made
    return made


def _content(store: Store) -> bytes | None:
    """All of a closed database; None for one that cannot be closed, or is no file."""
    if not store.file:
        return None
    store.engine.dispose()
    log = store.file.with_name(f"{store.file.name}-wal")
    return None if log.exists() else store.file.read_bytes()


def _file(store: Store) -> Path:
    assert store.file
    return store.file


@cache
def urban() -> Framework:
    """The framework that the product brings, read once."""
    return shipped(URBAN)


def demo_in(store: Store) -> list[str]:
    """Put the demo city into a store; its join codes, the newest first."""
    return remembered(store, "demo city", lambda: load_demo(store, urban()))
