"""The demo city among its invented peers: a choice is shared by its address, and nothing is fetched."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser import steps
from tests.live import People, Server


def test_a_choice_of_peers_is_shared_by_its_address(demo_server: Server, people: People) -> None:
    page, asked = people.person(width=1280), set[str]()
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    page.goto(f"{demo_server.url}/peers")
    headline = page.locator("h1.headline")
    expect(headline).to_have_text(
        "Haiwan (invented demo city) is probably number 3 of the 6 cities compared"
    )
    planning = page.get_by_role("row", name="Resilient urban planning").last
    expect(planning).to_contain_text("64.5")
    expect(planning).to_contain_text("−4.6")
    steps.choose_tab(page, "Map")
    drawn = page.locator("[data-chart=beside-map] .textpoint")
    expect(drawn.filter(has_text="Corvala (invented)")).to_have_count(1)
    steps.choose_tab(page, "Context figures")
    expect(page.get_by_text("12.0 [4]")).to_have_count(1)
    expect(page.get_by_text("Context, not a self-assessment")).to_be_visible()

    page.get_by_role("button", name="Choose peers").click()
    page.get_by_label("Compared with").press("Backspace")
    expect(headline).to_have_text(re.compile("of the 5 cities compared"))
    steps.settled(page)
    assert "peers=Corvala" in page.url
    assert "Lindarro" not in page.url
    other = people.person(width=360)
    other.goto(page.url)
    expect(other.locator("h1.headline")).to_have_text(headline.inner_text())
    steps.settled(other)
    other.get_by_role("button", name="Choose peers").click()
    other.get_by_role("button", name="Back to the proposed cities").click()
    expect(other.locator("h1.headline")).to_have_text(re.compile("of the 6 cities compared"))
    expect(other).not_to_have_url(re.compile("peers="))
    assert asked - {""} == {urlsplit(demo_server.url).netloc}
