"""From a split room to an agreed level, and through a later vote, in real browsers."""

import re

import pytest
from playwright.sync_api import Page, expect

from resilience.services.counting import rounds
from resilience.store import Store
from tests.browser import steps
from tests.browser.hall.test_stage import DEPARTMENTS, room_of
from tests.indicators import URBAN, shipped
from tests.live import People, Server
from tests.services.held import HOST, set_up

#: whether all dots of the discussion, and the frame around them, are inside their column
DOTS_FIT = """() => {
  const column = document.querySelector(".st-key-wide-discuss-dots"), box = column.getBoundingClientRect();
  const marks = [...column.querySelectorAll(".points path, .shapelayer path")];
  return column.scrollWidth <= column.clientWidth
    && marks.every((one) => one.getBoundingClientRect().right <= box.right);
}"""


def agreed_on(page: Page, outcome: str, reason: str) -> None:
    """The facilitator chooses an outcome, says why, and agrees: then it stands on the page."""
    steps.settled(page)
    chosen = page.locator('[class*="st-key-discuss-outcome-"] button').filter(has_text=outcome)
    chosen.click()
    expect(chosen).to_have_attribute("aria-checked", "true")
    page.get_by_label("Because").fill(reason)
    page.get_by_label("Because").press("Tab")
    page.get_by_role("button", name="Agree", exact=True).click()
    expect(page.get_by_text(re.compile(rf"Agreed: {outcome} · {reason}"))).to_be_visible()


def arrow(page: Page, key: str, button: str) -> None:
    """Press an arrow key with nothing in focus, once its button is there."""
    expect(page.get_by_role("button", name=re.compile(f"^{button}(?!:)"))).to_be_enabled()
    steps.settled(page)
    page.mouse.click(30, 500)
    page.keyboard.press(f"Arrow{key}")


@pytest.fixture(scope="module")
def server(module_server: Server) -> Server:
    """One server for all of these tests."""
    return module_server


def test_all_departments_are_above_the_bar_on_a_small_laptop(
    server: Server, people: People
) -> None:
    store = Store(f"sqlite:///{server.database}")
    names = (*DEPARTMENTS, "Urban planning", "Environment")
    room = set_up(store, shipped(URBAN), tier="quick", departments=dict.fromkeys(names, 9))
    room.move(rounds.open_vote)
    for name in names:
        for _ in range(3):
            room.say(room.join(name), INF10=1)
    room.move(rounds.close_vote, rounds.reveal)
    desk = people.person(width=1280, height=720)
    desk.goto(server.facilitator_link)
    desk.goto(f"{server.url}/discuss?workshop={room.code}")
    rows = desk.locator(".st-key-wide-discuss-dots .ytick")
    expect(rows).to_have_count(len(names))
    steps.settled(desk)
    bar = desk.locator(".st-key-agree-bar").bounding_box()
    last = rows.last.bounding_box()
    help_link = desk.get_by_text("How this works").bounding_box()
    following = desk.get_by_role("button", name="Next: Discussion").bounding_box()
    assert bar and last and help_link and following
    assert last["y"] + last["height"] <= bar["y"]
    assert help_link["y"] + help_link["height"] <= following["y"] + 1


def test_a_room_discusses_agrees_and_votes_again(server: Server, people: People) -> None:
    facilitator = people.person(width=1920)
    code = steps.set_up(facilitator, server.facilitator_link)
    official = people.person()
    official.goto(steps.role_link(facilitator, "official"))
    facilitator.goto(f"{server.url}/live?workshop={code}")
    facilitator.get_by_role("button", name="Open the vote").click()
    expect(facilitator.get_by_text("The vote is open.")).to_be_visible()
    phones = [people.person(width=360) for _ in range(2)]
    for phone, inf10, inf5 in zip(phones, (0, 3), (2, 2), strict=True):
        steps.join(phone, server.url, code, "Water", table_of=3)
        steps.answer(phone, "INF10", inf10)
        steps.answer(phone, "INF5", inf5)
    steps.move(facilitator, "Close the vote")
    steps.move(facilitator, "Reveal the result")
    facilitator.get_by_role("button", name="Next: Discussion").click()

    title = facilitator.locator(".headline")
    expect(title).to_have_text(re.compile("^INF10 · "))
    expect(facilitator.get_by_text(re.compile(r"Topic \d+ of \d+"))).to_be_visible()
    arrow(facilitator, "Right", "Next")
    expect(title).to_have_text(re.compile("^INF5 · "))
    agreed_on(facilitator, "3", "The model was shown")
    steps.choose_tab(official, "Agreed levels and actions")
    expect(official.get_by_text("The model was shown")).to_be_visible()
    arrow(facilitator, "Left", "Previous")
    expect(title).to_have_text(re.compile("^INF10 · "))
    facilitator.reload()
    expect(title).to_have_text(re.compile("^INF10 · "))

    facilitator.goto(f"{server.url}/live?workshop={code}")
    facilitator.get_by_role("button", name="Vote again").click()
    facilitator.get_by_role("button", name="Choose all").click()
    facilitator.get_by_role("button", name="Ask about 20 indicators").click()
    expect(facilitator.get_by_text("The vote is open.")).to_be_visible()
    first, second = phones
    expect(first.get_by_text("This is a later vote.")).to_be_visible()
    expect(steps.card(first, "INF10").get_by_text("Your previous answer: 0.")).to_be_visible()
    steps.answer(first, "INF10", 0)
    assert steps.chosen(first, "INF10") == "0"
    steps.answer(second, "INF10", 1)
    second.get_by_role("button", name="Keep all my previous answers").click()
    expect(second.get_by_text("2 of 20 answered").first).to_be_visible()
    assert steps.chosen(second, "INF10") == "1"
    steps.move(facilitator, "Close the vote")
    steps.move(facilitator, "Reveal the result")
    facilitator.goto(f"{server.url}/discuss?workshop={code}&topic=INF10")
    expect(facilitator.get_by_text("Too few answers to judge agreement")).to_be_visible()
    expect(facilitator.get_by_text("middle answer: between 0 and 1")).to_be_visible()


def test_all_dots_of_a_second_vote_are_in_their_cells_on_a_small_desk(
    server: Server, people: People
) -> None:
    room = room_of(server)
    voters = [room.join(name) for name in DEPARTMENTS for _ in range(8)]
    for asked, levels in ((None, (0, 3)), (["INF10"], (1, 2))):
        rounds.open_vote(room.store, HOST, room.code, asked)
        for n, who in enumerate(voters):
            room.say(who, INF10=levels[n % 2])
        room.move(rounds.close_vote, rounds.reveal)
    desk = people.person(width=1280, height=720)
    desk.goto(server.facilitator_link)
    desk.goto(f"{server.url}/discuss?workshop={room.code}&topic=INF10")
    column = desk.locator(".st-key-wide-discuss-dots")
    expect(column.locator(".points path")).to_have_count(96)
    for width in (1280, 1024, 1920):
        desk.set_viewport_size({"width": width, "height": 720})
        desk.wait_for_function(DOTS_FIT)
