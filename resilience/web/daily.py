"""Work that the server does by itself: when it starts, and once a day."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable

from starlette.concurrency import run_in_threadpool

from resilience.errors import ResilienceError

DAY = 24 * 3600
LOG = logging.getLogger(__name__)


@contextlib.asynccontextmanager
async def each_day(work: Callable[[], object], seconds: float = DAY) -> AsyncIterator[None]:
    """Do some work now and each day while the server runs, beside what people do.

    Days are counted by a clock that nobody sets. What fails is logged and done the next day.
    """
    task = asyncio.create_task(_repeat(work, seconds))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _repeat(work: Callable[[], object], seconds: float) -> None:
    while True:
        try:
            await run_in_threadpool(work)
        except ResilienceError as error:
            LOG.error("%s", error)
        await asyncio.sleep(seconds)
