"""A click that runs no part of the page says what a run would say, and leaves what a run would leave."""

import asyncio
import itertools
import re
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.card import Card
from benchmarks.kept import Book
from benchmarks.pages import Page
from benchmarks.scorers import Scorer
from resilience.services import rounds
from resilience.services.responses import Said
from resilience.store.tables import Response
from tests.benchmarks.served.joining import joined
from tests.live import Server
from tests.services.held import Held, rows


@dataclass
class Heard:
    """What the server said to a page since it was last asked for."""

    page: Page
    said: list[ForwardMsg] = field(default_factory=list)

    def __post_init__(self) -> None:
        wire: Any = self.page._wire
        take = wire._take

        def listen(message: bytes) -> None:
            self.said.append(ForwardMsg.FromString(message))
            take(message)

        wire._take = listen

    def kinds(self) -> set[str]:
        """The kinds of messages; they are forgotten with it."""
        kinds = {str(message.WhichOneof("type")) for message in self.said}
        self.said.clear()
        return kinds

    def shows(self, card: Card) -> str:
        """The option that the server said last stands at a card."""
        radios = [message.delta.new_element.radio for message in self.said]
        return next(radio.raw_value for radio in reversed(radios) if radio.id == card.radio)

    def lines(self) -> dict[str, tuple[object, ...]]:
        """Where the line "saved" and the progress stand and how they look, without levels and times."""
        found: dict[str, tuple[object, ...]] = {}
        for message in self.said:
            element = message.delta.new_element
            kind = str(element.WhichOneof("type"))
            if kind in ("markdown", "progress"):
                words = re.sub(r"\d+", "n", str(element))
                place = tuple(message.metadata.delta_path), message.metadata.active_script_hash
                found[kind] = (*place, message.delta.fragment_id, words)
        return found


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


def with_a_page(held: Held, served: Server, does: Any) -> None:
    """Somebody joins, does something, and leaves."""

    async def comes_and_goes() -> None:
        somebody: Scorer = await joined(held, served, Book())
        try:
            await does(somebody.page)
        finally:
            await somebody.page.close()

    asyncio.run(comes_and_goes())


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
