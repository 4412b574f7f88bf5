"""What requests hold before an app reads them, on real sockets."""

import asyncio

import pytest

from resilience.web.connections.incoming import LINE, MOST_LINES, REQUEST
from tests.web.connections.test_connection import Open, head, run, said

#: room for the header blocks of two requests in these tests, and not for three
TEXT, ROOM = 10_000, 30_000
LONG = b"X: " + b"a" * TEXT + b"\r\n"
UNREAD = "/large"


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(b"a: b\r\n" * MOST_LINES, id="lines"),
        pytest.param(b"Cookie: " + b"a=;" * MOST_LINES + b"\r\nX: a\r\n", id="cookies"),
    ],
)
@pytest.mark.parametrize("ended", [True, False])
def test_a_header_block_of_many_lines_or_cookies_is_refused(lines: bytes, ended: bool) -> None:
    async def ask(opened: Open) -> None:
        answer = await said(await opened(), head(more=lines, ended=ended))
        assert answer.startswith(b"HTTP/1.1 431 ")
        assert answer.count(b"HTTP/1.1") == 1

    run(ask)


def test_as_many_lines_as_browsers_send_are_read() -> None:
    cookies = b"Cookie: " + b"; ".join(b"a%d=b" % n for n in range(180)) + b"\r\n"
    lines = b"a: b\r\n" * (MOST_LINES - 180 - 2)

    async def ask(opened: Open) -> None:
        answer = await said(await opened(), head(more=cookies + lines))
        assert answer.startswith(b"HTTP/1.1 200 ")

    run(ask)


async def becomes(opened: Open, request: bytes, status: bytes) -> None:
    """Ask again and again until the answer has this status: what was sent or closed before takes a moment to arrive."""
    async with asyncio.timeout(60):
        while status not in (await said(await opened(), request)).partition(b"\r\n")[0]:
            await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(head(UNREAD, more=LONG), id="answer not read"),
        pytest.param(head(method="POST", more=LONG + b"Content-Length: 9\r\n"), id="body to come"),
        pytest.param(head(more=LONG, ended=False), id="half a block"),
        pytest.param(head(more=LONG.rstrip(), ended=False), id="half a line"),
        pytest.param(head("/" + "a" * TEXT, ended=False), id="long address"),
        pytest.param(head(more=b"a: b\r\n" * (TEXT // LINE), ended=False), id="many lines"),
    ],
)
def test_requests_in_progress_share_the_room(sent: bytes) -> None:
    async def ask(opened: Open) -> None:
        kept = [await opened() for _ in range(2)]
        for _, writer in kept:
            writer.write(sent)
            await writer.drain()
        await becomes(opened, head(more=LONG), b" 503 ")
        kept[0][1].close()
        await kept[0][1].wait_closed()
        await becomes(opened, head(more=LONG), b" 200 ")

    run(ask, incoming=ROOM)


def test_a_body_that_the_app_does_not_read_takes_room() -> None:
    length = b"Content-Length: 100000\r\n"

    async def ask(opened: Open) -> None:
        _, writer = await opened()
        writer.write(head("/unread", method="POST", more=length) + b"a" * TEXT * 2)
        await becomes(opened, head(more=LONG), b" 503 ")

    run(ask, incoming=ROOM)


def test_a_connection_that_stays_open_takes_room_for_its_last_request_only() -> None:
    asked = head(more=LONG).replace(b"Connection: close\r\n", b"")

    async def ask(opened: Open) -> None:
        reader, writer = await opened()
        for _ in range(5):
            writer.write(asked)
            assert (await reader.readuntil(b"\r\n\r\n0")).startswith(b"HTTP/1.1 200 ")
        writer.write(asked + asked)  # one waits
        for _ in range(2):
            assert (await reader.readuntil(b"\r\n\r\n0")).startswith(b"HTTP/1.1 200 ")
        assert (await said(await opened(), head(more=LONG))).startswith(b"HTTP/1.1 200 ")

    run(ask, incoming=ROOM)


def test_short_requests_take_room_for_what_python_needs() -> None:
    async def ask(opened: Open) -> None:
        kept = [await opened() for _ in range(2)]
        for _, writer in kept:
            writer.write(head(UNREAD, method="POST", more=b"Content-Length: 1\r\n"))
            await writer.drain()
        await becomes(opened, head(), b" 503 ")

    run(ask, incoming=3 * REQUEST)
