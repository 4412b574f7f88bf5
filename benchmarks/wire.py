"""A websocket of a browser, with no more work than its bytes need: thousands of messages a second."""

import asyncio
import os
import ssl
from base64 import b64encode
from collections.abc import Callable, Mapping

BINARY, CLOSE, PING = 0x82, 0x88, 0x89
#: a mask of zeros is one too, and leaves the bytes as they are
MASK, MASKED = bytes(4), 0x80
HEADER_END = b"\r\n\r\n"


class Wire(asyncio.Protocol):
    """Gives each whole message to `take`, and calls `ended` when the connection is over."""

    def __init__(self, take: Callable[[bytes], None], ended: Callable[[], None]) -> None:
        self._take, self._ended = take, ended
        self._rest = b""
        self._accepted: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._transport: asyncio.Transport | None = None
        self.over = asyncio.Event()

    async def open(
        self, port: int, path: str, headers: Mapping[str, str], tls: ssl.SSLContext | None
    ) -> "Wire":
        """Connect; raises `ConnectionError` where the server does not accept."""
        name = "localhost" if tls else None
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.create_connection(
            lambda: self, "127.0.0.1", port, ssl=tls, server_hostname=name
        )
        said = {
            "Host": f"localhost:{port}",
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": b64encode(os.urandom(16)).decode(),
            **headers,
        }
        lines = "".join(f"{name}: {value}\r\n" for name, value in said.items())
        self._transport.write(f"GET {path} HTTP/1.1\r\n{lines}\r\n".encode())
        await self._accepted
        return self

    def send(self, message: bytes, kind: int = BINARY) -> None:
        """Send a message."""
        size = len(message)
        if size < 126:
            head = bytes((kind, MASKED | size))
        elif size < 65536:
            head = bytes((kind, MASKED | 126)) + size.to_bytes(2)
        else:
            head = bytes((kind, MASKED | 127)) + size.to_bytes(8)
        if self._transport and not self._transport.is_closing():
            self._transport.write(head + MASK + message)

    def stop_reading(self) -> None:
        """Leave what comes from now on in the network."""
        if self._transport:
            self._transport.pause_reading()

    def cut(self) -> None:
        """End the connection at once, as a network does that goes away."""
        if self._transport:
            self._transport.abort()

    def connection_lost(self, _error: Exception | None) -> None:
        """Tell it."""
        if not self._accepted.done():
            self._accepted.set_exception(ConnectionError("the server hung up"))
        self.over.set()
        self._ended()

    def data_received(self, data: bytes) -> None:
        """Find the whole messages in what came."""
        data = self._rest + data if self._rest else data
        if not self._accepted.done():
            if HEADER_END not in data:
                self._rest = data
                return
            data = self._read_answer(data)
        at, size = 0, len(data)
        while size - at > 1:
            length, start = data[at + 1], at + 2
            if length > 125:
                start += 2 if length == 126 else 8
                length = int.from_bytes(data[at + 2 : start])
            end = start + length
            if end > size or start > size:
                break
            if data[at] == BINARY:
                self._take(data[start:end])
            elif data[at] == PING:
                self.send(data[start:end], 0x8A)
            elif data[at] == CLOSE:
                self.cut()
            at = end
        self._rest = data[at:]

    def _read_answer(self, data: bytes) -> bytes:
        """What follows the answer to the handshake."""
        head, _, rest = data.partition(HEADER_END)
        if not head.startswith(b"HTTP/1.1 101"):
            said = head.partition(b"\r\n")[0].decode()
            self._accepted.set_exception(ConnectionError(said))
            self.cut()
            return b""
        self._accepted.set_result(None)
        return rest
