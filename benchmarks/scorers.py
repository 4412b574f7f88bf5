"""People of a hall on the Streamlit scoring page: they join, answer, write, lose the network."""

import asyncio
import json
import random
import ssl
import time
from collections.abc import Awaitable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlencode

from benchmarks.card import NotSavedError
from benchmarks.kept import Book
from benchmarks.pages import Page
from benchmarks.phones import FORM, JSON, LOOK, SPREAD, Line
from resilience.framework import AnswerValue
from resilience.services.access.tokens import PERSON

#: one answer of so many is followed by a comment, and one of so many loses the network on the way
COMMENTED, CUT = 12, 40
#: seconds until a cut takes effect, at most, and between two tries to connect again
ON_THE_WAY, AGAIN = 0.02, 0.25
#: seconds for which a page is opened again after the connection was lost
PATIENCE = 60.0
#: what is answered
LEVELS: tuple[AnswerValue, ...] = (0, 1, 2, 3, "na", "dk")
#: people who open their page at the same moment: more would only wait for one another
AT_ONCE = 8


@dataclass
class Told:
    """Seconds of what people waited for, by kind, and what went wrong."""

    joins: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    clicks: list[float] = field(default_factory=list)
    comments: list[float] = field(default_factory=list)
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
        self._looks = Line(self.port, [], self._line.cookies, self.tls)
        self.page = Page(self.port, self._line.cookies, tls=self.tls)
        self._written: set[str] = set()
        self._said: dict[str, AnswerValue] = {}
        self._counter = 0
        self._looking: asyncio.Task[None] | None = None
        self._asking = asyncio.Lock()

    async def join(self, code: str, department: int) -> None:
        """Join as a person, and open the scoring page."""
        start = time.perf_counter()
        await self._line.get(f"/join?code={code}")
        form = {"code": code, "department": department, "as": "person", "language": "en"}
        await self._line.post("/join", urlencode(form).encode(), FORM)
        joined = time.perf_counter()
        await self.page.open()
        self._looking = asyncio.create_task(self._look_on())
        self.told.joins.append(joined - start)
        self.told.pages.append(time.perf_counter() - joined)

    async def score(self, until: float, pause: tuple[float, float]) -> None:
        """Answer one indicator after the other."""
        await asyncio.sleep(random.uniform(0, pause[1]))
        while time.perf_counter() < until:
            for indicator in self.cards:
                if time.perf_counter() > until:
                    return
                await self._tried(self._at(indicator))
                await asyncio.sleep(random.uniform(*pause))

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
            await self._timed(self.told.comments, self._post(indicator, comment=said))
            noted.acknowledged = True

    async def answer(self, indicator: str) -> None:
        """Choose another answer than the one that stands."""
        said = random.choice([one for one in LEVELS if one != self._said.get(indicator)])
        noted = self.book.note(self.token, indicator, said)
        await self._timed(self.told.clicks, self._post(indicator, said=said))
        self._said[indicator] = said
        noted.acknowledged = True

    async def lose(self, indicator: str) -> None:
        """Lose the network while an answer is on the way, and come back."""
        click = asyncio.create_task(self.answer(indicator))
        await asyncio.sleep(random.uniform(0, ON_THE_WAY))
        self.page.cut()
        self._line.close()
        await asyncio.gather(click, return_exceptions=True)
        await self._open_again()

    async def _open_again(self) -> None:
        start = time.perf_counter()
        self.page.cut()
        self._line.close()
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

    async def _post(self, indicator: str, **given: object) -> None:
        """Send an answer or a comment as the scorecard does; raises `NotSavedError`."""
        self._counter += 1
        sheet = self.page.sheet
        answer = {
            "sent_id": f"{random.getrandbits(128):032x}",
            "round": sheet["round"],
            "counter": self._counter,
            "indicator": indicator,
            "language": "en",
            **given,
        }
        body = json.dumps({"person": sheet["person"], "answers": [answer]}).encode()
        got = await self._line.post("/m/answers", body, JSON)
        (told,) = json.loads(got.body).get("results", [{"state": f"status {got.status}"}])
        if told["state"] != "saved":
            raise NotSavedError(told.get("why", told["state"]))

    async def _look_on(self) -> None:
        """Look where the workshop stands as the scorecard does, and run the page when it has moved on."""
        await asyncio.sleep(random.uniform(0, LOOK))
        while True:
            with suppress(OSError, NotSavedError, asyncio.IncompleteReadError):
                async with self._asking:
                    got = await self._looks.get(f"/m/state?{self.page.sheet['watch']}")
                if got.status == 200 and json.loads(got.body)["state"] != self.page.sheet["state"]:
                    await self.page.run_whole()
            await asyncio.sleep(LOOK * random.uniform(1 - SPREAD, 1 + SPREAD))

    async def close(self) -> None:
        """Close the page."""
        if self._looking:
            async with self._asking:  # a connection that is being opened would stay open
                self._looking.cancel()
        self._line.close()
        self._looks.close()
        await self.page.close()

    @property
    def cards(self) -> list[str]:
        """The indicators that the page asks."""
        return [card["code"] for step in self.page.sheet["steps"] for card in step["cards"]]

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
