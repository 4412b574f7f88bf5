"""One address opens many pages at once, and others are answered between them."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.pages import Page
from benchmarks.phones import Line
from tests.live import Server, migrated

PAGES = 40
FLOOD, OTHER = "203.0.113.7", "198.51.100.9"


@pytest.fixture
def behind_proxy(tmp_path: Path, sqlite_model: Path) -> Iterator[Server]:
    """A server with the demo city, which believes what a proxy on this machine reports."""
    served = migrated(tmp_path, sqlite_model)
    served.env["RESILIENCE_TRUSTED_PROXIES"] = "127.0.0.1"
    served.start("--demo")
    yield served
    served.stop()


async def pages_before(server: Server, address: str, *, staff: bool = False) -> int:
    """How many pages of the flood have come before the page of an address that asked after all of them."""
    line = Line(server.port, [])
    if staff:
        await line.get("/open/" + server.facilitator_link.rpartition("/open/")[2])
        line.close()
    first = Page(server.port, {}, "overview")
    await first.open()  # all is loaded
    flood = [Page(server.port, {}, "overview", address=FLOOD) for _ in range(PAGES)]
    other = Page(server.port, line.cookies, "overview", address=address)
    await asyncio.gather(*(page.connect() for page in (*flood, other)))
    for page in flood:
        page.ask_unread()
    await other.run_whole()
    before = sum(bool(page.runs) for page in flood)
    for page in (first, other, *flood):
        await page.close()
    return before


@pytest.mark.parametrize(
    ("address", "staff"), [(OTHER, False), (FLOOD, True)], ids=["elsewhere", "with a role there"]
)
def test_others_are_answered_before_most_of_a_flood(
    behind_proxy: Server, address: str, staff: bool
) -> None:
    assert asyncio.run(pages_before(behind_proxy, address, staff=staff)) < PAGES / 2
