"""Somebody of the benchmarks who joins a workshop of a test, and what the server says to their page."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.card import Card
from benchmarks.kept import Book
from benchmarks.pages import Page
from benchmarks.scorers import Scorer, Told
from resilience.services.responses import Said
from tests.live import Server
from tests.services.held import Held


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


async def joined(held: Held, served: Server, book: Book) -> Scorer:
    """Somebody of Water with the scoring page open."""
    somebody = Scorer(served.port, book, Told())
    await somebody.join(held.code, held.department("Water"))
    return somebody


def with_a_page(held: Held, served: Server, does: Callable[[Page], Awaitable[None]]) -> None:
    """Somebody joins, does something, and leaves."""

    async def comes_and_goes() -> None:
        somebody = await joined(held, served, Book())
        try:
            await does(somebody.page)
        finally:
            await somebody.page.close()

    asyncio.run(comes_and_goes())


async def comes_back(page: Page, clicked: dict[str, Said], after: float | None) -> None:
    """A page whose session the server does not know any more, with clicks on what stood there before.

    They come so many seconds `after` it asked for a run. Not each browser asks for one (None).
    """
    await page.close()
    page.session = "known-to-a-server-that-ended"
    await page.connect()
    if after is not None:
        page._send()
        time.sleep(after)  # nothing that the server says reaches the page meanwhile
    for indicator, said in clicked.items():
        card = page.cards[indicator]
        page._set(card.radio).string_value = card.option(said)
        page._send(card.fragment)
