"""The memory that requests take before the app reads them: header blocks, and bodies in a connection's buffer."""

from collections import deque
from http import HTTPStatus

from starlette.types import Scope

from resilience.web.connections.sockets import Places

#: most header lines and cookies of one request; browsers send about 20 lines, and up to 180 cookies of a site
MOST_LINES = 250
#: bytes that Python needs for a line or a cookie beside its text
LINE = 180
#: bytes that Python needs for a request that waits, beside its header block
REQUEST = 2_000
#: most bytes of the requests of all connections, in total and from one address
MOST_INCOMING, MOST_INCOMING_OF_ONE = 64_000_000, 32_000_000


class RequestRefused(Exception):
    """A request that is not read further; `status` says why."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status)
        self.status = status


class Incoming:
    """Charges the requests that one connection holds to a total.

    A request is charged from its first byte. A connection keeps its last request, so an answered one is
    released when the next one has replaced it.
    """

    def __init__(self, room: Places) -> None:
        self._room = room
        self._address = ""
        self._lines = self._buffered = 0
        self._charged: deque[int] = deque()

    def begin(self, address: str) -> None:
        """Start charging the next request; raises `RequestRefused`."""
        self._address, self._lines, self._buffered = address, 0, 0
        self._charged.append(0)
        self.add(REQUEST)

    def add(self, text: int, lines: int = 0) -> None:
        """Charge bytes of text and lines to the newest request; raises `RequestRefused`."""
        self._lines += lines
        if self._lines > MOST_LINES:
            raise RequestRefused(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        size = text + LINE * lines
        if not self._room.take(self._address, size):
            raise RequestRefused(HTTPStatus.SERVICE_UNAVAILABLE)
        self._charged[-1] += size

    def buffer(self, size: int) -> None:
        """Charge what a buffer of the newest request holds beyond its earlier peak; raises `RequestRefused`."""
        if self._charged and size > self._buffered:
            self.add(size - self._buffered)
            self._buffered = size

    def keep(self, newest: int) -> None:
        """Release all but the newest requests."""
        while len(self._charged) > newest:
            self._room.leave(self._address, self._charged.popleft())


def lines_of(name: bytes, value: bytes) -> int:
    """How many lines a header counts for: each cookie counts as one."""
    return 1 + value.count(b";") if name.lower() == b"cookie" else 1


def head_size(scope: Scope) -> int:
    """The bytes that the header block of a request takes in Python."""
    head = sum(len(n) + len(v) + LINE * lines_of(n, v) for n, v in scope["headers"])
    return head + len(scope["path"]) + len(scope.get("query_string", b""))
