"""Work that the server does by itself: when it starts, and every hour."""

import asyncio
import logging
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool

from resilience.errors import ResilienceError

HOUR = 3600
LOG = logging.getLogger(__name__)


async def each_hour(work: Callable[[], object], seconds: float = HOUR) -> None:
    """Do some work now and each hour.

    Hours are counted by a clock that nobody sets. What fails is logged and done again an hour later.
    """
    while True:
        try:
            await run_in_threadpool(work)
        except ResilienceError as error:
            LOG.error("%s", error)
        await asyncio.sleep(seconds)
