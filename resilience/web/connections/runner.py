"""Serve an app with limits on connections, requests and messages of pages."""

import asyncio
import socket
import ssl
import sys
from dataclasses import dataclass
from functools import partial

import uvicorn
from starlette.types import ASGIApp

from resilience.web.connections.connection import Connection, Patience
from resilience.web.connections.incoming import MOST_INCOMING, MOST_INCOMING_OF_ONE
from resilience.web.connections.pace import Pace, Paces
from resilience.web.connections.sockets import Places
from resilience.web.connections.stream import Stream

#: most bytes of one message of a page: its widgets, no files
MOST_FRAME = 256_000
#: most bytes of the largest messages of all open pages, in total and from one network
MOST_FRAMES, MOST_FRAMES_OF_ONE = 64_000_000, 32_000_000
#: messages of one page a second, and at once: more than anyone clicks
PAGE_RATE, PAGE_BURST = 3, 20
#: the same for all pages of one network: 500 people who click every 2 to 5 s send up to 250 a second, and 2,000
#: who open a page at once send about as many messages. Phones send none
NETWORK_RATE, NETWORK_BURST = 300, 3000
#: seconds between two pings of a page, and until its answer
PING_SECONDS = 30
#: seconds within which a device must agree on an encryption
HANDSHAKE_SECONDS = 20.0
NOT_STARTED = 3


@dataclass(frozen=True, slots=True)
class SecureDoor:
    """A listening socket whose connections are encrypted."""

    listener: socket.socket
    context: ssl.SSLContext


class TwoDoors(uvicorn.Server):
    """A server that also answers behind a door with TLS."""

    def __init__(self, config: uvicorn.Config, door: SecureDoor | None) -> None:
        super().__init__(config)
        self._door = door

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Open both doors once the app has started."""
        await super().startup(sockets)
        if self._door:
            opened = await asyncio.get_running_loop().create_server(
                self._answer,
                sock=self._door.listener,
                ssl=self._door.context,
                ssl_handshake_timeout=HANDSHAKE_SECONDS,
                backlog=self.config.backlog,
            )
            self.servers.append(opened)

    def _answer(self) -> asyncio.Protocol:
        return self.config.http_protocol_class(  # type: ignore[call-arg]
            config=self.config, server_state=self.server_state, app_state=self.lifespan.state
        )


def serve(
    app: ASGIApp, listener: socket.socket, sockets: Places, door: SecureDoor | None = None
) -> None:
    """Serve an app on a listening socket until stopped, and behind a `door`; exit if the app does not start."""
    room = Places(MOST_INCOMING, MOST_INCOMING_OF_ONE, sockets.trusted)
    frames = Places(MOST_FRAMES, MOST_FRAMES_OF_ONE, sockets.trusted)
    paces = Paces(partial(Pace, PAGE_RATE, PAGE_BURST), partial(Pace, NETWORK_RATE, NETWORK_BURST))
    config = uvicorn.Config(
        app,
        http=partial(Connection, sockets, room, Patience()),  # type: ignore[arg-type]
        ws=partial(Stream, sockets, frames, paces),  # type: ignore[arg-type]
        ws_max_size=MOST_FRAME,
        ws_ping_interval=PING_SECONDS,
        ws_ping_timeout=PING_SECONDS,
        ws_per_message_deflate=False,
        log_config=None,
        access_log=False,
    )
    server = TwoDoors(config, door)
    with listener:
        server.run(sockets=[listener])
    if not server.started:
        sys.exit(NOT_STARTED)
