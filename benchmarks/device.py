"""HTTP as cheap as a generator of load needs it: requests are bytes, answers a status and a body.

A post costs the generator about a twentieth of a millisecond, so that on the same machine it leaves the
processors to the server that is measured.
"""

import asyncio
import gzip
import time
from dataclasses import dataclass, field
from typing import NamedTuple, cast

END = b"\r\n\r\n"
LENGTH = b"content-length: "
COOKIE = b"set-cookie: "


class Reply(NamedTuple):
    """What came back, and after how many seconds; status 0 where the connection broke."""

    status: int
    head: bytes
    body: bytes
    seconds: float


class Wire(asyncio.Protocol):
    """One connection, which takes a request at a time."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._waiting: asyncio.Future[tuple[int, bytes, bytes]] | None = None
        self._got = b""

    @property
    def open(self) -> bool:
        """Whether it can be used again."""
        return self._transport is not None and not self._transport.is_closing()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the pipe."""
        self._transport = cast(asyncio.Transport, transport)

    def connection_lost(self, _error: Exception | None) -> None:
        """Whoever waits is told that nothing comes."""
        self._transport = None
        self._tell(0, b"", b"")

    def data_received(self, data: bytes) -> None:
        """Tell who waits, once all is there."""
        self._got += data
        at = self._got.find(END)
        if at < 0:
            return
        head = self._got[:at].lower()
        length = head.find(LENGTH)
        size = int(head[length + len(LENGTH) :].split(b"\r", 1)[0]) if length > 0 else 0
        if len(self._got) < at + len(END) + size:
            return
        whole, self._got = self._got, b""
        self._tell(int(whole[9:12]), whole[:at], whole[at + len(END) :])

    def send(self, request: bytes) -> "asyncio.Future[tuple[int, bytes, bytes]]":
        """Ask; the future has status, head and body."""
        self._waiting = self._loop.create_future()
        if self._transport is None:
            self._tell(0, b"", b"")
        else:
            self._transport.write(request)
        return self._waiting

    def close(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.close()

    def _tell(self, *reply: object) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(reply)  # type: ignore[arg-type]


@dataclass
class Device:
    """A browser: keeps cookies and idle connections, and opens another where all are busy."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    reconnects: int = 0
    _idle: list[Wire] = field(default_factory=list)
    _head: bytes = b""

    async def get(self, address: str) -> Reply:
        """Open an address."""
        return await self.ask(b"GET %s HTTP/1.1\r\n" % address.encode() + self.head() + b"\r\n")

    async def post(self, address: str, body: bytes, kind: bytes) -> Reply:
        """Send something of a kind."""
        line = b"POST %s HTTP/1.1\r\nContent-Type: %s\r\n" % (address.encode(), kind)
        return await self.ask(line + self.head() + b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def head(self) -> bytes:
        """The lines that all its requests have."""
        if not self._head:
            kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            lines = f"Host: localhost:{self.port}\r\nAccept-Encoding: gzip\r\nCookie: {kept}\r\n"
            self._head = lines.encode()
        return self._head

    async def ask(self, request: bytes) -> Reply:
        """Send a request; once more on a new connection where an idle one had been ended."""
        began = time.perf_counter()
        while self._idle and not self._idle[-1].open:
            self._idle.pop()
        wire = self._idle.pop() if self._idle else await self._connected()
        status, head, body = await wire.send(request)
        if not status:
            self.reconnects += 1
            wire = await self._connected()
            status, head, body = await wire.send(request)
        self._idle.append(wire)
        seconds = time.perf_counter() - began
        if COOKIE in head.lower():
            self._keep(head)
        if b"content-encoding: gzip" in head.lower():
            body = gzip.decompress(body)
        return Reply(status, head, body, seconds)

    def close(self) -> None:
        """Switch it off."""
        while self._idle:
            self._idle.pop().close()

    async def _connected(self) -> Wire:
        loop = asyncio.get_running_loop()
        _, wire = await loop.create_connection(Wire, "127.0.0.1", self.port)
        return wire

    def _keep(self, head: bytes) -> None:
        for line in head.decode("latin-1").split("\r\n"):
            name, _, value = line.partition(": ")
            if name.lower() == "set-cookie":
                key, _, given = value.partition(";")[0].partition("=")
                self.cookies[key] = given
        self._head = b""
