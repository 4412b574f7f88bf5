"""What the messages of open pages hold together."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from resilience.web.connections.stream import FREE_FRAME
from tests.web.connections.test_connection import Open, run

#: what one network may hold in these tests, and a message that takes more than half of it
ROOM, LARGE = 20_000, b"a" * (FREE_FRAME + 12_000)


def browse(test: Callable[["Pages"], Awaitable[None]]) -> None:
    """Run what a test does with pages on a server; afterwards all room is free again."""

    async def ask(opened: Open) -> None:
        await test(Pages(opened))

    run(ask, room=ROOM)


class Pages:
    """Opens pages on a server, which believes this machine what address a visitor has."""

    def __init__(self, opened: Open) -> None:
        self._opened = opened

    async def open(self, address: str = "192.0.2.1") -> ClientConnection:
        """A page of a visitor."""
        _, writer = await self._opened()
        host, port = writer.get_extra_info("peername")[:2]
        forwarded = {"X-Forwarded-For": address}
        return await connect(
            f"ws://{host}:{port}/", additional_headers=forwarded, compression=None, proxy=None
        )


async def sent(page: ClientConnection, message: bytes) -> int:
    """The length that the server read, or the code with which it closed the page."""
    try:
        await page.send(message)
        return int(await page.recv())
    except ConnectionClosed:
        return page.close_code or 0


def test_large_messages_of_one_network_share_its_room() -> None:
    async def test(pages: Pages) -> None:
        first, second = await pages.open(), await pages.open()
        assert await sent(first, LARGE) == len(LARGE)
        assert await sent(second, LARGE) != len(LARGE)
        for _ in range(3):  # a page holds its largest message alone
            assert await sent(first, LARGE) == len(LARGE)
        await first.close()
        third = await pages.open()
        assert await sent(third, LARGE) == len(LARGE)
        await third.close()

    browse(test)


def test_each_network_has_room_until_all_is_taken() -> None:
    async def test(pages: Pages) -> None:
        opened = [await pages.open(f"192.0.2.{n}") for n in range(4)]
        read = [await sent(page, LARGE) == len(LARGE) for page in opened]
        assert read == [True, True, True, False]
        for page in opened:
            await page.close()

    browse(test)


def test_a_message_that_never_ends_is_held_within_the_room() -> None:
    async def pieces() -> AsyncIterator[bytes]:
        while True:
            yield b"a" * 100
            await asyncio.sleep(0)

    async def test(pages: Pages) -> None:
        page = await pages.open()
        with pytest.raises(ConnectionClosed):
            await page.send(pieces())

    browse(test)


@pytest.mark.parametrize("size", [1, 1000, FREE_FRAME - 100])
def test_small_messages_take_no_room_however_many(size: int) -> None:
    async def test(pages: Pages) -> None:
        opened = [await pages.open() for _ in range(5)]
        for _ in range(40):
            for page in opened:
                assert await sent(page, b"a" * size) == size
        for page in opened:
            await page.close()

    browse(test)
