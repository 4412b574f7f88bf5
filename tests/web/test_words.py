"""The plain pages in another language: no English is left on them."""

import html
import re
from pathlib import Path

import pytest

from resilience.services import rounds
from resilience.services.access import identify
from resilience.services.phase import Phase
from resilience.services.tokens import PERSON
from resilience.text import Text
from tests.app.foreign import data_of, english, write_catalogue
from tests.services.held import KEY, Held, finish
from tests.web.client import Answer, Browser
from tests.web.test_join import Sets, form

SPOKEN = re.compile(r'(?:alt|aria-label)="([^"]*)"')


@pytest.fixture(autouse=True)
def abroad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All pages speak the language that nobody speaks."""
    monkeypatch.setattr(Text.__init__, "__defaults__", ("en", write_catalogue(tmp_path)))


def pieces(answer: Answer) -> list[str]:
    """All that a plain page says."""
    body = re.sub(r"<style>.*?</style>", "", answer.body, flags=re.DOTALL)
    said = [*SPOKEN.findall(body), *re.sub(r"<[^>]+>", "\n", body).split("\n")]
    return [html.unescape(piece) for piece in said if piece.strip()]


def check(answer: Answer, held: Held, also: str = "") -> None:
    """Nothing on the page is English, but for the data of the workshop and `also`."""
    assert "⟦" in answer.body
    assert english(pieces(answer), data_of(held.view) | {also}) == []


def test_every_plain_page(phone: Browser, held: Held) -> None:
    check(phone.get("/join"), held)
    check(phone.get(f"/join?code={held.code}"), held)
    phone.post("/join", form(held, "Mixed tables", **{"as": "table", "size": 6}))
    for address in ("/joined", f"/join?code={held.code}", "/receipt"):
        check(phone.get(address), held)


def test_the_receipt(phone: Browser, held: Held) -> None:
    held.move(rounds.open_vote)
    phone.post("/join", form(held))
    who = identify(held.store, KEY, participant_token=phone.cookies[PERSON])
    check(phone.get("/receipt"), held)
    held.say(who, W1=2, W2="na", P1="dk", P2=2.5)
    held.vote("Water", 4, 4, 0)
    held.move(rounds.close_vote, rounds.reveal, finish)
    check(phone.get("/receipt"), held)


def test_every_refusal(phone: Browser, held: Held) -> None:
    for address in ("/join?code=NO", "/poster?code=NO", "/return/no", "/open/no"):
        check(phone.get(address), held, also="NO")
    for wrong in ({"as": "table", "size": 1}, {"department": "x"}, {"department": 999}):
        check(phone.post("/join", form(held, **wrong)), held)
    check(phone.post("/join", form(held, "Mixed tables")), held)
    check(phone.post("/join", b"x=" * 9999), held)
    check(phone.post("/join", form(held), origin="null"), held)


def test_a_closed_workshop(phone: Browser, workshop: Sets) -> None:
    held = workshop()
    held.bring_to(Phase.CLOSED)
    check(phone.get(f"/join?code={held.code}"), held)
