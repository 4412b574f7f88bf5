"""People who read other languages: on a phone, on the projector, and in a mixed room."""

import re

import pytest
from playwright.sync_api import Page, expect

from resilience.services.demo.words import ACTIONS, AGREED
from tests.browser import steps
from tests.indicators import URBAN, in_english, shipped
from tests.live import People, Server

OTHERS = ("zh-Hans", "ja", "ko")
#: three English words in a row, but for what people typed, names of files, and the demo's name
ENGLISH = re.compile(r"[A-Za-z]{2,}(?:\s+[A-Za-z]{2,}){2,}")
DATA = (
    "invented demo city",
    "Urban resilience dashboard",
    "Skip to main content",
    "Rain of 80 mm in two hours",
    "An earthquake with a tsunami",
    *(action[1] for year in ACTIONS.values() for action in year),
    *(action[7] for year in ACTIONS.values() for action in year if action[7]),
    *(reason for year in AGREED.values() for _, _, reason in year),
)
#: what only this language's pages say


def speaking(people: People, server: Server, language: str, width: int = 360) -> Page:
    """A browser that asks for a language."""
    page = people.person(width=width)
    page.set_extra_http_headers({"Accept-Language": f"{language},en;q=0.3"})
    page.goto(f"{server.url}/join")
    return page


def squeezed(words: str) -> str:
    """Words without spaces: a chart breaks its lines where there was one."""
    return "".join(words.split())


def assert_in_its_language(page: Page, language: str) -> None:
    """The page says its language, sticks out nowhere, and has no English sentence left."""
    expect(page.locator(f"html[lang='{language}']")).to_have_count(1)
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert steps.fits(page, width), page.url
    data = {squeezed(known) for known in (*DATA, *in_english(shipped(URBAN), language))}
    left = [
        line
        for line in page.inner_text("body").splitlines()
        if ENGLISH.search(line) and not any(known in squeezed(line) for known in data)
    ]
    assert left == [], page.url


@pytest.mark.parametrize("language", OTHERS)
def test_results_of_the_demo_are_read_in_another_language(
    demo_server: Server, people: People, language: str
) -> None:
    page = speaking(people, demo_server, language)
    assert_in_its_language(page, language)
    for path in ("", "overview", "departments", "downloads", "frameworks"):
        page.goto(f"{demo_server.url}/{path}")
        expect(page.locator("h1").first).to_be_visible()
        if path in ("overview", "departments"):
            expect(page.locator(".js-plotly-plot:visible").first).to_be_visible()
        assert_in_its_language(page, language)
    page.locator("[class*=st-key-frameworks-more] summary").last.click()
    expect(page.locator("section.note h4").last).to_be_visible()
    assert_in_its_language(page, language)


def test_a_mixed_room_answers_in_its_languages(server: Server, people: People) -> None:
    facilitator = people.person()
    code = steps.set_up(facilitator, server.facilitator_link)
    steps.open_vote(facilitator, server.url, code)
    for language in OTHERS:
        person = speaking(people, server, language)
        person.goto(f"{server.url}/join?code={code}")
        assert_in_its_language(person, language)
        person.locator("input[name=department]").first.check()
        person.locator("form button:not(.unseen):not([name])").click()
        expect(person.locator("#return-link")).to_be_visible()
        assert_in_its_language(person, language)
        person.goto(f"{server.url}/score")
        option = steps.go_to(person, "INF10").locator("button.level").nth(2)
        option.click()
        expect(option).to_have_attribute("aria-pressed", "true")
        for first in ("INF10", "PLN1", "CRM14", "NBS1", "ENG1"):
            card = steps.go_to(person, first)
            card.locator("summary").first.click()
            assert_in_its_language(person, language)
        person.goto(f"{server.url}/answers")
        expect(person.locator("h1").first).to_be_visible()
        assert_in_its_language(person, language)
    facilitator.goto(f"{server.url}/live?workshop={code}")
    expect(
        facilitator.get_by_text("3 of 3 people").or_(facilitator.get_by_text("3 people")).first
    ).to_be_visible()


def test_the_language_is_switched_on_a_page_without_losing_what_was_typed(
    server: Server, people: People
) -> None:
    page = people.person()
    page.goto(server.facilitator_link)
    page.goto(f"{server.url}/set-up")
    city = page.get_by_role("textbox", name="Name of the city")
    city.fill("Testhaven")
    city.press("Tab")
    page.locator(".st-key-language-switch").get_by_role("combobox").click()
    page.get_by_role("option", name="日本語").click()
    expect(page.locator("html[lang='ja']")).to_have_count(1)
    expect(page.locator(".st-key-setup-city input")).to_have_value("Testhaven")
    page.reload()  # the choice is kept in this browser
    expect(page.locator("html[lang='ja']")).to_have_count(1)
    expect(page.locator(".st-key-setup-city input")).to_be_visible()
    page.goto(f"{server.url}/join")  # and holds for the plain pages
    expect(page.locator("html[lang='ja']")).to_have_count(1)
