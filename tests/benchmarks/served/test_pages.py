"""Somebody of the benchmarks on a real server: what their page calls saved is in the database."""

import asyncio
import time

import pytest

from benchmarks.card import NotSavedError
from benchmarks.kept import Book, Faults
from benchmarks.pages import Page
from resilience.services.counting import rounds
from resilience.store.tables import Response
from tests.benchmarks.served.joining import joined
from tests.live import Server
from tests.services.held import Held, rows

#: enough for the server to be behind with what runs say
HALL, OFTEN = 24, 10
#: seconds without a run after which pages have seen what there is to see
REST = 4.0


async def asks_often(page: Page) -> None:
    """What the server told the page to ask for, many times in a row; then by its timer alone."""
    for _ in range(OFTEN):
        while not page._timers:
            await asyncio.sleep(0.05)
        if len(page.runs) > 1:
            return
        for fragment in page._timers:
            page._send(fragment, by_timer=True)
        await asyncio.sleep(0.05)


async def drawn_anew(page: Page) -> None:
    while len(page.runs) == 1:
        await asyncio.sleep(0.05)


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


async def awaits_points(held: Held, served: Server) -> Page:
    """A page that the server tells when the workshop has moved on: the one for points of somebody of Water."""
    somebody = await joined(held, served, Book())
    await somebody.close()
    page = Page(served.port, somebody.page.cookies, "weights")
    await page.open()
    return page


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


def test_an_open_page_is_told_that_the_workshop_has_moved_on(held: Held, served: Server) -> None:
    async def looks_on() -> None:
        page = await awaits_points(held, served)
        assert len(page.runs) == 1
        await asyncio.to_thread(held.move, rounds.close_vote)
        async with asyncio.timeout(60):
            await drawn_anew(page)
        await page.close()

    asyncio.run(looks_on())


def test_a_page_that_looks_and_sees_nothing_new_asks_no_more(held: Held, served: Server) -> None:
    async def looks_on() -> None:
        page = await awaits_points(held, served)
        await asyncio.to_thread(held.move, rounds.close_vote)
        async with asyncio.timeout(60):
            while not page._timers:
                await asyncio.sleep(0.02)
            (part,) = page._timers
            while len(page.runs) == 1:
                await asyncio.sleep(0.02)
            page._again(part, 0.1)  # told when it was drawn already
            while page._timers:
                await asyncio.sleep(0.02)
        assert len(page.runs) == 2
        await page.close()

    asyncio.run(looks_on())


def test_pages_that_ask_often_of_a_busy_server_are_drawn_to_their_end(
    held: Held, served: Server
) -> None:
    """What a run said was lost where a page asked for another before the server had heard it."""

    async def everybody_looks_on() -> None:
        pages = await asyncio.gather(*(awaits_points(held, served) for _ in range(HALL)))
        await asyncio.to_thread(held.move, rounds.close_vote)
        asking = [asyncio.create_task(asks_often(page)) for page in pages]
        try:
            async with asyncio.timeout(90):
                await asyncio.gather(*map(drawn_anew, pages))
        finally:
            for task in asking:
                task.cancel()
            for page in pages:
                await page.close()

    asyncio.run(everybody_looks_on())


def test_pages_are_at_rest_after_many_moves_in_a_row(held: Held, served: Server) -> None:
    """A page that is told of a move that it shows already would ask for ever."""

    async def everybody_looks_on() -> None:
        pages = await asyncio.gather(*(awaits_points(held, served) for _ in range(HALL)))
        try:
            for move in [rounds.close_vote, rounds.reopen_vote] * 6:
                await asyncio.to_thread(held.move, move)
                await asyncio.sleep(0.1)
            async with asyncio.timeout(90):
                await asyncio.gather(*map(drawn_anew, pages))
                while time.perf_counter() - max(page.runs[-1] for page in pages) < REST:
                    await asyncio.sleep(0.1)
            assert [page._timers for page in pages] == [{}] * HALL
        finally:
            for page in pages:
                await page.close()

    asyncio.run(everybody_looks_on())
