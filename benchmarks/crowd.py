"""People with phones, by the thousand: they join, answer, comment and look, and keep what was acknowledged."""

import asyncio
import json
import random
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from benchmarks.device import Device, Reply
from benchmarks.kept import Book
from resilience.framework import AnswerValue

FORM, JSON = b"application/x-www-form-urlencoded", b"application/json"
PAGE = re.compile(rb'id="page">(.*?)</script>', re.DOTALL)
#: seconds between two looks of the page's script at where the workshop stands, more or less a quarter
LOOK, SPREAD = 2.0, 0.25
COMMENT = "The drains were measured in spring."


@dataclass
class Figures:
    """What happened: seconds by kind of request, what was acknowledged, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    wrong: Counter[str] = field(default_factory=Counter)
    book: Book = field(default_factory=Book)

    def note(self, kind: str, reply: Reply, *good: int) -> bool:
        """Note how long it took, and whether it was answered as it should be."""
        self.seconds.setdefault(kind, []).append(reply.seconds)
        if reply.status not in good:
            self.wrong[f"{kind} {reply.status}"] += 1
        return reply.status in good


@dataclass
class Person:
    """Somebody with the phone page open."""

    device: Device
    figures: Figures
    page: dict[str, Any] = field(default_factory=dict)
    seen: dict[str, float] = field(default_factory=dict)  # when it first had a state on its page
    counter: int = 0

    @property
    def token(self) -> str:
        """What the server knows them by."""
        return self.device.cookies["resilience_person"]

    async def join(self, code: str, department: int) -> None:
        """Scan, fill in, take the return link, start scoring."""
        note = self.figures.note
        note("join", await self.device.get(f"/join?code={code}"), 200)
        form = {"code": code, "department": department, "as": "person", "language": "en"}
        note("join", await self.device.post("/join", urlencode(form).encode(), FORM), 303)
        note("join", await self.device.get("/joined"), 200)
        await self.load()

    async def load(self) -> None:
        """The page, and what it tells its script; the script itself is kept by browsers."""
        got = await self.device.get("/m")
        if self.figures.note("page", got, 200) and (found := PAGE.search(got.body)):
            self.page = json.loads(found.group(1))
            now = asyncio.get_running_loop().time()
            self.seen.setdefault(self.page["state"], now)

    async def answer(self, indicator: str, said: AnswerValue, comment: str = "") -> None:
        """Post an answer, and a comment with it, as the page's script does."""
        given: list[tuple[str, AnswerValue | str]] = [("said", said)]
        notes = [self.figures.book.note(self.token, indicator, said)]
        if comment:
            given.append(("comment", comment))
            notes.append(self.figures.book.note(self.token, indicator, comment=comment))
        body = ", ".join(self._one(indicator, *one) for one in given)
        sent = f'{{"person": "{self.page["person"]}", "answers": [{body}]}}'
        reply = await self.device.post("/m/answers", sent.encode(), JSON)
        if not self.figures.note("answer", reply, 200):
            return
        for told, note in zip(json.loads(reply.body)["results"], notes, strict=True):
            note.acknowledged = told["state"] == "saved"
            self.figures.wrong["answer " + told["state"]] += not note.acknowledged

    def _one(self, indicator: str, kind: str, value: object) -> str:
        self.counter += 1
        return (
            f'{{"sent_id": "{random.getrandbits(128):032x}", "round": {self.page["round"]}, '
            f'"counter": {self.counter}, "indicator": "{indicator}", "language": "en", '
            f'"{kind}": {json.dumps(value)}}}'
        )

    async def look_on(self, until: asyncio.Event) -> None:
        """Look where the workshop stands as the page's script does, and load anew what changed."""
        await asyncio.sleep(random.uniform(0, LOOK))
        while not until.is_set():
            got = await self.device.get(f"/m/state?{self.page['watch']}")
            good = self.figures.note("look", got, 200)
            if good and json.loads(got.body)["state"] != self.page["state"]:
                await self.load()
                continue  # a page that was loaded looks at once
            await asyncio.sleep(LOOK * random.uniform(1 - SPREAD, 1 + SPREAD))
