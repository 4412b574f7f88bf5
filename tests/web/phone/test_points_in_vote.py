"""Points that are asked for while the vote is open: the phone calls for them, and a light page takes them."""

import html
import json
import re

import pytest

from resilience.services.access.access import identify
from resilience.services.access.tokens import PERSON
from resilience.services.counting import rounds
from resilience.services.deciding import weights
from resilience.web.phone import routes
from tests.services.held import HOST, KEY, Held
from tests.web import phone_steps as page
from tests.web.client import Answer, Browser

CALL, SAVED, AGAIN = "Share out 100 points", "Your points are saved.", "Change my points"


@pytest.fixture
def person(phone: Browser, voting: Held) -> Browser:
    """Somebody of Water in the first vote, who has answered nothing."""
    return page.joined(phone, voting)


def finish_vote(person: Browser) -> None:
    """Answer all that is asked."""
    for code in page.asked(person.get("/m")):
        page.fill(person, code, said="dk")


def call(answer: Answer) -> str:
    """What calls for points on the page without its script."""
    found = re.search(r'<form action="/m/points" id="points">.*?</form>', answer.body, re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", found.group(0)).split()) if found else ""


def wanted(person: Browser) -> bool:
    """What the page's script is told all the time."""
    watch = page.data(person.get("/m"))["watch"]
    told: dict[str, bool] = json.loads(person.get(f"/m/state?{html.unescape(watch)}").body)
    return told["points"]


def test_who_has_finished_is_called_above_the_list_and_who_has_not_at_its_end(
    person: Browser, voting: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "SHARED", 0.0)
    assert (wanted(person), page.data(person.get("/m"))["points"]) == (False, "")
    weights.ask_for_points(voting.store, HOST, voting.code)
    assert (wanted(person), page.data(person.get("/m"))["points"]) == (True, "asked")
    assert call(person.get("/m")) == ""
    assert call(person.get("/m?at=end")) == CALL
    finish_vote(person)
    seen = person.get("/m")
    assert call(seen) == CALL
    assert seen.body.index('id="points"') < seen.body.index('class="list"')
    weights.close_points(voting.store, HOST, voting.code)
    assert wanted(person) is False
    assert call(person.get("/m")) == ""


def test_a_light_page_takes_the_points_and_the_phone_says_that_they_are_saved(
    person: Browser, voting: Held
) -> None:
    finish_vote(person)
    assert person.get("/m/points").location == "/m#points"
    weights.ask_for_points(voting.store, HOST, voting.code)
    form = person.get("/m/points")
    assert form.status == 200
    assert len(form.body.encode()) < 10_000
    (known_by,) = re.findall(r'name="person" value="(\w+)"', form.body)
    themes = re.findall(r'name="theme-(\w+)"', form.body)
    given = {f"theme-{code}": n for code, n in zip(themes, (70, 30), strict=True)}
    assert person.post("/m/points", {"person": known_by} | given).location == "/m#points"
    me = identify(voting.store, KEY, participant_token=person.cookies[PERSON])
    sheet = weights.own_sheet(voting.store, me)
    assert sheet
    assert sheet.points == {"WAT": 70, "PWR": 30}
    assert call(person.get("/m")) == f"✓ {SAVED} {AGAIN}"
    assert page.data(person.get("/m"))["points"] == "given"
    again = page.words(person.get("/m/points"))
    assert "100 of 100 points given" in again
    voting.move(rounds.close_vote)
    assert person.get("/m/points").location == "/m#points"
    assert "100 of 100 points given" in page.words(person.get("/m"))


def test_the_other_pages_of_who_has_finished_lead_to_the_points(
    person: Browser, voting: Held
) -> None:
    weights.ask_for_points(voting.store, HOST, voting.code)
    finish_vote(person)
    assert "Share out 100 points among the themes" in page.words(person.get("/m/questions"))


def test_strangers_have_no_page_for_points(phone: Browser) -> None:
    assert phone.get("/m/points").location == "/join"
    assert "addEventListener" in phone.get("/m/points.js").body
