"""What a connection may send and how long it may take, on real sockets."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from functools import partial

import pytest
import uvicorn
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from resilience.web.connections.connection import (
    LEAST,
    MOST_HEAD,
    MOST_WAITING,
    Connection,
    Patience,
)
from resilience.web.connections.pace import Pace, Paces
from resilience.web.connections.sockets import Places
from resilience.web.connections.stream import Stream

Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]
#: what uvicorn opens a connection to
Open = Callable[[], Awaitable[Line]]
SOON, LATE = Patience(read=0.2, write=0.4), Patience(read=30, write=30)
LARGE = 40_000_000


def without_pace() -> Paces:
    """Lets pages send as often as they like."""
    free = partial(Pace, 1_000_000, 1_000_000)
    return Paces(free, free)


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Tells how long a body or a websocket's message was, or sends a large body."""
    if scope["type"] == "websocket":
        line = WebSocket(scope, receive, send)
        await line.accept()
        async for message in line.iter_bytes():
            await line.send_text(str(len(message)))
        return
    request = Request(scope, receive)
    if request.url.path == "/unread":
        await asyncio.sleep(1)
    size = sum([len(piece) async for piece in request.stream()])
    answer: Response = PlainTextResponse(str(size))
    if request.url.path == "/large":
        answer = PlainTextResponse(b"x" * LARGE)
    await answer(scope, receive, send)


@asynccontextmanager
async def served(
    places: Places, patience: Patience, requests: Places, frames: Places, paces: Paces
) -> AsyncIterator[Open]:
    """A server of the app on this machine."""
    config = uvicorn.Config(
        app,
        http=partial(Connection, places, requests, patience),  # type: ignore[arg-type]
        ws=partial(Stream, places, frames, paces),  # type: ignore[arg-type]
        port=0,
        log_config=None,
        lifespan="off",
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server._serve())
    while not server.started:
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    lines: list[Line] = []

    async def opened() -> Line:
        lines.append(await asyncio.open_connection("127.0.0.1", port))
        return lines[-1]

    try:
        yield opened
    finally:
        for _, writer in lines:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()
        server.should_exit = True
        await serving


def run(
    test: Callable[[Open], Coroutine[None, None, None]],
    patience: Patience = LATE,
    most: int = 100,
    room: int = 0,
    incoming: int = 10 * MOST_HEAD,
    paces: Paces | None = None,
) -> None:
    """Run what a test does on a server; afterwards every place is free again."""
    places, frames = Places(most, most), Places(2 * room, room)
    requests = Places(incoming, incoming)

    async def whole() -> None:
        pace = paces or without_pace()
        async with served(places, patience, requests, frames, pace) as opened:
            await test(opened)

    asyncio.run(whole())
    for counted in (places, requests, frames):
        assert (counted.taken, counted.by_network) == (0, {})


async def said(line: Line, sent: bytes) -> bytes:
    """Send something, and read until the server ends the connection."""
    reader, writer = line
    writer.write(sent)
    came = b""
    try:
        while piece := await reader.read(65_536):
            came += piece
    except ConnectionResetError:
        pass
    return came


def head(path: str = "/", method: str = "GET", more: bytes = b"", ended: bool = True) -> bytes:
    """A request without its body."""
    asked = f"{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n".encode() + more
    return asked + b"\r\n" if ended else asked


def test_a_header_block_of_32_kb_is_read_and_a_longer_one_is_not() -> None:
    room = MOST_HEAD - len(head(more=b"X: \r\n"))

    async def ask(opened: Open) -> None:
        fits = await said(await opened(), head(more=b"X: " + b"a" * room + b"\r\n"))
        assert fits.startswith(b"HTTP/1.1 200 ")
        endless = b"X: " + b"a" * (4 * MOST_HEAD)
        assert b" 431 " in await said(await opened(), head(more=endless, ended=False))
        many = b"a: b\r\n" * MOST_HEAD
        assert b" 431 " in await said(await opened(), head(more=many, ended=False))
        path = head("/" + "a" * (4 * MOST_HEAD))
        assert b" 431 " in await said(await opened(), path)

    run(ask)


def test_a_body_may_be_long_and_what_follows_it_may_not() -> None:
    body = b"a" * 300_000
    length = b"Content-Length: %d\r\n" % len(body)
    chunked = b"Transfer-Encoding: chunked\r\n"

    async def ask(opened: Open) -> None:
        answer = await said(await opened(), head(method="POST", more=length) + body)
        assert answer.endswith(b"\r\n\r\n300000")
        pieces = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
        answer = await said(await opened(), head(method="POST", more=chunked) + pieces)
        assert answer.endswith(b"\r\n\r\n300000")
        trailer = b"0\r\nX: " + b"a" * (4 * MOST_HEAD)
        answer = await said(await opened(), head(method="POST", more=chunked) + trailer)
        assert b" 431 " in answer

    run(ask)


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(b"GET / HT", id="half a line"),
        pytest.param(head(more=b"X: a", ended=False), id="half a header block"),
        pytest.param(head(method="POST", more=b"Content-Length: 9\r\n") + b"abc", id="half a body"),
    ],
)
def test_a_request_that_does_not_come_to_its_end_is_ended(sent: bytes) -> None:
    async def ask(opened: Open) -> None:
        assert b" 408 " in await said(await opened(), sent)

    run(ask, SOON)


def test_a_header_block_that_trickles_in_is_ended() -> None:
    async def ask(opened: Open) -> None:
        reader, writer = await opened()
        answer = asyncio.create_task(said((reader, writer), b"GET / HTTP/1.1\r\n"))
        for _ in range(100):
            await asyncio.sleep(SOON.read / 4)
            if answer.done():
                break
            writer.write(b"X: a\r\n")
        assert answer.done(), "each line is no reason to wait longer"
        assert b" 408 " in await answer

    run(ask, SOON)


@pytest.mark.parametrize("sent", [b"", b"\r\n"])
def test_a_connection_that_asks_nothing_is_closed_without_a_word(sent: bytes) -> None:
    async def ask(opened: Open) -> None:
        assert await said(await opened(), sent) == b""

    run(ask, SOON)


def test_a_long_body_may_come_slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's clock is set forward between parts, so that a busy machine is no slow client."""
    parts, pause = 6, 700

    async def ask(opened: Open) -> None:
        reader, writer = await opened()
        loop = asyncio.get_running_loop()
        clock = loop.time
        writer.write(head(method="POST", more=b"Content-Length: %d\r\n" % (parts * LEAST)))
        for part in range(parts):  # longer than there is patience for one part
            monkeypatch.setattr(loop, "time", lambda ahead=part * pause: clock() + ahead)
            writer.write(b"a" * LEAST)
            for _ in range(10):  # the server reads it
                await asyncio.sleep(0)
        assert (await reader.read()).endswith(str(parts * LEAST).encode())

    run(ask, Patience(read=2000, write=30_000))


def test_an_answer_that_nobody_reads_is_given_up() -> None:
    async def ask(opened: Open) -> None:
        reader, writer = await opened()
        writer.write(head("/large"))
        await asyncio.sleep(SOON.write * 4)
        assert len(await said((reader, writer), b"")) < LARGE

    run(ask, SOON)


def test_connections_beyond_the_places_are_refused_and_a_closed_one_makes_room() -> None:
    async def ask(opened: Open) -> None:
        kept = [await opened() for _ in range(2)]
        for _, writer in kept:
            writer.write(b"GET / HT")
        assert b" 503 " in await said(await opened(), b"")
        kept[0][1].close()
        await kept[0][1].wait_closed()
        async with asyncio.timeout(60):
            while not (answer := await said(await opened(), head())).startswith(b"HTTP/1.1 200 "):
                assert not answer or b" 503 " in answer

    run(ask, most=2)


def test_a_websocket_keeps_its_place_until_it_is_closed() -> None:
    upgrade = (
        b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    )

    async def ask(opened: Open) -> None:
        reader, writer = await opened()
        writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n" + upgrade + b"\r\n")
        assert b" 101 " in await reader.readline()
        assert b" 503 " in await said(await opened(), b"")

    run(ask, most=1)


def test_requests_are_not_piled_up_before_an_answer() -> None:
    async def ask(opened: Open) -> None:
        begun = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n"
        more = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
        for waiting, refused in ((1, False), (2, True), (3, True)):
            answer = await said(await opened(), begun + b"a" + more * (waiting - 1) + head())
            assert (b" 429 " in answer) is refused

    run(ask)


def test_of_many_requests_in_one_packet_only_the_next_is_parsed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parsed, complete = [], HttpToolsProtocol.on_headers_complete

    def counted(connection: HttpToolsProtocol) -> None:
        parsed.append(connection)
        complete(connection)

    monkeypatch.setattr(HttpToolsProtocol, "on_headers_complete", counted)

    async def ask(opened: Open) -> None:
        answer = await said(await opened(), b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" * 280)
        assert answer.startswith(b"HTTP/1.1 429 ")
        assert answer.count(b"HTTP/1.1") == 1
        assert len(parsed) == 1 + MOST_WAITING

    run(ask)
