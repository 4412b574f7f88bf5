"""Cold deep links and edited addresses: nobody sees past what their link allows."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.live import People, Server

#: page, and what somebody without a link reads there
REFUSED = {
    "score": "You have not joined a workshop on this device.",
    "answers": "You have not joined a workshop on this device.",
    "live": "You do not run any workshop here.",
    "links": "You do not facilitate any workshop here.",
    "set-up": "To set up a workshop, open the facilitator link of this installation, or sign in as a facilitator.",
    "overview": "No result yet.",
    "departments": "No result yet.",
    "actions": "No result yet.",
    "downloads": "No result yet.",
    "report": "No result yet.",
    "undrr": "No result yet.",
}


@pytest.mark.parametrize("path", ["score", "live", "set-up", "overview"])
def test_a_cold_deep_link_is_the_first_thing_a_new_server_is_asked(
    server: Server, people: People, path: str
) -> None:
    page, missed = people.person(), list[str]()
    page.on("response", lambda got: missed.append(got.url) if got.status >= 400 else None)
    page.goto(f"{server.url}/{path}")
    expect(page.get_by_text(REFUSED[path])).to_be_visible()
    expect(page.get_by_text("Page not found")).to_have_count(0)
    nothing_shown(page)
    assert missed == [], "the page knows where its server is"


def test_a_participant_cannot_open_pages_of_staff_or_of_another_workshop(
    server: Server, people: People
) -> None:
    facilitator = people.person()
    first = steps.set_up(facilitator, server.facilitator_link, city="Firsthaven")
    official = steps.role_link(facilitator, "official")
    second = steps.set_up(facilitator, server.facilitator_link, city="Secondhaven")
    person = people.person()
    steps.join(person, server.url, first, "Water")
    for code in (first, second):
        for path, said in NOT_THEIRS.items():
            person.goto(f"{server.url}/{path}?workshop={code}")
            expect(person.get_by_text(said)).to_be_visible()
            nothing_shown(person)
    reader = people.person()
    reader.goto(official)
    for path in ("live", "overview"):
        reader.goto(f"{server.url}/{path}?workshop={second}")
        expect(reader.get_by_text(NOT_THEIRS[path])).to_be_visible()
        nothing_shown(reader)


#: what they read where the address names a workshop that is not theirs
NOT_THEIRS = {
    "live": "This page is for the people who run the workshop",
    "links": "This page is for the people who run the workshop",
    "overview": "are only for people with its link",
    "departments": "are only for people with its link",
    "actions": "are only for people with its link",
    "downloads": "are only for people with its link",
    "report": "are only for people with its link",
    "undrr": "are only for people with its link",
}


def nothing_shown(page: Page) -> None:
    """No figure, table, chart, code or download is on the page."""
    kinds = ("stTable", "stDataFrame", "stCode", "stDownloadButton", "stMetric")
    for kind in kinds:
        expect(page.get_by_test_id(kind)).to_have_count(0)
    expect(page.locator(".join-code, .bar, .headline, .chart")).to_have_count(0)
