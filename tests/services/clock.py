"""A clock that is set forward and back, under all that asks for this moment."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from resilience.store import columns


class Clock:
    """The machine's clock, `ahead` of the real one; it goes on between steps."""

    def __init__(self) -> None:
        self.ahead = datetime.timedelta()

    def now(self, zone: datetime.tzinfo) -> datetime.datetime:
        """This moment by this clock."""
        return datetime.datetime.now(zone) + self.ahead

    def step(self, minutes: int) -> None:
        """Set it forward, or back."""
        self.ahead += datetime.timedelta(minutes=minutes)


@contextmanager
def settable_clock() -> Iterator[Clock]:
    """A clock under `resilience.store.now` until the end."""
    clock = Clock()
    machine = SimpleNamespace(UTC=datetime.UTC, datetime=SimpleNamespace(now=clock.now))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "datetime", machine)
        yield clock
