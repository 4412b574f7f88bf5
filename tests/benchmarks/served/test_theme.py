"""Who goes on to the next theme waits for that part of the page alone, and sees how all stands by then."""

import asyncio

from benchmarks.pages import Page
from resilience.services import rounds
from resilience.store.tables import Response
from tests.benchmarks.served.joining import Heard, comes_back, with_a_page
from tests.live import Server
from tests.services.held import Held, rows


def levels(held: Held) -> dict[str, int | None]:
    return {row.indicator: row.level for row in rows(held.store, Response)}


def test_the_next_theme_is_drawn_without_the_rest_of_the_page(held: Held, served: Server) -> None:
    async def goes_on(page: Page) -> None:
        first, heard = list(page.cards), Heard(page)
        await page.next_theme()
        runs = [one.metadata.run for one in heard.said if one.WhichOneof("type") == "new_session"]
        assert [list(run.fragment_ids) for run in runs] == [[page.theme]]
        assert "navigation" not in heard.kinds()
        assert len(page.cards) == 9
        assert not set(first) & set(page.cards)
        assert len(page.runs) == 1

    with_a_page(held, served, goes_on)


def test_it_shows_what_was_answered_elsewhere_meanwhile(held: Held, served: Server) -> None:
    async def goes_on(page: Page) -> None:
        elsewhere = Page(served.port, page.cookies)
        await elsewhere.open()
        await elsewhere.next_theme()
        card = next(iter(elsewhere.cards.values()))
        await elsewhere.answer(card, 3)
        await elsewhere.close()
        await page.next_theme()
        assert page.shown(page.cards[card.indicator]) == card.option(3)

    with_a_page(held, served, goes_on)


def test_after_the_end_of_the_vote_the_whole_page_says_so(held: Held, served: Server) -> None:
    async def goes_on(page: Page) -> None:
        page.stop_timers()  # or the page itself would find out first
        await asyncio.to_thread(held.move, rounds.close_vote)
        page._set(page.onwards).trigger_value = True
        page._send(page.theme)
        async with asyncio.timeout(30):
            while len(page.runs) == 1:
                await asyncio.sleep(0.05)
        assert page.cards == {}

    with_a_page(held, served, goes_on)


def test_a_click_counts_while_the_next_theme_is_drawn(held: Held, served: Server) -> None:
    async def goes_on(page: Page) -> None:
        card = page.cards["INF2"]
        page._set(page.onwards).trigger_value = True
        page._send(page.theme)
        page._set(card.radio).string_value = card.option(1)
        page._send(card.fragment)
        async with asyncio.timeout(30):
            while levels(held).get("INF2") is None:
                await asyncio.sleep(0.05)

    with_a_page(held, served, goes_on)


def test_clicks_on_the_next_theme_are_kept_by_a_page_that_is_yet_to_be_drawn_again(
    held: Held, served: Server
) -> None:
    async def clicks(page: Page) -> None:
        await page.next_theme()
        last = list(page.cards)[-1]
        await comes_back(page, {last: 2}, after=0.0)
        async with asyncio.timeout(30):
            while levels(held).get(last) is None:
                await asyncio.sleep(0.1)
        assert levels(held) == {last: 2}

    with_a_page(held, served, clicks)


def test_next_theme_counts_in_one_message_with_a_comment(held: Held, served: Server) -> None:
    """Whoever taps the button straight from the field: the browser names the part of the comment alone."""

    async def goes_on(page: Page) -> None:
        card, first = page.cards["INF2"], list(page.cards)
        page._set(card.more).bool_value = True
        await page._run(card.remarks, read=True)
        page._set(card.comment).string_value = "Dry."
        page._set(page.onwards).trigger_value = True
        page._reading = True
        page._send(card.remarks)
        async with asyncio.timeout(30):
            while len(page.cards) < 9 or set(first) & set(page.cards):
                await asyncio.sleep(0.05)

    with_a_page(held, served, goes_on)
    assert [(row.indicator, row.comment) for row in rows(held.store, Response)] == [
        ("INF2", "Dry.")
    ]
