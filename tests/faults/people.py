"""A hall that keeps answering while something breaks, and what it was told."""

import http.client
import json
import re
import ssl
import sys
import time
import uuid
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

from resilience.services.access.tokens import PERSON
from resilience.services.workshop.participants import join
from resilience.store.tables import Delivery, ReplacedAnswer, Response
from tests.services.held import Held, rows

CODES = ("W1", "W2", "P1")
#: seconds that a phone waits for an answer, and between two tries, and for which it tries again
ANSWER, AGAIN, PATIENCE = 60, 0.3, 120


@dataclass
class Phone:
    """Sends each answer until it is told that it is saved, as the page's outbox does."""

    port: int
    token: str
    cookies: dict[str, str] = field(default_factory=dict)
    secure: bool = False
    saved: dict[str, int] = field(default_factory=dict)  # the last answer that was acknowledged
    sent: int = 0
    vote: int = 0  # the mark of the vote on its page
    waits: list[float] = field(default_factory=list)  # seconds until each was saved
    told: list[str] = field(default_factory=list)  # what was said where it was not

    def ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        """What the server says; status 0 where it says nothing."""
        kept = "; ".join(f"{k}={v}" for k, v in {PERSON: self.token, **self.cookies}.items())
        headers = {"Cookie": kept, "Content-Type": "application/json"}
        line = self._line()
        try:
            line.request(method, path, body, headers)
            got = line.getresponse()
            for cookie in got.headers.get_all("Set-Cookie") or []:
                name, _, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
            return got.status, got.read().decode()
        except (OSError, http.client.HTTPException):
            return 0, ""
        finally:
            line.close()

    def say(self, counter: int) -> None:
        """Answer one more time, another level of one of the indicators than before."""
        code, level = CODES[counter % 3], counter // 3 % 5
        answer = {
            "sent_id": uuid.uuid4().hex,
            "counter": counter + 1,
            "indicator": code,
            "language": "en",
            "said": level,
        }
        start = time.monotonic()
        while not self._saved(answer):
            assert time.monotonic() - start < PATIENCE, self.told
            time.sleep(AGAIN)
        self.waits.append(time.monotonic() - start)
        self.saved[code] = level
        self.sent += 1

    def _saved(self, answer: dict[str, object]) -> bool:
        if not self.cookies.get("page"):
            status, page = self.ask("GET", "/m")
            found = re.search(r'id="page">(.*?)</script>', page, re.S)
            if status != 200 or not found:
                self.told.append(f"{status} {page}")
                return False
            read = json.loads(found.group(1))
            self.cookies["page"], self.vote = read["person"], read["round"]
        given = answer | {"round": self.vote}
        body = json.dumps({"person": self.cookies["page"], "answers": [given]})
        status, said = self.ask("POST", "/m/answers", body)
        if status == 200 and json.loads(said)["results"][0]["state"] in ("saved", "older"):
            return True
        self.told.append(f"{status} {said}")
        return False

    def _line(self) -> http.client.HTTPConnection:
        if not self.secure:
            return http.client.HTTPConnection("127.0.0.1", self.port, timeout=ANSWER)
        anybody = ssl._create_unverified_context()
        return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=ANSWER, context=anybody)


@dataclass
class Hall:
    """Phones of a workshop that answer at the same time."""

    held: Held
    phones: list[Phone]
    pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(32))

    @classmethod
    def joined(cls, held: Held, port: int, people: int, *, secure: bool = False) -> "Hall":
        """So many people of Water with a phone each."""
        water = held.department("Water")
        tokens = [
            join(held.store, held.code, department_id=water, language="en") for _ in range(people)
        ]
        return cls(held, [Phone(port, token, secure=secure) for token in tokens])

    @staticmethod
    def somebody(port: int) -> Phone:
        """Somebody new who looks at a page."""
        phone = Phone(port, "")
        phone.ask("GET", "/join")
        return phone

    def answer(self, times: int) -> "list[Future[None]]":
        """Everybody answers so many times, one after the other."""

        def all_of(phone: Phone) -> None:
            for _ in range(times):
                phone.say(phone.sent)
                time.sleep(0.01)

        return [self.pool.submit(all_of, phone) for phone in self.phones]

    @property
    def sent(self) -> int:
        """Answers that were acknowledged."""
        return sum(phone.sent for phone in self.phones)

    @property
    def told(self) -> list[str]:
        """What phones were told that were not saved."""
        return [said for phone in self.phones for said in phone.told]

    def check(self) -> None:
        """Each answer that was acknowledged is there, once, and the last one stands."""
        assert len(rows(self.held.store, Delivery)) == self.sent
        standing = rows(self.held.store, Response)
        assert len(standing) + len(rows(self.held.store, ReplacedAnswer)) == self.sent
        given = sorted((row.indicator, row.level or 0) for row in standing)
        assert given == sorted(one for phone in self.phones for one in phone.saved.items())
        for said in self.told:
            assert re.match(r'(0 |50[24] |503 .*"why": ?"|503 .*<p)', said, re.S), said

    def go_through(self, trouble: Callable[[], None], times: int) -> None:
        """Answer while something breaks and is mended; print how long the longest had to wait."""
        under_way = self.answer(times)
        before, end = self.sent, time.monotonic() + PATIENCE
        while self.sent < before + len(self.phones):  # everybody is at it
            assert time.monotonic() < end, self.told
            time.sleep(0.01)
        trouble()
        seen = -1
        while wait(under_way, PATIENCE).not_done:
            assert self.sent > seen, f"no answer was taken any more: {self.told}"
            seen = self.sent
        for one in under_way:
            one.result()
        longest = max(wait for phone in self.phones for wait in phone.waits)
        sys.stdout.write(
            f"\n{self.sent} answers, one waited {longest:.1f} s, {len(self.told)} tries failed\n"
        )
        self.check()
