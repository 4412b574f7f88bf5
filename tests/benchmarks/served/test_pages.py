"""Somebody of the benchmarks on a real server: what their page calls saved is in the database."""

import asyncio
import json

import pytest

from benchmarks.card import NotSavedError
from benchmarks.kept import Book, Faults
from benchmarks.pages import Page
from benchmarks.phones import Line
from resilience.services.counting import rounds
from resilience.store.tables import Response
from resilience.ui.shared.cached import SOON
from resilience.web.phone.routes import SHARED
from tests.benchmarks.served.joining import joined
from tests.live import Server
from tests.services.held import Held, rows


def test_what_a_page_calls_saved_is_in_the_database(held: Held, served: Server) -> None:
    book = Book()

    async def clicks() -> None:
        somebody = await joined(held, served, book)
        for code in ("INF1", "INF2", "INF1"):
            await somebody.answer(code)
        before = somebody.page.session
        somebody.page.cut()
        await somebody.page.open()
        assert somebody.page.session == before
        assert len(somebody.cards) == 45
        await somebody.answer("PLN1")
        await somebody.close()

    asyncio.run(clicks())
    assert book.compare(held.store, held.code) == Faults()
    assert book.acknowledged == 4
    assert {row.indicator for row in rows(held.store, Response)} == {"INF1", "INF2", "PLN1"}


def test_a_click_that_is_not_saved_is_an_error(held: Held, served: Server) -> None:
    async def clicks() -> None:
        somebody = await joined(held, served, Book())
        held.move(rounds.close_vote)
        with pytest.raises(NotSavedError):
            await somebody.answer("INF1")
        await somebody.close()

    asyncio.run(clicks())
    assert rows(held.store, Response) == []


def test_people_who_lose_the_network_lose_no_answer(held: Held, served: Server) -> None:
    book = Book()

    async def clicks() -> None:
        somebody = await joined(held, served, book)
        for indicator in somebody.cards[:4]:
            await somebody.lose(indicator)
            await somebody.answer(indicator)
        await somebody.close()
        assert somebody.told.errors == []
        assert len(somebody.told.again) == 4

    asyncio.run(clicks())
    assert book.acknowledged >= 4
    assert book.compare(held.store, held.code) == Faults()


def test_the_scorecard_learns_by_itself_that_the_workshop_has_moved_on(
    held: Held, served: Server
) -> None:
    async def looks_on() -> None:
        somebody = await joined(held, served, Book())
        await asyncio.to_thread(held.move, rounds.close_vote)
        async with asyncio.timeout(60):
            while len(somebody.page.runs) == 1:
                await asyncio.sleep(0.1)
        assert somebody.cards == []
        assert somebody.page._timers == {}  # the server asks nothing of the page
        await somebody.close()

    asyncio.run(looks_on())


async def another_state(line: Line, watch: str, state: str) -> str:
    """The next state that a page is told; the last one is told while a busy server reads the next."""
    async with asyncio.timeout(60):
        while True:
            told = json.loads((await line.get(f"/m/state?{watch}")).body)["state"]
            if told != state:
                return str(told)
            await asyncio.sleep(SHARED)


def test_a_page_without_a_scorecard_follows_every_change(held: Held, served: Server) -> None:
    async def looks_on() -> None:
        somebody = await joined(held, served, Book())
        page = Page(served.port, somebody.page.cookies, "weights")
        await page.open()
        shown = page.sheet
        line = Line(served.port, [])
        for step in (rounds.close_vote, rounds.reopen_vote):
            await asyncio.to_thread(held.move, step)
            told = await another_state(line, shown["watch"], page.sheet["state"])
            await asyncio.sleep(2 * SOON)
            await page.run_whole()
            assert page.sheet["state"] == told
        assert page._timers == {}  # the server asks nothing of the page
        line.close()
        await page.close()
        await somebody.close()

    asyncio.run(looks_on())
