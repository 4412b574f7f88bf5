"""Pictures of every page in screenshots/ (git-ignored), for people to look at."""

import os

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.live import ROOT, People, Server

FOLDER = ROOT / "screenshots"
LOOKED_AT = "SCREENSHOTS" in os.environ
#: where nobody looks at the pictures none are taken, and that nothing sticks out is seen in the narrowest
WIDTHS = (360, 1280, 1920) if LOOKED_AT else (360,)
#: page of the demo, and what shows that it is complete
DEMO = {
    "": "Join a workshop",
    "overview": "Who was in the room",
    "departments": "Who was in the room",
    "peers": "Context figures",
    "trend": "Indicators that moved",
    "priorities": "Find out first",
    "network": "Who takes part",
    "actions": "All departments",
    "downloads": "Download the report for Word",
    "package": "Who signs it",
    "join": "The code that the facilitator shows",
    "discuss": "Topic ",
}
#: the short form takes one of them: what each page must be is seen by the other tests
PAGES = tuple(DEMO) if LOOKED_AT else ("overview",)


def picture(page: Page, name: str) -> None:
    """The whole page at each width, and nothing on it may stick out at the side."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(700)
        tall = page.evaluate(
            "(document.querySelector('[data-testid=stMain]') || document.body).scrollHeight"
        )
        page.set_viewport_size({"width": width, "height": min(max(900, tall), 6000)})
        page.wait_for_timeout(500)
        assert steps.fits(page, width), name
        if LOOKED_AT:
            FOLDER.mkdir(exist_ok=True)
            page.screenshot(path=FOLDER / f"{name}-{width}.png")


@pytest.mark.parametrize("path", PAGES)
def test_pages_of_the_demo(demo_server: Server, people: People, path: str) -> None:
    page = people.person()
    if path == "discuss":
        page.goto(demo_server.facilitator_link)
        expect(page.get_by_role("button", name="Remove the demo city")).to_be_visible()
    page.goto(f"{demo_server.url}/{path}")
    expect(page.get_by_text(DEMO[path]).first).to_be_visible()
    if path in ("overview", "departments", "discuss"):
        expect(page.locator(".js-plotly-plot").first).to_be_visible()
    if path in ("overview", "departments"):
        expect(page.get_by_text("Invented data")).to_be_visible()
    picture(page, path or "home")


def test_pages_of_a_workshop(server: Server, people: People) -> None:
    facilitator = people.person()
    facilitator.goto(server.facilitator_link)
    expect(facilitator.get_by_text("Load the demo city")).to_be_visible()
    picture(facilitator, "home-facilitator")
    facilitator.goto(f"{server.url}/set-up")
    expect(facilitator.get_by_role("button", name="Next")).to_be_visible()
    picture(facilitator, "set-up")
    code = steps.set_up(facilitator, server.facilitator_link)
    picture(facilitator, "links")
    if LOOKED_AT:
        poster = facilitator.request.get(f"{server.url}/poster?code={code}")
        (FOLDER / "poster.pdf").write_bytes(poster.body())

    person = people.person(width=360)
    person.goto(f"{server.url}/join?code={code}")
    picture(person, "join-department")
    steps.join(person, server.url, code, "Housing")
    expect(person.get_by_text("The vote has not started yet")).to_be_visible()
    picture(person, "score-waiting")
    person.goto(f"{server.url}/joined")
    picture(person, "joined")

    facilitator.goto(f"{server.url}/live?workshop={code}")
    facilitator.get_by_role("button", name="Open the vote").click()
    expect(facilitator.get_by_text("The vote is open.")).to_be_visible()
    person.goto(f"{server.url}/score")
    steps.answer(person, "INF10", 2)
    picture(person, "score")
    person.goto(f"{server.url}/m?at=INF10")
    expect(person.get_by_text("1 of 20 answered")).to_be_visible()
    picture(person, "phone")
    person.goto(f"{server.url}/answers")
    expect(person.get_by_text("1 of 20 answered")).to_be_visible()
    picture(person, "answers")
    person.goto(f"{server.url}/join?code={code}")
    picture(person, "join-again")
    picture(facilitator, "live")
