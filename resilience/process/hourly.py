"""Background work of the server: at the start, and every hour."""

import asyncio
import logging
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool

from resilience.errors import ResilienceError

HOUR = 3600
LOG = logging.getLogger(__name__)


async def each_hour(work: Callable[[], object], seconds: float = HOUR) -> None:
    """Run work now and every hour.

    Hours are measured by the monotonic clock. A failure is logged, and the work runs again an hour later.
    """
    while True:
        try:
            await run_in_threadpool(work)
        except ResilienceError as error:
            LOG.error("%s", error)
        await asyncio.sleep(seconds)
