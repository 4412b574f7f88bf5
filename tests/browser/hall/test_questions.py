"""A question from a phone: up-voted on another, shown on the stage, answered at the desk."""

import pytest
from playwright.sync_api import Page, expect

from resilience.services.counting import rounds
from tests.browser import steps
from tests.browser.hall.test_stage import fits, room_of
from tests.live import People, Server
from tests.services.held import Held

WORDS = "Who pays for the pumps?"


@pytest.fixture(scope="module")
def server(module_server: Server) -> Server:
    """One server for all of these tests."""
    return module_server


def phone(people: People, server: Server, room: Held, department: str) -> Page:
    """The questions on the phone of somebody who joined."""
    page = people.person(width=360, height=740)
    steps.join(page, server.url, room.code, department)
    page.goto(f"{server.url}/m")
    page.get_by_role("link", name="Questions from the room").click()
    expect(page.get_by_role("heading", name="Questions from the room")).to_be_visible()
    return page


def test_a_question_goes_from_a_phone_to_the_stage_and_is_answered(
    server: Server, people: People
) -> None:
    room = room_of(server)
    desk = people.person(width=1280, height=720)
    desk.goto(server.facilitator_link)
    stage = desk.context.new_page()
    stage.goto(f"{server.url}/stage/{room.code}?language=en")
    asks, votes = (phone(people, server, room, one) for one in ("Water", "Health"))
    asks.get_by_label("Your question").fill(WORDS)
    asks.get_by_role("button", name="Ask the room").click()
    expect(asks.get_by_role("button", name="Withdraw my question")).to_be_visible()
    votes.get_by_role("button", name=f"Up-vote: {WORDS}").click()  # it comes by itself
    expect(votes.get_by_role("button", name=f"Up-vote: {WORDS}")).to_have_text("▲ 1")
    expect(asks.get_by_role("button", name=f"Up-vote: {WORDS}")).to_have_text("▲ 1")
    assert steps.fits(votes, 360)
    desk.goto(f"{server.url}/live?workshop={room.code}")
    desk.get_by_role("button", name="Show on stage").click()
    expect(stage.locator("#stage")).to_have_attribute("data-screen", "questions")
    expect(stage.locator("#stage h1")).to_have_text(WORDS)
    fits(stage)
    desk.get_by_role("button", name="Mark answered", exact=True).click()
    expect(stage.locator("#stage")).to_have_attribute("data-screen", "gathering")
    expect(asks.get_by_text("✓ Answered")).to_be_visible()


def test_nobody_misses_the_vote_while_they_read_or_write_a_question(
    server: Server, people: People
) -> None:
    room = room_of(server)
    page = phone(people, server, room, "Water")
    expect(page.get_by_role("link", name="Back to my page")).to_be_visible()
    page.get_by_label("Your question").fill("Half a ques")
    room.move(rounds.open_vote)
    way = page.locator("#news").get_by_role("link", name="The vote is open: answer now")
    expect(way).to_be_visible()
    expect(page.get_by_label("Your question")).to_have_value("Half a ques")
    expect(page.get_by_label("Your question")).to_be_focused()
    way.click()
    expect(page.locator("section.screen:visible")).to_be_visible()
    page.goto(f"{server.url}/my-data")
    room.move(rounds.close_vote)
    expect(page.get_by_role("link", name="Back to my page")).to_be_visible()
