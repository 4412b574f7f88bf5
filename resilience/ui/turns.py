"""Pages are drawn one after the other, so that what is answered without a run is answered at once.

Python does one thing at a time. Of many threads that draw pages each goes on for a moment and waits for all the
others, and the loop that answers clicks and phones is one of them: behind forty pages it waited forty turns
for each of its own.
"""

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner

#: seconds after which a run that still goes on keeps no other waiting
HOLDS = 0.25


class Turns:
    """Lets one go on after the other, in the order in which they came; who `holds` for long does not count.

    Those that are `short` wait for each other and for one of the rest between two of them.
    """

    def __init__(self, holds: float = HOLDS) -> None:
        self._holds, self._since = holds, 0.0
        self._lock = threading.Lock()
        self._short: deque[threading.Event] = deque()
        self._line: deque[threading.Event] = deque()
        self._turn: threading.Event | None = None
        self._was_short = False

    @contextmanager
    def taken(self, *, short: bool = False) -> Iterator[None]:
        """Wait for a turn, and give it back at the end."""
        mine = threading.Event()
        with self._lock:
            (self._short if short else self._line).append(mine)
            ahead = len(self._short) + len(self._line)
            self._go_on()
        # not sooner than all before could have held for too long: of hundreds who wait none looks in vain
        while not mine.wait(self._holds * ahead):
            with self._lock:
                ahead = 1
                self._go_on()
        try:
            yield
        finally:
            with self._lock:
                if self._turn is mine:
                    self._turn = None
                self._go_on()

    def _go_on(self) -> None:
        """Give the turn to the first in line, where nobody has it or somebody for too long."""
        now = time.monotonic()
        if self._turn is not None and now - self._since < self._holds:
            return
        short = bool(self._short) and not (self._was_short and self._line)
        if line := self._short if short else self._line:
            self._turn, self._since, self._was_short = line.popleft(), now, short
            self._turn.set()


def draw_in_turns() -> None:
    """Let each run of a page wait for its turn; parts of pages, on which clicks hang, every second one.

    A part that holds others, as a theme its cards, counts as a page.
    """
    turns, run = Turns(), ScriptRunner._run_script

    def run_in_turn(runner: Any, asked: Any) -> None:
        parts = asked.fragment_id_queue
        holders = runner._fragment_storage._parent_by_id.values()
        with turns.taken(short=bool(parts) and set(parts).isdisjoint(holders)):
            run(runner, asked)

    ScriptRunner._run_script = run_in_turn  # type: ignore[assignment]
