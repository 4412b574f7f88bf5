"""What a department usually knows, in real browsers: first and marked on phones, Scoring and typed cards."""

from collections.abc import Iterator
from itertools import product
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from resilience.services.counting import rounds
from resilience.services.workshop.participants import join
from resilience.store import Store
from resilience.text import Text
from tests.browser import steps
from tests.browser.test_accessibility import faults
from tests.live import People, Server
from tests.services.held import Held, reveal, set_up
from tests.usual import usual_framework

MARK = "Your department usually knows this"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
APART = "Middle answer of those who usually know: {usually}; of others: {others}"


@pytest.fixture(scope="module")
def server(module_server: Server) -> Server:
    """One server for all of these tests."""
    return module_server


@pytest.fixture
def room(server: Server) -> Iterator[Held]:
    """A vote on what Water usually knows, and Finance a part of."""
    store = Store(f"sqlite:///{server.database}")
    known = usual_framework(W2="water, finance", P2="water")
    held = set_up(store, known, departments=dict.fromkeys(("Water", "Finance", "Power"), 3))
    held.move(rounds.open_vote)
    yield held
    store.engine.dispose()


def enter(page: Page, server: Server, room: Held, department: str, language: str = "en") -> None:
    """The browser becomes that of somebody new of a department."""
    home = room.department(department)
    token = join(room.store, room.code, department_id=home, language=language, size=None)
    page.context.request.post(f"{server.url}/return/{token}", max_redirects=0)


def codes(page: Page) -> list[str | None]:
    cards = page.locator("section.screen[data-at]:not([data-at=end])")
    return [card.get_attribute("data-at") for card in cards.all()]


def marked(page: Page) -> Locator:
    return page.locator("section.screen", has_text=MARK)


def test_on_a_phone_what_they_know_comes_first_and_says_so(
    server: Server, people: People, room: Held
) -> None:
    page = people.person(width=360, height=740)
    enter(page, server, room, "Water")
    page.goto(f"{server.url}/m")
    expect(page.locator("section.screen:visible")).to_have_attribute("data-at", "W2")
    expect(page.get_by_text(MARK).locator("visible=true")).to_have_count(1)
    assert codes(page) == ["W2", "W1", "P2", "P1"]
    page.locator("section.screen:visible button[value='2']").click()
    expect(page.locator("section.screen:visible")).to_have_attribute("data-at", "W1")
    expect(page.get_by_text(MARK).locator("visible=true")).to_have_count(0)
    other = people.person(width=360, height=740)
    enter(other, server, room, "Power")
    other.goto(f"{server.url}/m")
    expect(other.locator("section.screen:visible")).to_have_attribute("data-at", "W1")
    assert codes(other) == ["W1", "W2", "P1", "P2"]
    expect(marked(other)).to_have_count(0)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_marked_cards_are_accessible_at_every_width(
    server: Server, people: People, room: Held, language: str
) -> None:
    page, found = people.person(), list[str]()
    enter(page, server, room, "Water", language)
    places: tuple[str, ...] = ("m", "score")
    for path, scheme in product(places, SCHEMES):
        page.emulate_media(color_scheme=scheme)
        page.goto(f"{server.url}/{path}?language={language}")
        expect(page.locator(".usual").locator("visible=true").first).to_be_visible()
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 740})
            found += faults(page, f"{path} {width} {scheme}")
            assert steps.fits(page, width)
    assert found == []


def test_cards_are_typed_in_the_order_in_which_they_are_printed(
    server: Server, people: People, room: Held
) -> None:
    page = people.person()
    page.goto(server.facilitator_link)
    page.goto(f"{server.url}/key?code={room.code}")
    fields, order = page.locator("input[data-answer]"), page.get_by_label("In the order of the")
    expect(order).to_be_hidden()
    choice = page.get_by_role("combobox", name="Department")
    for department, codes in (("Water", "W2 W1 P2 P1"), ("Power", "W1 W2 P1 P2")):
        choice.select_option(department)
        assert [one.get_attribute("name") for one in fields.all()] == [
            f"a {c}" for c in codes.split()
        ]
    choice.select_option("Water")
    page.get_by_label("Card no.").fill("1")
    fields.first.focus()
    page.keyboard.type("31")
    expect(page.locator('[name="a W2"]')).to_have_value("3")
    expect(page.locator('[name="a W1"]')).to_have_value("1")
    assert faults(page, "typed cards") == []
    order.uncheck()
    expect(fields.first).to_have_attribute("name", "a W1")
    page.get_by_role("button", name="Save this scorecard").click()
    expect(page.get_by_text("Scorecard 1 is saved: 2 answers.")).to_be_visible()
    expect(order).not_to_be_checked()
    expect(fields.first).to_have_attribute("name", "a W1")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_discussion_sets_apart_those_who_usually_know(
    server: Server, people: People, room: Held, language: str
) -> None:
    for place, level in (("Water", 1), ("Finance", 0), ("Power", 3)):
        for _ in range(3):
            room.say(room.join(place), W2=level)
    room.move(rounds.close_vote, reveal)
    page, text = people.person(), Text(language)
    page.set_extra_http_headers({"Accept-Language": f"{language},en;q=0.3"})
    page.goto(server.facilitator_link)
    said = text(APART, usually=text("between {low} and {high}", low=0, high=1), others=3)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.goto(f"{server.url}/discuss?workshop={room.code}")
        expect(page.get_by_text(said)).to_be_visible()
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 740})
            assert faults(page, f"discuss {width} {scheme}") == []
