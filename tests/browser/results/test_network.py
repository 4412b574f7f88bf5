"""A city closes and shows its result to the network, a coordinator reads it, and it is taken back."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from resilience.services.access.links import links_of
from resilience.services.cities.publications import show_to_network
from resilience.services.counting import rounds
from resilience.services.workshop.profile import CityProfile
from resilience.services.workshop.workshops import create_workshop
from resilience.store import Store
from tests.browser import steps
from tests.browser.hall.test_closing import sign_off
from tests.indicators import URBAN, shipped
from tests.live import People, Server
from tests.services.held import HOST, Held, finish, plan

#: towns and the level 0 to 3 that everybody says there to everything
LEVELS = {"Aba": 0, "Bay": 1, "Cay": 2, "Dey": 3, "Elk": 2}


@pytest.fixture
def key(server: Server) -> bytes:
    """The key of the installation."""
    return (server.folder / "secret").read_bytes().strip()


@pytest.fixture
def last(server: Server, key: bytes) -> Iterator[Held]:
    """Five towns with a revealed result; all but the last, which comes back, publish it."""
    store = Store(f"sqlite:///{server.database}")
    framework = shipped(URBAN)
    for name, level in LEVELS.items():
        plans = plan(framework, tier="quick", city=CityProfile(name, "Nowhere"))
        held = Held(store, create_workshop(store, key, HOST, plans))
        held.move(rounds.open_vote)
        for _ in range(3):
            held.say(held.join(), **{i.code: level for i in framework.asked("quick")})
        held.move(rounds.close_vote, rounds.reveal)
        if name != "Elk":
            held.move(finish)
            show_to_network(store, HOST, held.code)
    yield held
    store.engine.dispose()


def invite(page: Page, server: Server) -> str:
    """The host makes a coordinator's link; gives it."""
    page.goto(server.facilitator_link)
    page.goto(f"{server.url}/peer-cities")
    field = page.get_by_role("textbox", name="Name of the coordinator")
    field.fill("ICLEI")
    field.press("Tab")
    page.get_by_role("button", name="Create link").click()
    return steps.written(page.get_by_test_id("stCode"))


def test_a_city_shows_its_result_and_takes_it_back(
    server: Server, people: People, last: Held, key: bytes
) -> None:
    facilitator, coordinator = people.person(), people.person(width=360)
    coordinator.goto(invite(people.person(), server))
    expect(coordinator).to_have_url(re.compile("/network"))
    headline = coordinator.locator(".headline")
    expect(headline).to_have_text("4 cities on Urban resilience scorecard 2.0.0")
    expect(coordinator.get_by_text("shown once 5 cities can be compared")).to_be_visible()

    link = links_of(last.store, key, HOST, last.code)[0]
    facilitator.goto(f"{server.url}/open/{link.token}")
    sign_off(facilitator, "Ana Sousa, mayor's office")
    facilitator.goto(f"{server.url}/package?workshop={last.code}")
    facilitator.get_by_role("button", name="Publish to other cities").click()
    expect(facilitator.get_by_text("Published since")).to_be_visible()

    coordinator.goto(f"{server.url}/network?city=Dey, Nowhere")
    expect(headline).to_have_text(
        "5 cities on Urban resilience scorecard 2.0.0; the rank of Dey is unknown because its results are by group, too few people answered enough of the questions in every theme, everyone answered the same as the rest of their department, several votes asked the questions, or answers were deleted"
    )
    expect(coordinator.locator(".js-plotly-plot:visible")).to_be_visible()
    coordinator.goto(f"{server.url}/overview?workshop={last.code}")
    expect(coordinator.get_by_text("are only for people with its link")).to_be_visible()

    facilitator.get_by_role("button", name="Stop publishing").click()
    expect(facilitator.get_by_text("Not published to other cities.")).to_be_visible()
    coordinator.goto(f"{server.url}/network?city=Elk, Nowhere")
    expect(coordinator.get_by_text("Elk, Nowhere does not take part here")).to_be_visible()
    expect(headline).to_have_text("4 cities on Urban resilience scorecard 2.0.0")


def test_the_dots_stand_out_in_the_dark(demo_server: Server, people: People) -> None:
    """The band of the middle half lies behind them, and is darker than they are."""
    page = people.person()
    page.emulate_media(color_scheme="dark")
    page.goto(demo_server.facilitator_link)
    page.goto(f"{demo_server.url}/network")
    band = page.locator(".js-plotly-plot path.js-line[style*='stroke: rgb(217, 222, 227)']").first
    dot = page.locator(".js-plotly-plot .points path[style*='stroke: rgb(255, 255, 255)']").first
    expect(band).to_have_css("stroke", "rgb(69, 82, 95)")
    expect(dot).to_have_css("fill", "rgb(169, 182, 194)")
    expect(dot).to_have_css("stroke", "rgb(18, 24, 31)")
