"""Targets in a real browser: set by the facilitator, and seen by an official who looks on."""

from playwright.sync_api import Locator, Page, expect

from resilience.framework import Framework
from resilience.store import Store
from tests.app.rooms import reveal_all
from tests.browser import steps
from tests.live import People, Server
from tests.services.held import set_up


def picked(page: Page, what: str) -> Locator:
    """One of the lists from which a target is chosen."""
    return page.locator(f".st-key-priorities-target-{what}").get_by_role("combobox")


def test_a_target_changes_what_comes_first_and_is_cleared_again(
    server: Server, people: People, framework: Framework
) -> None:
    store = Store(f"sqlite:///{server.database}")
    held = set_up(store, framework)
    reveal_all(held)
    official_link = f"{server.url}/open/{held.link('official').token}"
    store.engine.dispose()
    facilitator, official = people.person(), people.person(width=360, height=740)
    facilitator.goto(server.facilitator_link)
    official.goto(official_link)
    address = f"{server.url}/priorities?workshop={held.code}"
    for page in (facilitator, official):
        page.goto(address)
        # P1 has 50 of 100 and is a quarter of the overall: 50 / 4
        expect(
            page.get_by_text("“Grid” could raise the score by up to 12.5 points")
        ).to_be_visible()
        steps.choose_tab(page, "Targets")
    expect(official.get_by_text("Set targets")).to_have_count(0)

    facilitator.get_by_text("Set targets").click()
    steps.choose(picked(facilitator, "item"), "P1 · Grid")
    expect(facilitator.get_by_role("button", name="Save the target")).to_be_disabled()
    steps.choose(picked(facilitator, "P1-None"), "level 3 of 4")
    facilitator.get_by_role("button", name="Save the target").click()
    for page in (facilitator, official):
        # P1 has 50 of 75, so 25 / 4 = 6.3 are left, and W1 is first with 37.5 / 4 = 9.4
        expect(
            page.get_by_text("“Drains” could raise the score by up to 9.4 points")
        ).to_be_visible()
        expect(page.get_by_text("The target is not reached yet.")).to_be_visible()
        expect(page.get_by_text("The widest gap is in P1 · Grid: 25.0 points.")).to_be_visible()
        page.get_by_role("tabpanel").get_by_text("Show the data").click()
        row = page.get_by_role("row", name="P1 · Grid 50.0")
        expect(row).to_have_text("P1 · Grid50.075.0 · level 3 of 425.067\u00a0%")
    assert steps.fits(official, 360)

    facilitator.get_by_role("button", name="Clear the target").click()
    none = "No targets are set, so gains are measured up to a score of 100."
    expect(facilitator.get_by_text(none)).to_be_visible()
    expect(official.get_by_text(none)).to_be_visible()
