"""Work that the server does by itself: when it starts, and once a day."""

import asyncio
import logging
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool

from resilience.errors import ResilienceError

DAY = 24 * 3600
LOG = logging.getLogger(__name__)


async def each_day(work: Callable[[], object], seconds: float = DAY) -> None:
    """Do some work now and each day.

    Days are counted by a clock that nobody sets. What fails is logged and done the next day.
    """
    while True:
        try:
            await run_in_threadpool(work)
        except ResilienceError as error:
            LOG.error("%s", error)
        await asyncio.sleep(seconds)
