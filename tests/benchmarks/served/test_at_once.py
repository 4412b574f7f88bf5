"""A click that runs no part of the page says what a run would say, and leaves what a run would leave."""

import asyncio
import itertools

from benchmarks.card import Card
from benchmarks.pages import Page
from resilience.services import rounds
from resilience.services.responses import Said
from resilience.store.tables import Response
from tests.benchmarks.served.joining import Heard, with_a_page
from tests.live import Server
from tests.services.held import Held, rows


def chosen(page: Page, card: Card, said: Said) -> None:
    """An answer stands on the page, and nothing was asked of the server yet."""
    page._set(card.radio).string_value = card.option(said)


async def nothing_runs(page: Page, heard: Heard, card: Card) -> None:
    """Answer until the last run is over, so that a click needs none; ends with level 0."""
    for level in itertools.cycle((1, 0)):
        await page.answer(card, level)
        if "new_session" not in heard.kinds() and level == 0:
            return


async def opens(page: Page, card: Card) -> None:
    """Open what can be written to an answer, which is a run of another part."""
    page._set(card.more).bool_value = True
    await page._run(card.remarks, read=True)


def stands(held: Held) -> dict[str, tuple[int | None, int]]:
    """The level of each answer, and with which of the person's writes it came."""
    return {row.indicator: (row.level, row.counter) for row in rows(held.store, Response)}


def test_a_comment_is_said_to_be_saved_where_the_answer_is(held: Held, served: Server) -> None:
    async def writes(page: Page) -> None:
        one, heard = page.cards["INF1"], Heard(page)
        await page.answer(one, 2)
        answered = heard.lines()["markdown"]
        heard.said.clear()
        await page.write(one, "Dry.")
        written = heard.lines()["markdown"]
        assert written[:3] == answered[:3]
        assert "with comment" in str(written[3])

    with_a_page(held, served, writes)


def test_it_says_what_a_run_says(held: Held, served: Server) -> None:
    async def clicks(page: Page) -> None:
        one, heard = page.cards["INF1"], Heard(page)
        chosen(page, page.cards["INF2"], 1)  # two that changed: a run
        await page.answer(one, 2)
        by_run = heard.lines()
        assert "new_session" in heard.kinds()
        await nothing_runs(page, heard, one)
        await page.answer(one, 3)
        at_once = heard.lines()
        assert heard.kinds() == {"session_status_changed", "delta"}
        assert at_once == by_run
        assert set(at_once) == {"markdown", "progress"}

    with_a_page(held, served, clicks)
    assert {code: level for code, (level, _) in stands(held).items()} == {"INF1": 3, "INF2": 1}


def test_what_it_stored_is_not_stored_again_by_the_next_run(held: Held, served: Server) -> None:
    async def clicks(page: Page) -> None:
        await page.answer(page.cards["INF1"], 2)
        await page.answer(page.cards["INF2"], 1)
        await opens(page, page.cards["INF2"])
        await page.run_whole()
        assert page.shown(page.cards["INF1"]).startswith("**2**")

    with_a_page(held, served, clicks)
    assert stands(held) == {"INF1": (2, 1), "INF2": (1, 2)}


def test_a_page_that_is_drawn_anew_meanwhile_shows_the_click(held: Held, served: Server) -> None:
    async def clicks(page: Page) -> None:
        card, heard = page.cards["INF1"], Heard(page)
        await nothing_runs(page, heard, card)
        with held.store.write():  # nothing else is written meanwhile
            chosen(page, card, 3)
            page._send(card.fragment)
            await page.run_whole()
            assert heard.shows(card) == card.option(0)
        async with asyncio.timeout(30):
            while heard.shows(card) != card.option(3):
                await asyncio.sleep(0.05)

    with_a_page(held, served, clicks)
    assert {code: level for code, (level, _) in stands(held).items()} == {"INF1": 3}


def test_an_answer_that_is_not_taken_is_said_by_a_run_and_does_not_stay_chosen(
    held: Held, served: Server
) -> None:
    async def clicks(page: Page) -> None:
        page.stop_timers()
        await page.answer(page.cards["INF1"], 2)
        held.move(rounds.close_vote)
        card, heard = page.cards["INF1"], Heard(page)
        chosen(page, card, 3)
        await page._run(card.fragment, read=True)
        assert page._refused
        assert page.shown(card) == card.option(2)
        assert "new_session" in heard.kinds()

    with_a_page(held, served, clicks)
    assert stands(held) == {"INF1": (2, 1)}
