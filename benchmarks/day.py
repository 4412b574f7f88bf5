"""A whole day in twelve browsers, with a hundred people more: presses of the facilitator, and what is off the screen.

Run as `make hall`, or `python -m benchmarks.day` in the folder of the project: prints a table of steps for a
desk of 1280x720 and one of 360x740, and asserts nothing. The other browsers are the stage on the projector and
ten phones of 360x740; the hundred people ask the server what a phone's page asks.
"""

import asyncio
import datetime
import os
import threading
import time
from collections.abc import Coroutine, Iterable, Sequence
from concurrent.futures import Future
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

from benchmarks.phones import Phone
from benchmarks.served import served
from resilience.store import Store
from tests.browser.hall.day import LIMITS, Desk, Room, hold
from tests.browser.hall.test_hall import Person, opens
from tests.live import People, Server, launched
from tests.services.held import Held

SCREENS = ((1280, 720), (360, 740))
PHONES, CROWD = 10, 100
#: what is on a page of a phone and sticks out at its side
WIDE = "document.documentElement.scrollWidth > innerWidth"


class Hall(Room):
    """Ten phones in browsers and a hundred without, and the stage."""

    def __init__(self, server: Server, store: Store, people: People, desk: Page) -> None:
        self._server, self._store, self._people, self._desk = server, store, people, desk
        self._phones: list[Person] = []
        self._crowd: list[Phone] = []
        self._loop = asyncio.new_event_loop()
        self._over = asyncio.Event()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self._looking: list[Future[Any]] = []
        self._vote = 0

    def first_phone(self, code: str) -> None:
        """The first phone joins, and the stage opens on the projector."""
        self._phones.append(opens(self._people, self._server, code, 1))
        self.stage = self._people.person(1280, 720)
        held = self._desk.context.cookies()
        self.stage.context.add_cookies(
            [{"name": c["name"], "value": c["value"], "url": self._server.url} for c in held]
        )
        self.stage.goto(f"{self._server.url}/stage/{code}")

    def join(self, code: str) -> None:
        """All other phones join."""
        self._code = code
        for n in range(1, PHONES):
            self._phones.append(opens(self._people, self._server, code, n))
        places = [d.id for d in Held(self._store, code).view.departments[:-1]]
        self._crowd = [Phone(self._server.port, []) for _ in range(CROWD)]
        self._all(phone.join(code, places[n % len(places)]) for n, phone in enumerate(self._crowd))
        self._looking = [self._begin(phone.look_on(self._over)) for phone in self._crowd]

    def answer(self) -> None:
        """Everybody answers all that is asked; half of them see everything differently, in a later vote less."""
        levels = (1, 2) if self._vote else (0, 3)
        self._vote = wait_for_vote(self._crowd, self._vote)
        asked = [card["code"] for step in self._crowd[0].page["steps"] for card in step["cards"]]
        self._all(_answers(phone, asked, levels[n % 2]) for n, phone in enumerate(self._crowd))
        for n, phone in enumerate(self._phones):
            expect(phone.page.locator("#given")).to_be_visible()
            for code in asked[:5]:
                phone.choose(code, str(n % 4))
            phone.says("saved")

    def leave(self) -> list[str]:
        """Everybody goes home; says what went wrong in their browsers."""
        self._loop.call_soon_threadsafe(self._over.set)
        for one in self._looking:
            one.result()
        for phone in self._crowd:
            phone.close()
        wide = [
            f"phone {n} is too wide"
            for n, one in enumerate(self._phones, 1)
            if one.page.evaluate(WIDE)
        ]
        refused = sum(phone.refused for phone in self._crowd)
        said = [f"{refused} answers or pages were refused"] if refused else []
        for context in self._people.contexts:
            context.close()
        return [*wide, *said, *self._people.complaints, *self._people.outside]

    def _begin(self, what: Coroutine[Any, Any, Any]) -> Future[Any]:
        return asyncio.run_coroutine_threadsafe(what, self._loop)

    def _all(self, what: Iterable[Coroutine[Any, Any, Any]]) -> None:
        for one in [self._begin(coroutine) for coroutine in what]:
            one.result()


def wait_for_vote(crowd: Sequence[Phone], last: int) -> int:
    """Wait until every phone shows a vote after the `last` one; gives its number."""
    while any(phone.page["round"] == last or not phone.page["steps"] for phone in crowd):
        time.sleep(0.2)
    return int(crowd[0].page["round"])


async def _answers(phone: Phone, asked: Sequence[str], said: int) -> None:
    for code in asked:
        await phone.answer(code, said)


def table(desk: Desk) -> list[str]:
    """The steps of a day as lines of a Markdown table."""
    lines = ["| step | presses | limit | seconds | off screen |", "|---|---|---|---|---|"]
    for step in desk.steps:
        most, missing = LIMITS.get(step.name, ""), ", ".join(step.off_screen) or "nothing"
        took = f"{step.presses} | {most} | {step.seconds:.0f}"
        lines.append(f"| {step.name} | {took} | {missing} |")
    return lines


def day(browser: Browser, width: int, height: int) -> None:
    """Hold a day at a desk of some size, on a server of its own, and print it."""
    with served() as (server, store):
        people = People(browser)
        desk = Desk(people.person(width, height), server.url, server.facilitator_link)
        room = Hall(server, store, people, desk.page)
        hold(desk, room, room.first_phone)
        wrong = room.leave()
    now = datetime.datetime.now(tz=datetime.UTC)
    print(f"\n**Desk {width}x{height}, {now:%Y-%m-%d}**, {1 + 1 + PHONES} browsers,", end=" ")
    print(f"{CROWD} more people, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}\n")
    print("\n".join(table(desk)))
    print("\nerrors: " + ("; ".join(wrong) or "none"))


def main() -> None:
    """Hold the day at each desk."""
    with sync_playwright() as here:
        browser = launched(here)
        for width, height in SCREENS:
            day(browser, width, height)
        browser.close()


if __name__ == "__main__":
    main()
