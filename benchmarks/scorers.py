"""People of a hall on the Streamlit scoring page: they join, answer, write, lose the network, go on."""

import asyncio
import random
import ssl
import time
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from benchmarks.card import Card, NotSavedError
from benchmarks.kept import Book
from benchmarks.pages import Page
from benchmarks.phones import FORM, Line
from resilience.services.responses import Said
from resilience.services.tokens import PERSON

#: one answer of so many is followed by a comment, and one of so many loses the network on the way
COMMENTED, CUT = 12, 40
#: seconds until a cut takes effect, at most, and between two tries to connect again
ON_THE_WAY, AGAIN = 0.02, 0.25
#: seconds for which a page is opened again after the connection was lost
PATIENCE = 60.0
#: people who open their page at the same moment: more would only wait for one another
AT_ONCE = 8


@dataclass
class Told:
    """Seconds of what people waited for, by kind, and what went wrong."""

    joins: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    clicks: list[float] = field(default_factory=list)
    comments: list[float] = field(default_factory=list)
    themes: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)  # from a cut to a page that is there again
    errors: list[str] = field(default_factory=list)


@dataclass
class Scorer:
    """Somebody with a browser."""

    port: int
    book: Book
    told: Told
    tls: ssl.SSLContext | None = None
    cuts: bool = True

    def __post_init__(self) -> None:
        self._line = Line(self.port, [], tls=self.tls)
        self.page = Page(self.port, self._line.cookies, tls=self.tls)
        self._written: set[str] = set()

    async def join(self, code: str, department: int) -> None:
        """Join as a person, and open the scoring page."""
        start = time.perf_counter()
        await self._line.get(f"/join?code={code}")
        form = {"code": code, "department": department, "as": "person", "language": "en"}
        await self._line.post("/join", urlencode(form).encode(), FORM)
        joined = time.perf_counter()
        self._line.close()
        await self.page.open()
        self.told.joins.append(joined - start)
        self.told.pages.append(time.perf_counter() - joined)

    async def score(self, until: float, pause: tuple[float, float]) -> None:
        """Answer one indicator after the other, theme by theme where there are pauses."""
        await asyncio.sleep(random.uniform(0, pause[1]))
        while time.perf_counter() < until:
            for indicator in list(self.page.cards):
                if time.perf_counter() > until:
                    return
                await self._tried(self._at(indicator))
                if indicator not in self.page.cards:
                    break  # the page came back at another theme
                await asyncio.sleep(random.uniform(*pause))
            if pause[1] and self.page.onwards:
                await self._tried(self._timed(self.told.themes, self.page.next_theme()))

    async def _tried(self, doing: Awaitable[None]) -> None:
        """Do something; where it does not work that is an error, and the page is opened again."""
        try:
            await doing
        except (NotSavedError, OSError) as error:
            self.told.errors.append(f"{type(error).__name__}: {error}")
            await self._open_again()

    async def _at(self, indicator: str) -> None:
        """Answer an indicator, and some of the times write to it or lose the network."""
        if self.cuts and random.random() < 1 / CUT:
            await self.lose(indicator)
            return
        await self.answer(indicator)
        if indicator not in self._written and random.random() < 1 / COMMENTED:
            self._written.add(indicator)
            said = f"{indicator}: the drains were measured."
            noted = self.book.note(self.token, indicator, comment=said)
            await self._timed(self.told.comments, self.page.write(self._card(indicator), said))
            noted.acknowledged = True

    async def answer(self, indicator: str) -> None:
        """Click on another answer than the one that stands."""
        card = self._card(indicator)
        said = random.choice(self._others(card))
        noted = self.book.note(self.token, indicator, said)
        await self._timed(self.told.clicks, self.page.answer(card, said))
        noted.acknowledged = True

    async def lose(self, indicator: str) -> None:
        """Lose the network while an answer is on the way, and come back."""
        click = asyncio.create_task(self.answer(indicator))
        await asyncio.sleep(random.uniform(0, ON_THE_WAY))
        self.page.cut()
        await asyncio.gather(click, return_exceptions=True)
        await self._open_again()

    async def _open_again(self) -> None:
        start = time.perf_counter()
        self.page.cut()
        while time.perf_counter() < start + PATIENCE:
            await asyncio.sleep(AGAIN * random.uniform(0.5, 1.5))
            try:
                await self.page.open()
            except (NotSavedError, OSError):
                continue
            self.told.again.append(time.perf_counter() - start)
            return
        self.told.errors.append("the page never came back")

    async def _timed(self, into: list[float], doing: Awaitable[None]) -> None:
        start = time.perf_counter()
        await doing
        into.append(time.perf_counter() - start)

    def _card(self, indicator: str) -> Card:
        return self.page.cards[indicator]

    def _others(self, card: Card) -> Sequence[Said]:
        """What can be answered that does not stand there already: a click on that does nothing."""
        shown = self.page.shown(card)
        return [said for said in card.answers if card.option(said) != shown]

    @property
    def token(self) -> str:
        """What the browser keeps of who this is."""
        return self._line.cookies[PERSON]


async def joined(people: Sequence[Scorer], code: str, departments: Sequence[int]) -> None:
    """Everybody joins and opens the page, a few at a time."""
    few = asyncio.Semaphore(AT_ONCE)

    async def one(number: int, somebody: Scorer) -> None:
        async with few:
            await somebody.join(code, departments[number % len(departments)])

    await asyncio.gather(*(one(number, somebody) for number, somebody in enumerate(people)))
