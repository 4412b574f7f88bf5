"""Pages that follow the workshop by themselves, also where a facilitator has several."""

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.live import People, Server


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
