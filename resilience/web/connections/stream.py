"""Counts what the messages of open pages hold, and paces them."""

import asyncio
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import CloseCode, Frame
from websockets.protocol import State

from resilience.watching import logged
from resilience.web.connections.pace import Paces
from resilience.web.connections.sockets import Places, host_of, pieces

#: bytes of a page's largest message that are not counted; only the excess is
FREE_FRAME = 16_384
#: bytes that Python needs for a message that waits, beside its own
WAITING = 400


class Stream(WebSocketsSansIOProtocol):
    """uvicorn's websocket, which has taken over a `Connection` with its place.

    Streamlit keeps a page's last message, so the largest one, complete or not, takes room in `frames` until
    the page ends. So do messages that wait for their turn. The room is charged to the visitor named by a
    trusted proxy, and so is the pace.
    """

    def __init__(self, sockets: Places, frames: Places, paces: Paces, /, **options: Any) -> None:
        super().__init__(**options)
        self._sockets, self._frames, self._paces = sockets, frames, paces
        self._pace = paces.page()
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
        for piece in pieces(data):
            if self.handshake_initiated:  # the header block has a limit of its own
                self._unfinished += len(piece)
            if not self._has_room():
                self._refuse()
                return
            super().data_received(piece)
            if self.transport.is_closing():
                return

    def send_receive_event_to_app(self) -> None:
        """Start counting the next message, beside those that wait."""
        self._unfinished = 0 if self.queue.empty() else self._unfinished + WAITING
        if self._has_room():
            super().send_receive_event_to_app()
        elif not self.transport.is_closing():
            self._refuse()

    def handle_pong(self, event: Frame) -> None:
        """Ignore answers to pings, which arrive all the time, unless a message is in progress or waits."""
        if not self.frames and self.queue.empty():
            self._unfinished = 0
        super().handle_pong(event)

    async def receive(self) -> Any:
        """Deliver the next message in its turn. Meanwhile hardly anything is read, so the sender has to wait.

        What still waits when the page has gone is dropped.
        """
        event = await super().receive()
        if event["type"] == "websocket.receive" and (seconds := self._turn_in()):
            await asyncio.sleep(seconds)
            while self.disconnected and event["type"] == "websocket.receive":
                event = await super().receive()
        return event

    def _turn_in(self) -> float:
        address = host_of(self.scope["client"])
        own = self._pace.next_in()
        if self._frames.is_trusted(address):  # many people are behind a proxy
            return own
        return max(own, self._paces.of(address).next_in())

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
