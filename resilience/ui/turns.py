"""Pages are drawn one after the other, so that what is answered without a run is answered at once.

Python does one thing at a time. Of many threads that draw pages each goes on for a moment and waits for all the
others, and the loop that answers clicks and phones is one of them: behind forty pages it waited forty turns
for each of its own.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner

#: runs of pages at once, and seconds after which one that still goes on keeps no other waiting: with two at once
#: 95 of 100 clicks of a hall that changes its theme took 1.0 s, with one 0.1
MANY, HOLDS = 1, 0.25


class Turns:
    """Lets `many` go on at once, in the order in which they came; who `holds` for long does not count."""

    def __init__(self, many: int = MANY, holds: float = HOLDS) -> None:
        self._many, self._holds = many, holds
        self._changed = threading.Condition()
        self._since: dict[int, float] = {}

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for a turn, and give it back at the end."""
        me = threading.get_ident()
        with self._changed:
            while (left := self._until_free()) > 0:
                self._changed.wait(left)
            self._since[me] = time.monotonic()
        try:
            yield
        finally:
            with self._changed:
                self._since.pop(me, None)
                self._changed.notify()

    def _until_free(self) -> float:
        """Seconds until a turn is free at the latest; 0 where one is."""
        now = time.monotonic()
        ends = [since + self._holds for since in self._since.values() if since + self._holds > now]
        return 0 if len(ends) < self._many else min(ends) - now


def draw_in_turns() -> None:
    """Let each run of a page wait for its turn."""
    turns, run = Turns(), ScriptRunner._run_script

    def run_in_turn(runner: ScriptRunner, asked: Any) -> None:
        with turns.taken():
            run(runner, asked)

    ScriptRunner._run_script = run_in_turn  # type: ignore[assignment]
