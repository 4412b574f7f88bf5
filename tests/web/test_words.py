"""The plain pages in another language: no English is left on them."""

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

from resilience.services.access.access import identify
from resilience.services.access.tokens import MOST_LINKS, PERSON, STAFF
from resilience.services.counting import rounds
from resilience.services.workshop.phase import Phase
from resilience.text import Text
from tests.app.foreign import data_of, english, write_catalogue
from tests.services.held import KEY, Held, finish
from tests.web import phone_steps as page
from tests.web.client import Answer, Browser
from tests.web.conftest import Opens
from tests.web.joining.test_join import Sets, form
from tests.web.joining.test_links import token

SPOKEN = re.compile(r'(?:alt|aria-label)="([^"]*)"')


@pytest.fixture(autouse=True)
def abroad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All pages speak the language that nobody speaks."""
    monkeypatch.setattr(Text.__init__, "__defaults__", ("en", write_catalogue(tmp_path)))


def pieces(answer: Answer) -> list[str]:
    """All that a plain page says."""
    body = re.sub(r"<(style|script).*?</\1>", "", answer.body, flags=re.DOTALL)
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
    mine = ("/my-data", "/my-data/erase", "/erased")
    for address in ("/joined", f"/join?code={held.code}", "/receipt", *mine):
        check(phone.get(address), held)


def test_links_that_ask(browser: Opens, phone: Browser, held: Held) -> None:
    theirs = browser()
    theirs.post("/join", form(held, "Mixed tables", **{"as": "table", "size": 6}))
    back = f"/return/{theirs.cookies[PERSON]}"
    check(phone.get(back), held)
    phone.post("/join", form(held, "Mixed tables", **{"as": "table", "size": 6}))
    check(phone.get(back), held)
    phone.cookies[STAFF] = ".".join(f"link{n}" for n in range(MOST_LINKS))
    check(phone.get(f"/open/{token(held, 'official')}"), held)


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
    for address in ("/join?code=NO", "/poster?code=NO", "/return/no", "/open/no", "/paper?code=NO"):
        check(phone.get(address), held, also="NO")
    check(phone.get(f"/paper?code={held.code}"), held)
    for wrong in ({"as": "table", "size": 1}, {"department": "x"}, {"department": 999}):
        check(phone.post("/join", form(held, **wrong)), held)
    check(phone.post("/join", form(held, "Mixed tables")), held)
    check(phone.post("/join", b"x=" * 9999), held)
    check(phone.post("/join", form(held), origin="null"), held)


def test_a_closed_workshop(phone: Browser, workshop: Sets) -> None:
    held = workshop()
    held.bring_to(Phase.CLOSED)
    check(phone.get(f"/join?code={held.code}"), held)


def test_the_phone_page_in_every_phase(phone: Browser, workshop: Sets) -> None:
    held = workshop(k=0)
    page.joined(phone, held)
    check(phone.get("/m"), held)
    held.move(rounds.open_vote)
    for answer in (phone.get("/m?at=P2"), phone.get("/m?at=end")):
        check(answer, held)
        data = page.data(answer)
        blanks = {"{given}", "{asked}", "{n}", "{answer}", "{levels}", "{time}"}
        assert english([*data["said"].values(), *data["states"].values()], blanks) == []
    check(page.fill(phone, "P2", go="measure", measure="many"), held)
    for step in (rounds.close_vote, rounds.reopen_vote, rounds.close_vote):
        held.move(step)
    check(phone.get("/m"), held)


def test_what_the_phone_is_told(phone: Browser, workshop: Sets) -> None:
    held = workshop()
    held.move(rounds.open_vote)
    key = page.data(page.joined(phone, held).get("/m"))["person"]
    for _ in range(2):
        page.fill(phone, "W1", said=3)
    wrong: list[dict[str, Any]] = [
        {"counter": 1}, {"said": 9}, {"round": 4}, {"counter": 0}, {"indicator": "P9"}
    ]  # fmt: skip
    told = page.results(page.send(phone, *(page.sending(**{"counter": 1, **one}) for one in wrong)))
    assert [one["state"] for one in told] == ["older", *["refused"] * 4]
    whole = [
        page.send(phone, page.sending(), person="someone else"),
        page.send(phone, page.sending(), person=key, origin="null"),
        phone.post("/m/answers", b"{", "application/json"),
        phone.post("/m/answers", b" " * 500_000, "application/json"),
    ]
    said = [one["why"] for one in told] + [json.loads(answer.body)["why"] for answer in whole]
    assert len(said) == 9
    assert english(said, {"W1", "P9"}) == []


def test_the_sheet_that_is_refused(phone: Browser, held: Held) -> None:
    for network in ("", "Hall"):
        typed: dict[str, object] = {"code": held.code, "network": network, "password": "short"}
        check(phone.post("/sheet", typed), held)
