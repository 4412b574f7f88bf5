"""How often open pages may send a message."""

from collections.abc import Awaitable, Callable
from functools import partial

import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from resilience.web.connections.pace import Pace, Paces
from tests.web.connections.test_connection import Open, run
from tests.web.connections.test_frames import Pages

#: what waits in these tests has room
ROOM = 1_000_000


class Clock:
    """A clock that a test sets."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


class Waits(Pace):
    """A pace that notes how long each message has to wait, and lets it wait a thousandth of that."""

    def __init__(self, noted: list[float], rate: float, burst: int) -> None:
        super().__init__(rate, burst, Clock())
        self._noted = noted

    def next_in(self) -> float:
        self._noted.append(super().next_in())
        return self._noted[-1] / 1000


def paced(paces: Paces, test: Callable[[Pages], Awaitable[None]], room: int = ROOM) -> None:
    """Run what a test does with pages of a server that keeps a pace."""

    async def ask(opened: Open) -> None:
        await test(Pages(opened))

    run(ask, room=room, paces=paces)


async def answers(page: ClientConnection, lengths: range) -> list[int]:
    """Send messages of these lengths at once; the lengths that the server read."""
    for length in lengths:
        await page.send(b"a" * length)
    return [int(await page.recv()) for _ in lengths]


def test_200_messages_at_once_are_read_in_order_at_the_pace_of_the_page() -> None:
    waits: list[float] = []
    paces = Paces(lambda: Waits(waits, 10, 60), partial(Pace, 1_000_000, 1_000_000))

    async def test(pages: Pages) -> None:
        page = await pages.open()
        assert await answers(page, range(1, 201)) == [*range(1, 201)]
        await page.close()

    paced(paces, test)
    assert waits == pytest.approx([0] * 60 + [n / 10 for n in range(1, 141)])


def test_pages_of_one_network_share_a_pace_and_others_have_their_own() -> None:
    waits: list[list[float]] = []

    def network() -> Waits:
        waits.append([])
        return Waits(waits[-1], 10, 4)

    async def test(pages: Pages) -> None:
        for address in ("192.0.2.1", "192.0.2.1", "192.0.2.2"):
            page = await pages.open(address)
            assert await answers(page, range(1, 4)) == [1, 2, 3]
            await page.close()

    paced(Paces(partial(Pace, 1_000_000, 1_000_000), network), test)
    assert waits == [pytest.approx([0, 0, 0, 0, 0.1, 0.2]), [0, 0, 0]]


def test_messages_that_wait_are_held_within_the_room() -> None:
    paces = Paces(partial(Pace, 0.01, 1), partial(Pace, 1_000_000, 1_000_000))

    async def test(pages: Pages) -> None:
        page = await pages.open()
        with pytest.raises(ConnectionClosed):
            await answers(page, range(1000))

    paced(paces, test, room=20_000)


def test_after_a_burst_the_allowance_grows_again() -> None:
    clock = Clock()
    pace = Pace(10, 2, clock)
    assert [pace.next_in() for _ in range(3)] == pytest.approx([0, 0, 0.1])
    assert not pace.is_full()
    clock.now += 0.3
    assert pace.is_full()
    assert [pace.next_in() for _ in range(3)] == pytest.approx([0, 0, 0.1])


def test_a_network_is_forgotten_once_its_allowance_is_full() -> None:
    clock = Clock()
    paces = Paces(partial(Pace, 1, 1, clock), partial(Pace, 10, 2, clock))
    waits = paces.of("192.0.2.1")
    waits.next_in()
    for n in range(2 * Paces.MANY):
        paces.of(f"198.51.{n // 256}.{n % 256}")
    assert paces.of("192.0.2.1") is waits
    clock.now += 1
    for n in range(2 * Paces.MANY):
        paces.of(f"203.0.{n // 256}.{n % 256}")
    assert paces.of("192.0.2.1") is not waits
