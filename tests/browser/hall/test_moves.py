"""Pages that follow the workshop by themselves, also where a facilitator has several."""

import pytest
from playwright.sync_api import expect

from resilience.services.counting import rounds
from resilience.services.workshop.phase import Phase
from resilience.store import Store
from resilience.store.tables import Department
from tests.browser import steps
from tests.indicators import URBAN, shipped
from tests.live import People, Server
from tests.services.held import HOST, rows, set_up


@pytest.fixture(scope="module")
def server(module_server: Server) -> Server:
    """One server for all of these tests."""
    return module_server


def test_live_and_results_follow_every_move_of_the_second_workshop(
    server: Server, people: People
) -> None:
    facilitator = people.person()
    steps.set_up(facilitator, server.facilitator_link, city="Firsthaven")
    code = steps.set_up(facilitator, server.facilitator_link, city="Secondhaven")
    official = people.person()
    official.goto(steps.role_link(facilitator, "official"))
    expect(official.get_by_text("No results are shown before the reveal.")).to_be_visible()
    facilitator.goto(f"{server.url}/live?workshop={code}")
    facilitator.get_by_role("button", name="Open the vote").click()
    expect(facilitator.get_by_text("The vote is open.")).to_be_visible()
    person = people.person(width=360)
    steps.join(person, server.url, code, "Water", table_of=3)
    steps.answer(person, "INF10", 2)
    steps.move(facilitator, "Close the vote")
    expect(facilitator.get_by_text("The vote is closed and counted.")).to_be_visible()
    steps.move(facilitator, "Reveal the result")
    expect(facilitator.get_by_text("The result is revealed.")).to_be_visible()
    expect(official.locator(".headline")).to_be_visible()
    expect(person.get_by_text("The result is revealed")).to_be_visible()
    steps.move(facilitator, "Reopen the vote")
    expect(official.get_by_text("Its result is hidden until")).to_be_visible()
    expect(official.locator(".headline")).to_have_count(0)
    expect(person.get_by_text("This is a later vote.")).to_be_visible()
    assert not person.locator('.answers [aria-pressed="true"]').count(), "to be confirmed first"
    steps.answer(person, "INF10", 2)
    steps.move(facilitator, "Close the vote")
    expect(facilitator.get_by_text("The vote is closed and counted again.")).to_be_visible()
    expect(official.locator(".headline")).to_have_count(0)
    steps.move(facilitator, "Reveal the result")
    expect(official.locator(".headline")).to_be_visible()


def test_the_numbers_of_an_open_close_dialog_follow_those_who_join(
    server: Server, people: People
) -> None:
    store = Store(f"sqlite:///{server.database}")
    here = dict.fromkeys(("Water", "Power"), 8)
    room = set_up(store, shipped(URBAN), tier="quick", departments=here)
    rounds.open_vote(room.store, HOST, room.code)
    for _ in range(3):
        room.say(room.join("Water"), INF10=2)
    desk, other = people.person(height=720), people.person()
    for page in (desk, other):
        page.goto(server.facilitator_link)
        page.goto(f"{server.url}/live?workshop={room.code}")
        steps.settled(page)
        page.get_by_role("button", name="Close the vote").first.click()
    water = desk.get_by_role("spinbutton", name="Water: people in the room")
    power = desk.get_by_role("spinbutton", name="Power: people in the room")
    expect(water).to_have_value("3")
    power.fill("7")  # half typed: neither left nor entered
    for _ in range(3):
        room.say(room.join("Power"), INF10=2)
    room.say(room.join("Water"), INF10=2)
    joined = desk.get_by_text("4 more people joined since you opened this: Water, Power.")
    expect(joined).to_be_visible()
    expect(power).to_have_value("7")
    yes = desk.get_by_role("button", name="Yes: Close the vote")
    yes.click()
    expect(desk.get_by_text("Check the numbers below.")).to_be_visible()
    expect(desk.get_by_text("Shown separately: Water, Power.")).to_be_visible()
    expect(water).to_have_value("4")
    expect(power).to_have_value("7")
    assert room.view.phase is Phase.VOTING
    yes.click()
    for page in (desk, other):
        expect(page.get_by_text("The vote is closed and counted.")).to_be_visible()
        expect(page.get_by_role("dialog")).to_have_count(0)
    assert {one.name: one.in_room for one in rows(room.store, Department)}["Power"] == 7


def test_a_link_that_is_replaced_ends_the_open_page_in_words(
    server: Server, people: People
) -> None:
    facilitator = people.person()
    code = steps.set_up(facilitator, server.facilitator_link, city="Linkhaven")
    helper = people.person()
    helper.goto(steps.role_link(facilitator, "cofacilitator"))
    expect(helper.get_by_role("button", name="Open the vote")).to_be_visible()
    facilitator.goto(f"{server.url}/links?workshop={code}")
    facilitator.get_by_role("button", name="New link").nth(1).click()
    facilitator.get_by_role("button", name="Yes: New link").click()
    expect(helper.get_by_text("This page is for the people who run the workshop")).to_be_visible()
    expect(helper.get_by_role("button", name="Open the vote")).to_have_count(0)


def test_next_theme_is_not_lost_to_a_comment_that_is_being_kept(
    server: Server, people: People
) -> None:
    facilitator = people.person()
    code = steps.set_up(facilitator, server.facilitator_link, city="Nexthaven")
    facilitator.goto(f"{server.url}/live?workshop={code}")
    facilitator.get_by_role("button", name="Open the vote").click()
    expect(facilitator.get_by_text("The vote is open.")).to_be_visible()
    person = people.person()
    steps.join(person, server.url, code, "Water")
    expect(person.get_by_role("heading", name="Resilient infrastructure")).to_be_visible()
    card = steps.card(person, "INF16")  # the last one, right above the button
    card.locator("summary").first.click()
    card.locator("textarea").first.fill("The hospitals have no plan.")
    person.get_by_role("button", name="Next theme").hover()
    person.mouse.down()
    person.wait_for_timeout(90)  # as long as a finger takes: meanwhile the comment is saved
    person.mouse.up()
    expect(person.get_by_role("heading", name="Resilient urban planning")).to_be_visible()
    steps.saved(person)
