"""Whether the clock of this machine has run steadily for a day: nothing is removed by date before.

A machine that starts with a wrong date would otherwise remove everything at once. How long the server ran
is counted by a clock that nobody sets; between two notes the date may only have moved on by as much, or
by what the machine may have been off or asleep.
"""

import datetime
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from resilience.errors import CannotRun
from resilience.settings import write_private
from resilience.store import now

#: the file of the data folder with what was noted
FILE = "clock.json"
#: how long the server has to have run, in all its runs together
STEADY = datetime.timedelta(days=1)
#: how far the date may have gone back between two notes, and how far it may be ahead of what the server ran
BACK, AHEAD = datetime.timedelta(hours=1), datetime.timedelta(days=7)
NOTHING = datetime.timedelta(0)


@dataclass(frozen=True, slots=True)
class Noted:
    """The date at the last note, and how long the server ran while dates agreed up to then."""

    at: datetime.datetime
    ran: datetime.timedelta


class ClockNotes:
    """Notes the date in a folder while a server runs; of several servers each adds what others did not."""

    def __init__(self, folder: Path, ticks: Callable[[], float] = time.monotonic) -> None:
        self._path, self._ticks = folder / FILE, ticks
        self._last: tuple[datetime.datetime, float] | None = None

    def note(self) -> None:
        """Note the date; to be called every hour. Raises `CannotRun` where the file cannot be written."""
        at, ticks = now(), self._ticks()
        ran = self._ran(at, ticks)
        self._last = at, ticks
        said = json.dumps({"at": at.isoformat(), "ran": ran.total_seconds()})
        try:
            write_private(self._path, said, over=True)
        except OSError as error:
            raise CannotRun(
                "The file {path} cannot be written ({reason}), so answers whose time is over stay.",
                path=self._path,
                reason=error.strerror,
            ) from error

    def _ran(self, at: datetime.datetime, ticks: float) -> datetime.timedelta:
        """How long the server ran with dates that agree, nothing where they do not."""
        noted = _read(self._path)
        if noted is None or not _agree(at - noted.at):
            return NOTHING
        if self._last is None:
            return noted.ran
        passed = datetime.timedelta(seconds=ticks - self._last[1])
        if not _agree(at - self._last[0] - passed):
            return NOTHING
        return noted.ran + max(min(passed, at - noted.at), NOTHING)


def clock_wait(folder: Path) -> datetime.timedelta:
    """How long the server has to run until dates are believed: nothing once they are."""
    noted = _read(folder / FILE)
    if noted is None or not _agree(now() - noted.at):
        return STEADY
    return max(STEADY - noted.ran, NOTHING)


def _agree(gone: datetime.timedelta) -> bool:
    return -BACK <= gone <= AHEAD


def _read(path: Path) -> Noted | None:
    """What was noted last; None where nothing was, or nothing that can be read."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        at = datetime.datetime.fromisoformat(said["at"])
        noted = Noted(at, datetime.timedelta(seconds=said["ran"]))
    except (OSError, ValueError, TypeError, KeyError, OverflowError):
        return None
    return noted if at.tzinfo else None
