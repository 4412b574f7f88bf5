"""Reads requests within limits of bytes and time, so that no connection holds memory for long."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import CloseCode, Frame
from websockets.protocol import State

from resilience.watching import logged
from resilience.web.sockets import Places, host_of

#: most bytes of a request's header block, and bytes read at a time before counting
MOST_HEAD, PIECE = 32_768, 16_384
#: seconds within which a header block must arrive, then each `LEAST` bytes of a body or its end
READ_SECONDS, LEAST = 20.0, 4096
#: seconds after which an unread answer is ended
WRITE_SECONDS = 60.0
#: bytes of a page's largest message that are not counted; only the excess is
FREE_FRAME = 16_384
#: requests that may wait for the previous answer on the same connection
MOST_WAITING = 32
SAID = {
    HTTPStatus.REQUEST_TIMEOUT: "This request took too long to arrive. Load the page again.",
    HTTPStatus.TOO_MANY_REQUESTS: "Too many requests came at once. Send the next one after the answer.",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "The header block of this request is longer than 32 kB. "
    "Delete the cookies of this site and load the page again.",
    HTTPStatus.SERVICE_UNAVAILABLE: "Too many connections are open, in all or from this network. "
    "Close some pages, or try again in a minute.",
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

    def __init__(self, sockets: Places, patience: Patience, /, **options: Any) -> None:
        super().__init__(**options)
        self._sockets, self._patience = sockets, patience
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
        for piece in _pieces(data):
            self._unfinished += len(piece)
            super().data_received(piece)
            if self.transport.is_closing() or self.transport.get_protocol() is not self:
                return
            if self._unfinished > MOST_HEAD:
                self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
                return
            if len(self.pipeline) > MOST_WAITING:
                self._refuse(HTTPStatus.TOO_MANY_REQUESTS)
                return
        if self._unfinished and self._deadline is None:
            self._wait()

    def handle_websocket_upgrade(self) -> None:
        """Hand the place and the rest of the connection to the websocket, which has pings."""
        self._let_go()
        super().handle_websocket_upgrade()

    def on_message_begin(self) -> None:
        """Wait for the header block."""
        super().on_message_begin()
        if self._deadline is None:
            self._wait()

    def on_headers_complete(self) -> None:
        """Wait for the body."""
        self._unfinished = 0
        self._moved = self.loop.time()
        self._wait()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Count the received bytes of the body."""
        self._unfinished = 0
        self._brought += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Stop waiting: it is the server's turn."""
        self._unfinished = 0
        self._deadline = None
        super().on_message_complete()

    def resume_writing(self) -> None:
        """Note that the answer is being read."""
        self._moved = self.loop.time()
        super().resume_writing()

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
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


class Stream(WebSocketsSansIOProtocol):
    """uvicorn's websocket, which has taken over a `Connection` with its place.

    Streamlit keeps a page's last message, so the largest one, complete or not, takes room in `frames` until
    the page ends. The room is charged to the visitor named by a trusted proxy.
    """

    def __init__(self, sockets: Places, frames: Places, /, **options: Any) -> None:
        super().__init__(**options)
        self._sockets, self._frames = sockets, frames
        self._unfinished = self._held = 0
        self._holder = ""

    def connection_lost(self, exc: Exception | None) -> None:
        """Release the place and the room."""
        super().connection_lost(exc)
        self._sockets.leave(host_of(self.client))
        if self._held:
            self._frames.leave(self._holder, self._held)

    def data_received(self, data: bytes) -> None:
        """Read piece by piece, while there is room."""
        for piece in _pieces(data):
            if self.handshake_initiated:  # the header block has a limit of its own
                self._unfinished += len(piece)
            if not self._has_room():
                self._refuse()
                return
            super().data_received(piece)
            if self.transport.is_closing():
                return

    def send_receive_event_to_app(self) -> None:
        """Start counting the next message."""
        self._unfinished = 0
        super().send_receive_event_to_app()

    def handle_pong(self, event: Frame) -> None:
        """Ignore answers to pings, which arrive all the time, unless a message is in progress."""
        if not self.frames:
            self._unfinished = 0
        super().handle_pong(event)

    def _has_room(self) -> bool:
        """Reserve room for the part of the message that exceeds all earlier ones."""
        more = self._unfinished - FREE_FRAME - self._held
        if more <= 0:
            return True
        self._holder = self._holder or host_of(self.scope["client"])
        if not self._frames.take(self._holder, more):
            return False
        self._held += more
        return True

    def _refuse(self) -> None:
        logged("open pages hold more than there is room for, in all or from one network")
        if self.conn.state is State.OPEN:
            self.conn.send_close(CloseCode.TRY_AGAIN_LATER)
            self.transport.write(b"".join(self.conn.data_to_send()))
        self.transport.close()


def _pieces(data: bytes) -> Iterator[bytes]:
    if len(data) <= PIECE:
        return iter((data,))
    return (data[start : start + PIECE] for start in range(0, len(data), PIECE))


def _answer(status: HTTPStatus) -> bytes:
    said = SAID[status].encode()
    return b"HTTP/1.1 %d %s\r\n" % (status, status.phrase.encode()) + (
        b"content-type: text/plain; charset=utf-8\r\ncontent-length: %d\r\nconnection: close\r\n\r\n%s"
        % (len(said), said)
    )
