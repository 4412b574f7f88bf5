"""Background tasks of the server, and work that is done every hour."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

from starlette.concurrency import run_in_threadpool

from resilience.errors import ResilienceError
from resilience.watching.logs import logged, reference, unexpected

HOUR = 3600


@contextlib.asynccontextmanager
async def running(*works: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Do all these until the server ends."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        for task in tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await task


async def each_hour(work: Callable[[], object], seconds: float = HOUR) -> None:
    """Run work now and every hour.

    Hours are measured by the monotonic clock. Any failure is logged, and the work runs again an hour later.
    """
    while True:
        try:
            await run_in_threadpool(work)
        except ResilienceError as error:
            logged("hourly work failed", logging.ERROR, reason=str(error))
        except Exception as error:  # deletion of data must go on
            unexpected(error, "hourly work", reference())
        await asyncio.sleep(seconds)
