"""How much visitors may have open and under way."""

import asyncio
from collections.abc import Iterator
from ipaddress import ip_network
from threading import Thread

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from resilience.services.access.networks import network_of_address
from resilience.web.connections.sockets import Places
from resilience.web.guard import crowd
from resilience.web.guard.crowd import LATER, LoadLimiter
from resilience.web.guard.refusals import TooLarge, TooMany
from tests.web.client import Browser

pytestmark = pytest.mark.long


def test_places_are_counted_in_all_and_by_network() -> None:
    places = Places(3, 2)
    assert [places.take("192.0.2.1") for _ in range(3)] == [True, True, False]
    assert [places.take(f"192.0.2.{n}") for n in (2, 3)] == [True, False]
    places.leave("192.0.2.1")
    assert places.take("192.0.2.3")
    for address in ("192.0.2.1", "192.0.2.2", "192.0.2.3"):
        places.leave(address)
    assert (places.taken, places.by_network) == (0, {})


def test_a_proxy_counts_in_all_only() -> None:
    places = Places(4, 1, [ip_network("10.0.0.0/8")])
    assert [places.take("10.0.0.1") for _ in range(3)] == [True] * 3
    assert [places.take("::ffff:192.0.2.1"), places.take("192.0.2.1")] == [True, False]
    assert not places.take("::ffff:10.0.0.1")


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
    ],
)
def test_an_ipv6_household_is_one_network(address: str, network: str) -> None:
    assert network_of_address(address) == network


async def body_read(scope: Scope, receive: Receive, send: Send) -> None:
    """An app that reads all that it is sent; a websocket stays open until told."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        return
    await Request(scope, receive).body()
    await PlainTextResponse("read")(scope, receive, send)


def sent(app: LoadLimiter, pieces: Iterator[bytes], address: str = "hall") -> None:
    """Send a body in pieces."""

    async def receive() -> Message:
        piece = next(pieces, None)
        return {"type": "http.request", "body": piece or b"", "more_body": piece is not None}

    async def send(_: Message) -> None:
        """Whatever is answered."""

    scope = {
        "type": "http",
        "path": "/join",
        "method": "POST",
        "headers": [],
        "client": (address, 1),
    }
    asyncio.run(app(scope, receive, send))


def test_a_body_is_read_no_further_than_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowd, "MOST_BODY", 100)
    app = LoadLimiter(body_read, pages=Places(1, 1), files="/files/")
    sent(app, iter([b"a" * 50, b"a" * 50]))
    with pytest.raises(TooLarge):
        sent(app, iter([b"a" * 50, b"a" * 51]))
    assert app._bodies.taken == 0


def test_bodies_under_way_are_held_within_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowd, "MOST_BODIES", 300)
    monkeypatch.setattr(crowd, "MOST_BODIES_OF_ONE", 150)
    app = LoadLimiter(body_read, pages=Places(1, 1), files="/files/")

    def while_one_sends() -> Iterator[bytes]:
        yield b"a" * 100
        with pytest.raises(TooMany):
            sent_beside(app, "hall")
        sent_beside(app, "home")
        yield b"a" * 50

    sent(app, while_one_sends())
    assert app._bodies.taken == 0
    sent(app, iter([b"a" * 150]))


def sent_beside(app: LoadLimiter, address: str) -> None:
    """Send a body of 100 bytes beside the one that is under way in another loop."""
    failed: list[BaseException] = []

    def work() -> None:
        try:
            sent(app, iter([b"a" * 100]), address)
        except TooMany as error:
            failed.append(error)

    beside = Thread(target=work)
    beside.start()
    beside.join()
    if failed:
        raise failed[0]


def test_pages_beyond_the_places_are_told_to_come_later() -> None:
    async def opened(app: LoadLimiter) -> list[Message]:
        told: list[Message] = []

        async def receive() -> Message:
            return {"type": "websocket.connect"}

        async def send(message: Message) -> None:
            told.append(message)

        await app({"type": "websocket", "path": "/s", "client": ("hall", 1)}, receive, send)
        return told

    pages = Places(2, 1)
    app = LoadLimiter(body_read, pages=pages, files="/files/")
    assert asyncio.run(opened(app)) == [{"type": "websocket.accept"}]
    pages.take("hall")
    assert asyncio.run(opened(app)) == [{"type": "websocket.close", "code": LATER}]


def test_requests_in_progress_are_held_within_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """They may outlive their connection, waiting for a thread."""
    monkeypatch.setattr(crowd, "MOST_REQUESTS", 4 * crowd.REQUEST)
    monkeypatch.setattr(crowd, "MOST_REQUESTS_OF_ONE", 2 * crowd.REQUEST)
    done = asyncio.Event()

    async def waits(scope: Scope, receive: Receive, send: Send) -> None:
        await done.wait()
        await PlainTextResponse("done")(scope, receive, send)

    async def test() -> None:
        app = LoadLimiter(waits, pages=Places(1, 1), files="/files/")
        hall, home = (Browser(app, address=name) for name in ("hall", "home"))
        waiting = [asyncio.create_task(one.asked("GET", "/")) for one in (hall, home)]
        await asyncio.sleep(0)
        for path in ("/", "/files/1"):
            refused = await asyncio.wait_for(hall.asked("GET", path), timeout=5)
            assert refused.status == 429
        done.set()
        assert [answer.status for answer in await asyncio.gather(*waiting)] == [200, 200]
        assert (await hall.asked("GET", "/")).status == 200
        assert app._requests.taken == 0

    asyncio.run(test())
