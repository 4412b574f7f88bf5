"""Reads requests within limits of bytes and time, so that no connection holds memory for long."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from resilience.web.connections.incoming import MOST_LINES, Incoming, RequestRefused, lines_of
from resilience.web.connections.sockets import Places, host_of, pieces

#: most bytes of a request's header block
MOST_HEAD = 32_768
#: seconds within which a header block must arrive, then each `LEAST` bytes of a body or its end
READ_SECONDS, LEAST = 20.0, 4096
#: seconds after which an unread answer is ended
WRITE_SECONDS = 60.0
#: requests that may wait for the previous answer on the same connection
MOST_WAITING = 1
REFUSAL_TEXT = {
    HTTPStatus.REQUEST_TIMEOUT: "This request took too long to arrive. Reload the page.",
    HTTPStatus.TOO_MANY_REQUESTS: "Too many requests came at once. Send the next one after the answer.",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "The header block of this request has more than 32 kB, or "
    f"more than {MOST_LINES} lines and cookies. Delete the cookies of this site and load the page again.",
    HTTPStatus.SERVICE_UNAVAILABLE: "Too many connections or requests are open, in all or from this "
    "network. Close some pages, or try again in a minute.",
}


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to wait for a request, and for an answer to be read."""

    read: float = READ_SECONDS
    write: float = WRITE_SECONDS


class Connection(HttpToolsProtocol):
    """uvicorn's HTTP connection, refused when all places are taken, and ended when it stalls.

    `_unfinished` counts bytes since a header block or piece of a body was complete, against endless headers,
    trailers or chunk sizes. `_deadline` is when the request, or the next part of its body, must have arrived.
    """

    def __init__(
        self, sockets: Places, room: Places, patience: Patience, /, **options: Any
    ) -> None:
        super().__init__(**options)
        self._sockets, self._patience = sockets, patience
        self._incoming = Incoming(room)
        self._begun = False
        self._counted = False
        self._unfinished = self._brought = self._unsent = 0
        self._deadline: float | None = None
        self._moved = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start waiting for a request."""
        super().connection_made(transport)
        self._counted = self._sockets.take(host_of(self.client))
        if not self._counted:
            self._refuse(HTTPStatus.SERVICE_UNAVAILABLE)
            return
        self._moved = self.loop.time()
        self._wait()
        self._timer = self.loop.call_later(self._patience.read, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        """Release the place."""
        super().connection_lost(exc)
        self._let_go()
        if self._counted:
            self._sockets.leave(host_of(self.client))

    def data_received(self, data: bytes) -> None:
        """Read piece by piece, until the connection is refused or becomes a websocket."""
        for piece in pieces(data):
            self._unfinished += len(piece)
            super().data_received(piece)
            if self.transport.is_closing() or self.transport.get_protocol() is not self:
                return
            if self._unfinished > MOST_HEAD:
                self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
                return
        if self._unfinished:
            self._wait_for_rest()

    def handle_websocket_upgrade(self) -> None:
        """Hand the place and the rest of the connection to the websocket, which has pings."""
        self._let_go()
        super().handle_websocket_upgrade()

    def on_message_begin(self) -> None:
        """Wait for the header block, unless enough requests wait already: no more of the bytes is read then."""
        with self._refusing():
            if len(self.pipeline) >= MOST_WAITING:
                raise RequestRefused(HTTPStatus.TOO_MANY_REQUESTS)
            self._incoming.begin(host_of(self.client))
        super().on_message_begin()
        self._begun = True
        if self._deadline is None:
            self._wait()

    def on_url(self, url: bytes) -> None:
        """Count a piece of the address."""
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Count a line of the header block, or of what follows a body."""
        self._count(len(name) + len(value), lines_of(name, value))
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Wait for the body."""
        self._unfinished = 0
        self._moved = self.loop.time()
        self._wait()
        super().on_headers_complete()
        self._begun = False
        self._forget_answered()

    def on_response_complete(self) -> None:
        """Release the room of an answered request if the next one has replaced it."""
        super().on_response_complete()
        self._forget_answered()

    def send_400_response(self, msg: str) -> None:
        """Say that the request cannot be read, unless the reason was given already."""
        if not self.transport.is_closing():
            super().send_400_response(msg)

    def on_body(self, body: bytes) -> None:
        """Count the received bytes of the body."""
        self._unfinished = 0
        self._brought += len(body)
        super().on_body(body)
        if self.cycle is not None:  # it is None for the body of a websocket's request
            with self._refusing():
                self._incoming.buffer(len(self.cycle.body))

    def on_message_complete(self) -> None:
        """Stop waiting: it is the server's turn."""
        self._unfinished = 0
        self._deadline = None
        super().on_message_complete()

    def resume_writing(self) -> None:
        """Note that the answer is being read."""
        self._moved = self.loop.time()
        super().resume_writing()

    def _wait_for_rest(self) -> None:
        """Charge and await the rest of a line, which the parser keeps until its end."""
        with suppress(RequestRefused), self._refusing():
            self._incoming.buffer(self._unfinished)
        if self._deadline is None:
            self._wait()

    def _count(self, text: int, lines: int = 0) -> None:
        with self._refusing():
            self._incoming.add(text, lines)

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        """Refuse a request beyond the limits; what is raised ends its reading."""
        try:
            yield
        except RequestRefused as error:
            self._refuse(error.status)
            raise

    def _forget_answered(self) -> None:
        """The connection holds its last request, those that wait, and one that is still arriving."""
        self._incoming.keep(1 + len(self.pipeline) + self._begun)

    def _wait(self) -> None:
        self._brought = 0
        self._deadline = self.loop.time() + self._patience.read

    def _look(self) -> None:
        """End the connection if it stalls, otherwise schedule the next check."""
        now = self.loop.time()
        if self._is_unread(now):
            self.transport.abort()
            return
        if self._deadline is not None and now >= self._deadline:
            if not self.flow.read_paused and self._brought < LEAST:
                self._end_slow()
            self._wait()
        due = now + self._patience.read if self._deadline is None else self._deadline
        self._timer = self.loop.call_at(due, self._look)

    def _is_unread(self, now: float) -> bool:
        """Whether the client has read nothing of what was written for too long."""
        unsent = self.transport.get_write_buffer_size()
        if not unsent or unsent < self._unsent:
            self._moved = now
        self._unsent = unsent
        return now - self._moved >= self._patience.write

    def _end_slow(self) -> None:
        if (
            self.scope is None
        ):  # browsers open connections that they may need, and read no answer there
            self.transport.close()
        else:
            self._refuse(HTTPStatus.REQUEST_TIMEOUT)

    def _refuse(self, status: HTTPStatus) -> None:
        """Send the reason, unless an answer has begun, and end the connection."""
        if self.cycle is None or self.cycle.response_complete or not self.cycle.response_started:
            self.transport.write(_answer(status))
        self.transport.close()

    def _let_go(self) -> None:
        self._incoming.keep(0)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def _answer(status: HTTPStatus) -> bytes:
    said = REFUSAL_TEXT[status].encode()
    return b"HTTP/1.1 %d %s\r\n" % (status, status.phrase.encode()) + (
        b"content-type: text/plain; charset=utf-8\r\ncontent-length: %d\r\nconnection: close\r\n\r\n%s"
        % (len(said), said)
    )
