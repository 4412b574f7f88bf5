"""Limits on who may upload files and how many: Streamlit accepts them from everyone, in memory."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from resilience.errors import NotAllowed
from resilience.services.access.access import Visitor
from resilience.text import mark
from resilience.web.guard.refusals import TooMany, Window

#: files, and bytes of files, in ten minutes from one address: the scorecards of a large city, twice
MOST_FILES = 1000
MOST_FILE_BYTES = 500_000_000
#: bytes of files that all pages hold together, and bytes assumed for a file without a length
MOST_HELD, UNKNOWN = 200_000_000, 20_000_000
NOT_YOURS = mark(
    "Only people who run a workshop or read its results, and coordinators, can upload files. Open your link or sign "
    "in first."
)
FULL = mark(
    "The server cannot hold any more uploaded files. Close pages whose files you no longer need, "
    "or try again in two minutes."
)


class Uploads:
    """Checks each file before it is read. `held` returns how many bytes of files pages hold."""

    def __init__(self, who: Callable[[Request], Visitor], held: Callable[[], int]) -> None:
        self._who, self._held = who, held
        self._files, self._bytes = Window(MOST_FILES), Window(MOST_FILE_BYTES)
        self._under_way = 0

    async def check(self, request: Request) -> None:
        """Raise `NotAllowed` or `TooMany` for a file that is refused; count accepted ones."""
        self._files.check(request)
        self._bytes.check(request)
        visitor = await run_in_threadpool(self._who, request)
        if not visitor.brings_files:
            raise NotAllowed(NOT_YOURS)
        self._files.count(request)

    @contextmanager
    def taking(self, request: Request) -> Iterator[None]:
        """Reserve room for a file while it arrives; raises `TooMany` if there is none."""
        size = _length(request)
        if self._held() + self._under_way + size > MOST_HELD:
            raise TooMany(FULL)
        self._under_way += size
        try:
            yield
        finally:
            self._under_way -= size

    def count(self, request: Request, size: int) -> None:
        """Count received bytes."""
        self._bytes.count(request, size)


def _length(request: Request) -> int:
    told = request.headers.get("content-length", "")
    return int(told) if told.isascii() and told.isdigit() else UNKNOWN
