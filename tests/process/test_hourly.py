"""Work that the server does by itself."""

import asyncio

import pytest

from resilience.errors import CannotRun
from resilience.process.background import each_hour, running
from resilience.watching.logs import FIELDS


def test_it_is_done_at_the_start_and_again_and_ends_with_the_server() -> None:
    done: list[int] = []

    async def serve() -> None:
        async with running(each_hour(lambda: done.append(1), seconds=0)):
            while len(done) < 3:
                await asyncio.sleep(0)

    asyncio.run(serve())
    assert len(done) >= 3


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (CannotRun("The disk is full."), {"reason": "The disk is full."}),
        (ZeroDivisionError(), {"where": "hourly work"}),
    ],
)
def test_what_fails_is_logged_and_tried_again(
    caplog: pytest.LogCaptureFixture, error: Exception, said: dict[str, str]
) -> None:
    tries: list[int] = []

    def fail() -> None:
        tries.append(1)
        raise error

    async def serve() -> None:
        async with running(each_hour(fail, seconds=0)):
            while len(tries) < 2 and len(asyncio.all_tasks()) > 1:  # or the work has ended
                await asyncio.sleep(0)

    asyncio.run(serve())
    (record, *_) = caplog.records
    assert getattr(record, FIELDS).items() >= said.items()
