"""Turns of page runs: few compute at a time, and the network whose runs took the least time is next."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

#: page runs that compute at a time
PLACES = 2
#: seconds after which a run makes nobody wait any longer: it may itself wait, for a file or a database
LONGEST = 2.0
#: seconds after which a waiting run looks again whether it is still wanted, and whether a place is free
LOOK = 1.0
#: networks whose time is kept at most
MOST = 1000


@dataclass(slots=True, eq=False)
class _Run:
    """A page run that waits or computes; its time is charged up to `charged`."""

    network: str
    line: "_Line"
    ready: threading.Event = field(default_factory=threading.Event)
    began: float = 0.0
    charged: float = 0.0


class _Line:
    """Runs that wait, by network, and the seconds that each network has taken.

    A network counts as having taken at least what the last one had when its turn came: one that was away has nothing
    saved up, and one that was alone owes nothing. So the seconds may also be forgotten: that costs others one run.
    """

    def __init__(self) -> None:
        self.waiting: dict[str, dict[_Run, None]] = {}
        self._taken: dict[str, float] = {}
        self._least = 0.0

    def add(self, run: _Run) -> None:
        """Let a run wait behind those of its network."""
        self.waiting.setdefault(run.network, {})[run] = None

    def remove(self, run: _Run) -> None:
        """Forget a run, if it waits."""
        runs = self.waiting.get(run.network, {})
        runs.pop(run, None)
        if not runs:
            self.waiting.pop(run.network, None)

    def next(self) -> _Run:
        """The run whose turn it is, which waits no more."""
        network = min(self.waiting, key=self._seconds)
        self._least = self._seconds(network)
        run = next(iter(self.waiting[network]))
        self.remove(run)
        return run

    def charge(self, run: _Run, now: float) -> None:
        """Count what a run took since it was last charged."""
        if len(self._taken) >= MOST:
            self._taken.clear()
        self._taken[run.network] = self._seconds(run.network) + now - run.charged
        run.charged = now

    def _seconds(self, network: str) -> float:
        return max(self._taken.get(network, 0.0), self._least)


class Turns:
    """Lets `PLACES` page runs compute at a time.

    Staff, who hold a role, and all others wait in two lines. While both wait, each line has one place.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._staff, self._others = _Line(), _Line()
        self._running: list[_Run] = []

    @property
    def waiting(self) -> int:
        """How many runs wait."""
        with self._lock:
            lines = (self._staff, self._others)
            return sum(len(runs) for line in lines for runs in line.waiting.values())

    @contextmanager
    def turn(
        self, network: str, is_staff: Callable[[], bool], still_wanted: Callable[[], object]
    ) -> Iterator[None]:
        """Wait for a turn, and give it back at the end.

        `is_staff` is asked only if there is no free place. `still_wanted` is called while waiting; if it raises, the
        run waits no more.
        """
        crowded = self._crowded()
        run = _Run(network, self._staff if crowded and is_staff() else self._others)
        try:
            self._enter(run)
            while not run.ready.wait(LOOK):
                still_wanted()
                self._fill()
            yield
        finally:
            self._leave(run)

    def _crowded(self) -> bool:
        with self._lock:
            return len(self._running) >= PLACES

    def _enter(self, run: _Run) -> None:
        with self._lock:
            run.line.add(run)
        self._fill()

    def _leave(self, run: _Run) -> None:
        with self._lock:
            self._charge()
            run.line.remove(run)
            if run in self._running:
                self._running.remove(run)
        self._fill()

    def _fill(self) -> None:
        """Give each free place to the run whose turn it is."""
        with self._lock:
            self._charge()
            while len(self._running) < PLACES and (line := self._next_line()):
                run = line.next()
                run.began = run.charged = self._clock()
                self._running.append(run)
                run.ready.set()

    def _charge(self) -> None:
        """Charge all runs that compute; one that takes too long loses its place and continues."""
        now = self._clock()
        for run in self._running:
            run.line.charge(run, now)
        self._running = [run for run in self._running if now - run.began < LONGEST]

    def _next_line(self) -> _Line | None:
        """The line whose turn it is: that with fewer places, then that of staff; None if nobody waits."""
        waiting = [line for line in (self._staff, self._others) if line.waiting]
        return min(waiting, key=self._places_of, default=None)

    def _places_of(self, line: _Line) -> int:
        return sum(run.line is line for run in self._running)
