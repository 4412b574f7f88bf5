"""Somebody of the benchmarks on a real server: what their page calls saved is in the database."""

import asyncio
import time

import pytest

from benchmarks.card import NotSavedError
from benchmarks.kept import Book, Faults
from benchmarks.pages import Page
from benchmarks.scorers import Scorer, Told
from benchmarks.scorers import joined as everybody_joins
from resilience.services import rounds
from resilience.store.tables import Response
from tests.benchmarks.served.joining import comes_back, joined
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


async def goes_through_themes(page: Page) -> tuple[list[str], list[str]]:
    first = list(page.cards)
    await page.next_theme()
    return first, list(page.cards)


def test_what_a_page_calls_saved_is_in_the_database(held: Held, served: Server) -> None:
    book = Book()

    async def clicks() -> None:
        somebody = await joined(held, served, book)
        page, token = somebody.page, somebody.token
        for said in (2, "dk"):
            book.note(token, "INF1", said).acknowledged = True
            await page.answer(page.cards["INF1"], said)
        book.note(token, "INF1", comment="Dry.").acknowledged = True
        await page.write(page.cards["INF1"], "Dry.")
        first, second = await goes_through_themes(page)
        assert len(first) == 9
        assert len(second) == 9
        assert not set(first) & set(second)
        before = page.session
        page.cut()
        await page.open()
        assert (page.session, list(page.cards)) == (before, second)
        code = second[0]
        book.note(token, code, 1).acknowledged = True
        await page.answer(page.cards[code], 1)
        await page.close()

    asyncio.run(clicks())
    assert book.compare(held.store, held.code) == Faults()
    standing = {
        row.indicator: (row.state, row.level, row.comment) for row in rows(held.store, Response)
    }
    assert standing["INF1"] == ("dk", None, "Dry.")
    assert len(standing) == 2


def test_a_click_that_is_not_saved_is_an_error(held: Held, served: Server) -> None:
    async def clicks() -> None:
        somebody = await joined(held, served, Book())
        somebody.page.stop_timers()  # or the page itself would find out first
        held.move(rounds.close_vote)
        with pytest.raises(NotSavedError):
            await somebody.page.answer(somebody.page.cards["INF1"], 1)
        await somebody.page.close()

    asyncio.run(clicks())
    assert rows(held.store, Response) == []


def test_people_who_lose_the_network_lose_no_answer(held: Held, served: Server) -> None:
    book = Book()

    async def clicks() -> None:
        somebody = await joined(held, served, book)
        for indicator in list(somebody.page.cards)[:4]:
            await somebody.lose(indicator)
            await somebody.answer(indicator)
        await somebody.page.close()
        assert somebody.told.errors == []
        assert len(somebody.told.again) == 4

    asyncio.run(clicks())
    assert book.acknowledged >= 4
    assert book.compare(held.store, held.code) == Faults()


@pytest.mark.parametrize("after", [None, 0.0, 0.004, 0.008, 0.016, 0.03])
def test_clicks_on_a_page_that_came_back_are_kept_before_during_and_after_its_drawing(
    held: Held, served: Server, after: float | None
) -> None:
    """They say nothing of other answers on that page, which somebody may have changed elsewhere."""

    def standing() -> dict[str, int | None]:
        return {row.indicator: row.level for row in rows(held.store, Response)}

    async def clicks() -> None:
        somebody = await joined(held, served, Book())
        page, elsewhere = somebody.page, Page(served.port, somebody.page.cookies)
        for code in ("INF1", "INF2"):
            await page.answer(page.cards[code], 1)
        await elsewhere.open()
        await elsewhere.answer(elsewhere.cards["INF2"], 3)
        await comes_back(page, {"INF1": 2, "INF4": 0}, after=after)
        async with asyncio.timeout(30):
            while (standing().get("INF1"), standing().get("INF4")) != (2, 0):
                await asyncio.sleep(0.1)
        await page.close()
        await elsewhere.close()

    asyncio.run(clicks())
    assert standing() == {"INF1": 2, "INF2": 3, "INF4": 0}


def test_an_open_page_is_told_that_the_workshop_has_moved_on(held: Held, served: Server) -> None:
    async def looks_on() -> None:
        somebody = await joined(held, served, Book())
        page = somebody.page
        assert len(page.runs) == 1
        await asyncio.to_thread(held.move, rounds.close_vote)
        async with asyncio.timeout(60):
            while len(page.runs) == 1:
                await asyncio.sleep(0.1)
        assert page.cards == {}  # the vote is closed
        await page.close()

    asyncio.run(looks_on())


def test_a_page_that_looks_and_sees_nothing_new_asks_no_more(held: Held, served: Server) -> None:
    async def looks_on() -> None:
        page = (await joined(held, served, Book())).page
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
        hall = [Scorer(served.port, Book(), Told()) for _ in range(HALL)]
        await everybody_joins(hall, held.code, [held.department("Water")])
        pages = [one.page for one in hall]
        await asyncio.to_thread(held.move, rounds.close_vote)
        asking = [asyncio.create_task(asks_often(page)) for page in pages]
        try:
            async with asyncio.timeout(90):
                await asyncio.gather(*map(drawn_anew, pages))
            assert [page.cards for page in pages] == [{}] * HALL
        finally:
            for task in asking:
                task.cancel()
            for page in pages:
                await page.close()

    asyncio.run(everybody_looks_on())


def test_pages_are_at_rest_after_many_moves_in_a_row(held: Held, served: Server) -> None:
    """A page that is told of a move that it shows already would ask for ever."""

    async def everybody_looks_on() -> None:
        hall = [Scorer(served.port, Book(), Told()) for _ in range(HALL)]
        await everybody_joins(hall, held.code, [held.department("Water")])
        pages = [one.page for one in hall]
        try:
            for move in [rounds.close_vote, rounds.reopen_vote] * 6:
                await asyncio.to_thread(held.move, move)
                await asyncio.sleep(0.1)
            async with asyncio.timeout(90):
                while [len(page.cards) for page in pages] != [9] * HALL:
                    await asyncio.sleep(0.1)
                while time.perf_counter() - max(page.runs[-1] for page in pages) < REST:
                    await asyncio.sleep(0.1)
            assert [page._timers for page in pages] == [{}] * HALL
        finally:
            for page in pages:
                await page.close()

    asyncio.run(everybody_looks_on())
