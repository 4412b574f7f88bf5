"""Dedicated threads with a short queue for slow work, so that other work continues meanwhile."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from resilience.text import mark
from resilience.web.guard.refusals import TooMany

BUSY = mark(
    "Many people are signing in at this moment, so nothing was done. Try again in a few seconds."
)
P = ParamSpec("P")
T = TypeVar("T")


class Busy(TooMany):
    """The queue is full; a place becomes free soon."""

    seconds = 5


class ShortQueue:
    """Runs functions on `threads` of its own while at most `waiting` more wait; refuses others."""

    def __init__(self, threads: int, waiting: int) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="sign-in")
        self._places = threading.BoundedSemaphore(threads + waiting)

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run the function without a thread waiting for it; raises `Busy` if the queue is full.

        A place is held until the function has ended, even if nobody waits for the result any more.
        """
        if not self._places.acquire(blocking=False):
            raise Busy(BUSY)
        done = self._pool.submit(function, *args, **kwargs)
        done.add_done_callback(lambda _done: self._places.release())
        return await asyncio.wrap_future(done)
