"""Phones of a hall without a screen: they ask the server what a browser asks, when it asks."""

import asyncio
import gzip
import json
import random
import re
import ssl
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

HEADER_END = b"\r\n\r\n"
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
#: seconds between two looks of the page's script at where the workshop stands, more or less a quarter
LOOK, SPREAD = 2.0, 0.25


@dataclass(frozen=True)
class Got:
    """An answer of the server, and how many seconds it took."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float


@dataclass
class Line:
    """A connection that stays open between requests, as a browser's does."""

    port: int
    asked: list[float]
    cookies: dict[str, str] = field(default_factory=dict)
    tls: ssl.SSLContext | None = None
    _pipe: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, address: str) -> Got:
        """Open an address."""
        return await self._ask("GET", address)

    async def post(self, address: str, body: bytes, kind: str) -> Got:
        """Send something of a kind."""
        return await self._ask("POST", address, body, kind)

    def close(self) -> None:
        """Hang up."""
        if self._pipe:
            self._pipe[1].close()
        self._pipe = None

    async def _ask(self, method: str, address: str, body: bytes = b"", kind: str = FORM) -> Got:
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        head = (
            f"{method} {address} HTTP/1.1\r\nHost: localhost:{self.port}\r\n"
            f"Accept-Encoding: gzip\r\nCookie: {kept}\r\n"
            f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        start = time.perf_counter()
        self.asked.append(start)
        try:
            status, headers, content = await self._exchange(head.encode() + body)
        except (OSError, asyncio.IncompleteReadError):  # the server ended an idle connection
            self.close()
            status, headers, content = await self._exchange(head.encode() + body)
        return Got(status, headers, content, time.perf_counter() - start)

    async def _exchange(self, sent: bytes) -> tuple[int, dict[str, str], bytes]:
        if self._pipe is None:
            name = "localhost" if self.tls else None
            self._pipe = await asyncio.open_connection(
                "127.0.0.1", self.port, ssl=self.tls, server_hostname=name
            )
        reader, writer = self._pipe
        writer.write(sent)
        await writer.drain()
        first, *lines = (await reader.readuntil(HEADER_END)).decode("latin-1").split("\r\n")
        headers: dict[str, str] = {}
        for name, _, value in (line.partition(": ") for line in lines if line):
            headers[name.lower()] = value
            if name.lower() == "set-cookie":
                key, _, given = value.partition(";")[0].partition("=")
                self.cookies[key] = given
        if headers.get("transfer-encoding") == "chunked":
            body = await _pieces(reader)
        else:
            body = await reader.readexactly(int(headers.get("content-length", 0)))
        if headers.get("content-encoding") == "gzip":
            body = gzip.decompress(body)
        if headers.get("connection") == "close":
            self.close()
        return int(first.split()[1]), headers, body


async def _pieces(reader: asyncio.StreamReader) -> bytes:
    """A body whose length was not known when it began."""
    body = b""
    while size := int(await reader.readuntil(b"\r\n"), 16):
        body += await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readexactly(2)
    return body


@dataclass
class Phone:
    """Somebody's phone: joins, answers, and looks where the workshop stands."""

    port: int
    asked: list[float]  # when requests were sent, of all phones
    tls: ssl.SSLContext | None = None
    page: dict[str, Any] = field(default_factory=dict)
    loaded: dict[str, float] = field(default_factory=dict)  # when it first had a state on its page
    posts: list[float] = field(default_factory=list)  # seconds that each post of answers took
    refused: int = 0
    counter: int = 0

    def __post_init__(self) -> None:
        self._line = Line(self.port, self.asked, tls=self.tls)
        self._looks = Line(self.port, self.asked, self._line.cookies, self.tls)

    @property
    def cookies(self) -> dict[str, str]:
        """What the browser keeps."""
        return self._line.cookies

    async def join(self, code: str, department: int) -> tuple[float, float]:
        """Scan, fill in, start scoring; gives the seconds of the form alone and of the whole way."""
        start = time.perf_counter()
        await self._line.get(f"/join?code={code}")
        form = {"code": code, "department": department, "as": "person", "language": "en"}
        sent = await self._line.post("/join", urlencode(form).encode(), FORM)
        await self._line.get("/joined")
        await self.load()
        self.refused += sent.status != 303
        return sent.seconds, time.perf_counter() - start

    async def load(self) -> None:
        """The page, and what it tells its script; the script itself is kept by browsers."""
        got = await self._line.get("/m")
        found = re.search(rb'id="page">(.*?)</script>', got.body, re.DOTALL)
        if found is None:
            self.refused += 1
            return
        self.page = json.loads(found.group(1))
        self.loaded.setdefault(self.page["state"], time.perf_counter())

    async def answer(self, indicator: str, said: object, comment: str = "") -> None:
        """Post an answer, and a comment with it, as the page's script does."""
        what = [{"said": said}] + [{"comment": comment}] * bool(comment)
        answers = []
        for one in what:
            self.counter += 1
            answers.append(
                {
                    "sent_id": f"{random.getrandbits(128):032x}",
                    "round": self.page["round"],
                    "counter": self.counter,
                    "indicator": indicator,
                    "language": "en",
                    **one,
                }
            )
        body = json.dumps({"person": self.page["person"], "answers": answers}).encode()
        got = await self._line.post("/m/answers", body, JSON)
        self.posts.append(got.seconds)
        results = json.loads(got.body).get("results", [{"state": "refused"}])
        self.refused += sum(one["state"] != "saved" for one in results)

    async def look_on(self, until: asyncio.Event) -> None:
        """Look where the workshop stands as the page's script does, and load anew what changed."""
        await asyncio.sleep(random.uniform(0, LOOK))
        while not until.is_set():
            got = await self._looks.get(f"/m/state?{self.page['watch']}")
            if got.status == 200 and json.loads(got.body)["state"] != self.page["state"]:
                await self.load()
                continue  # a page that was loaded looks at once
            await asyncio.sleep(LOOK * random.uniform(1 - SPREAD, 1 + SPREAD))

    def close(self) -> None:
        """Switch it off."""
        self._line.close()
        self._looks.close()
