"""Trust the date only after the clock ran steadily for a day; nothing is deleted by date before.

A machine that starts with a wrong date would otherwise delete everything at once. Running time is measured by
the monotonic clock, which nobody can set. Between two records the date may have advanced only by that time,
plus an allowance for time that the machine was off or asleep.
"""

import datetime
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from resilience.errors import CannotRun
from resilience.secret import write_private
from resilience.store import now

#: file in the data folder with the last record
FILE = "clock.json"
#: required running time of the server, over all its runs
STEADY = datetime.timedelta(days=1)
#: how far the date may have gone back between two records, and how far it may be ahead of the running time
BACK, AHEAD = datetime.timedelta(hours=1), datetime.timedelta(days=7)
NOTHING = datetime.timedelta(0)


@dataclass(frozen=True, slots=True)
class ClockRecord:
    """The date last recorded, and the running time with consistent dates until then."""

    at: datetime.datetime
    ran: datetime.timedelta


class ClockNotes:
    """Records the date in a folder while a server runs; several servers share the running time."""

    def __init__(self, folder: Path, ticks: Callable[[], float] = time.monotonic) -> None:
        self._path, self._ticks = folder / FILE, ticks
        self._last: tuple[datetime.datetime, float] | None = None

    def note(self) -> None:
        """Record the date; to be called every hour. Raises `CannotRun` if the file cannot be written."""
        at, ticks = now(), self._ticks()
        ran = self._ran(at, ticks)
        self._last = at, ticks
        said = json.dumps({"at": at.isoformat(), "ran": ran.total_seconds()})
        try:
            write_private(self._path, said, over=True)
        except OSError as error:
            raise CannotRun(
                "The file {path} cannot be written ({reason}), so answers that are due for "
                "deletion stay.",
                path=self._path,
                reason=error.strerror,
            ) from error

    def _ran(self, at: datetime.datetime, ticks: float) -> datetime.timedelta:
        """The running time with consistent dates; zero where they are not consistent."""
        noted = _read_record(self._path)
        if noted is None or not _agree(at - noted.at):
            return NOTHING
        if self._last is None:
            return noted.ran
        passed = datetime.timedelta(seconds=ticks - self._last[1])
        if not _agree(at - self._last[0] - passed):
            return NOTHING
        return noted.ran + max(min(passed, at - noted.at), NOTHING)


def clock_wait(folder: Path) -> datetime.timedelta:
    """Return how long the server still has to run until its dates are trusted; zero once they are."""
    noted = _read_record(folder / FILE)
    if noted is None or not _agree(now() - noted.at):
        return STEADY
    return max(STEADY - noted.ran, NOTHING)


def _agree(gone: datetime.timedelta) -> bool:
    return -BACK <= gone <= AHEAD


def _read_record(path: Path) -> ClockRecord | None:
    """The last record; None if there is none or it is unreadable."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        at = datetime.datetime.fromisoformat(said["at"])
        noted = ClockRecord(at, datetime.timedelta(seconds=said["ran"]))
    except (OSError, ValueError, TypeError, KeyError, OverflowError):
        return None
    return noted if at.tzinfo else None
