"""A clock that is set forward and back, under all that asks for this moment."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from resilience.store import columns

#: the day of the workshops of the tests, in hours when Lisbon and UTC have the same day
NOON = datetime.datetime(2026, 10, 13, 12, tzinfo=datetime.UTC)


class Clock:
    """The machine's clock, `ahead` of the real one; it goes on between steps."""

    def __init__(self) -> None:
        self.ahead = datetime.timedelta()

    def now(self, zone: datetime.tzinfo) -> datetime.datetime:
        """This moment by this clock."""
        return datetime.datetime.now(zone) + self.ahead

    def set_to(self, moment: datetime.datetime) -> None:
        """Set it to a moment."""
        self.ahead = moment - datetime.datetime.now(datetime.UTC)

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
