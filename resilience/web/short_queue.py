"""Threads of their own for slow work, with a short queue before them: all else goes on beside it."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from resilience.text import mark
from resilience.web.guard import TooMany

BUSY = mark(
    "Many people are signing in at this moment, so nothing was done. Try again in a few seconds."
)
P = ParamSpec("P")
T = TypeVar("T")


class Busy(TooMany):
    """The queue is full; a place is free again soon."""

    seconds = 5


class ShortQueue:
    """Runs functions on `threads` of its own while at most `waiting` more wait; refuses the rest."""

    def __init__(self, threads: int, waiting: int) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="sign-in")
        self._places = threading.BoundedSemaphore(threads + waiting)

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What the function gives, without a thread that waits for it; raises `Busy` where all is full.

        A place is kept until the function has ended, also where nobody waits for it any more.
        """
        if not self._places.acquire(blocking=False):
            raise Busy(BUSY)
        done = self._pool.submit(function, *args, **kwargs)
        done.add_done_callback(lambda _done: self._places.release())
        return await asyncio.wrap_future(done)
