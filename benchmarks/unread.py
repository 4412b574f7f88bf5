"""How long others wait while one address opens pages and reads none, and how a hall behind one address fares.

Run as `python -m benchmarks.unread` in the folder of the project: prints figures, asserts nothing. The flood comes
from an address of its own and asks for *Overview* of the demo city, as anyone may. Others open the same page,
`/join` and the light page; a facilitator has the address of the flood. The hall has no flood beside it: all of its
people read *Overview* at once, again after a pause.
"""

import argparse
import asyncio
import random
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.card import NotSavedError
from benchmarks.clicks import held_on, spread
from benchmarks.pages import Page
from benchmarks.phones import FORM, Line
from tests.live import Server, free_port
from tests.services.held import Held

FLOOD, HALL = "203.0.113.7", "198.51.100.9"
#: seconds between two tries of somebody who waits, between two requests of an unread page, and of a reader
PAUSE, AGAIN, THINK = 0.2, 1.0, (2.0, 5.0)
PAGE = "overview"


async def timed(seconds: float, what: Callable[[], Awaitable[object]]) -> list[float]:
    """How long it takes, again and again for so many seconds."""
    took, end = list[float](), time.perf_counter() + seconds
    while (start := time.perf_counter()) < end:
        try:
            await what()
        except (OSError, NotSavedError):
            print("  no answer in time")
        took.append(time.perf_counter() - start)
        await asyncio.sleep(PAUSE)
    return took


async def flood(port: int, pages: int) -> None:
    """Open pages from one address, ask for each again and again, and read nothing."""
    all_of_them = [Page(port, {}, PAGE, address=FLOOD) for _ in range(pages)]
    await asyncio.gather(*(page.open_unread() for page in all_of_them))
    try:
        while True:
            for page in all_of_them:
                await asyncio.sleep(AGAIN / pages)
                page.ask_unread()
    finally:
        for page in all_of_them:
            page.cut()


async def opened(port: int, cookies: dict[str, str], name: str, query: str, address: str) -> None:
    """Open a page in a new tab and read it."""
    page = Page(port, cookies, name, query, address=address)
    await page.open()
    page.cut()


async def joined(port: int, held: Held) -> Line:
    """A phone that has joined."""
    line = Line(port, [])
    form = {"code": held.code, "department": held.department("Water"), "as": "person"}
    await line.post("/join", urlencode(form | {"language": "en"}).encode(), FORM)
    return line


async def others(server: Server, held: Held, pages: int, seconds: float) -> None:
    """What others wait for beside the flood."""
    port, phone, staff = server.port, await joined(server.port, held), Line(server.port, [])
    await staff.get("/open/" + server.facilitator_link.rpartition("/open/")[2])
    await opened(port, {}, PAGE, "", "")
    flooding = asyncio.create_task(flood(port, pages)) if pages else None
    await asyncio.sleep(3 if pages else 0)
    live = f"workshop={held.code}"
    tries: dict[str, Callable[[], Awaitable[object]]] = {
        "pages of somebody else": lambda: opened(port, {}, PAGE, "", ""),
        "Live of a facilitator there": lambda: opened(port, staff.cookies, "live", live, FLOOD),
        "forms to join": lambda: Line(port, []).get(f"/join?code={held.code}"),
        "light pages": lambda: phone.get("/m"),
    }
    found = await asyncio.gather(*(timed(seconds, what) for what in tries.values()))
    if flooding:
        flooding.cancel()
    print(f"{pages} unread pages of one address, for {seconds:.0f} s:")
    for name, took in zip(tries, found, strict=True):
        spread(name, took)


async def hall(server: Server, readers: int, seconds: float) -> None:
    """People behind one address who read what they open."""
    pages = [Page(server.port, {}, PAGE, address=HALL) for _ in range(readers)]

    async def reads(page: Page) -> list[float]:
        start = time.perf_counter()
        await page.open()
        took = [time.perf_counter() - start]
        first.extend(took)
        end = start + seconds
        while time.perf_counter() < end:
            await asyncio.sleep(random.uniform(*THINK))
            start = time.perf_counter()
            await page.run_whole()
            took.append(time.perf_counter() - start)
        return took[1:]

    first = list[float]()
    again = await asyncio.gather(*(reads(page) for page in pages))
    print(f"{readers} people of one address:")
    spread("first pages, all at once", first)
    spread("pages again", [one for took in again for one in took])
    for page in pages:
        page.cut()


def main() -> None:
    """Print all figures."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--pages", type=int, default=100, help="pages of the flood")
    asked.add_argument("--readers", type=int, default=120, help="people of the hall")
    asked.add_argument("--seconds", type=float, default=15, help="how long each part takes")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        trusting = {"RESILIENCE_TRUSTED_PROXIES": "127.0.0.1"}
        server = Server(Path(folder), free_port(), trusting).start("--demo")
        try:
            held = held_on(f"sqlite:///{server.database}")
            asyncio.run(others(server, held, 0, options.seconds / 3))
            asyncio.run(others(server, held, options.pages, options.seconds))
            asyncio.run(asyncio.sleep(3))
            asyncio.run(hall(server, options.readers, options.seconds))
        finally:
            server.stop()


if __name__ == "__main__":
    main()
