"""Python's collector of garbage looks through all that is there while the server rests.

With the pages of a hall open that takes three quarters of a second, in which everything stops: by itself
Python does it in the middle of a vote.
"""

import asyncio
import gc
import time

from starlette.concurrency import run_in_threadpool

from resilience.process.heaps import give_back

#: new objects after which the collector looks through the youngest, and how seldom through those that stayed
#: after that, which takes 0.05 s beside a hall; with 50 000 and 20 that was half a second. Through
#: all objects it looks only when told
COLLECTED = (5_000, 5, 1_000_000)
#: seconds between two looks whether the server rests, and the share of a processor that it takes at most then
LOOK, RESTS = 2.0, 0.05
#: seconds after which garbage is collected even while the server is at work
LATEST = 600.0
#: seconds after which it is collected at rest even if no objects have stayed: those that stayed before may
#: be garbage by now, such as the requests that waited on connections closed since
AGAIN = 60.0
#: seconds between two releases of free memory
GIVES = 10.0


def keep_all() -> None:
    """Take all that is there now for what stays: no later search looks through it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTED)


async def collect_at_rest() -> None:
    """Collect garbage whenever the server is idle, and return free memory to the system."""
    last = gave = time.monotonic()
    while True:
        worked = time.process_time()
        await asyncio.sleep(LOOK)
        rests = time.process_time() - worked < RESTS * LOOK
        since = time.monotonic() - last
        if (rests and since > AGAIN) or (_grown() and (rests or since > LATEST)):
            gc.collect()
            last = time.monotonic()
        if rests and time.monotonic() - gave > GIVES:
            await run_in_threadpool(give_back)
            gave = time.monotonic()


def _grown() -> bool:
    """Whether objects have stayed since all were looked through."""
    return gc.get_count()[2] > 0
