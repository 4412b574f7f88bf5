"""How a workshop ends: weights, replies, sign-off, receipt, reopening, and the next year's start."""

import pytest
from playwright.sync_api import Page, expect

from resilience.services.counting import rounds
from resilience.services.deciding.weights import ask_for_points, close_points
from tests.browser import steps
from tests.browser.hall.test_stage import room_of
from tests.live import People, Server
from tests.services.held import HOST

REPLY = "Two of our pumps were not counted."


def press(page: Page, name: str) -> None:
    """Press a button that is done when it is gone."""
    steps.settled(page)
    button = page.get_by_role("button", name=name, exact=True)
    button.click()
    expect(button).to_have_count(0)


def lead_link(page: Page, department: str) -> str:
    """The link of a department's lead on the links page."""
    page.get_by_text("One per department lead").click()
    return steps.link_below(page, f"Department lead · {department}")


def share_out(page: Page, url: str, points: list[int]) -> None:
    """Somebody gives points to the themes, and reads that they are saved."""
    page.goto(f"{url}/weights")
    fields = page.get_by_role("spinbutton")
    expect(fields).to_have_count(len(points))
    for field, given in zip(fields.all(), points, strict=True):
        field.fill(str(given))
        field.press("Tab")
    expect(page.get_by_text(f"{sum(points)} of 100 points given")).to_be_visible()
    page.get_by_role("button", name="Save my points").click()
    expect(page.get_by_text("saved", exact=True)).to_be_visible()


def sign_off(page: Page, name: str) -> None:
    """Close the workshop in somebody's name, once the page is drawn and nothing shifts."""
    steps.settled(page)
    page.get_by_role("button", name="Close the workshop").click()
    page.get_by_label("Signed off by (name and office)").fill(name)
    page.get_by_label("Signed off by (name and office)").press("Tab")
    page.get_by_role("button", name="Yes: Close the workshop").click()
    expect(page.get_by_text("This workshop is closed. Its result is kept.")).to_be_visible()


def reply_as_lead(page: Page, link: str) -> None:
    """The link of the lead of Water opens the own result, and they reply to it."""
    page.goto(link)
    expect(page.get_by_role("heading", name="Water")).to_be_visible()
    field = page.get_by_role("textbox", name="Reply (shown with")
    field.fill(REPLY)
    field.press("Tab")
    expect(page.get_by_text("not saved yet")).to_be_visible()
    page.get_by_role("button", name="Save the reply").click()
    expect(page.get_by_text("saved", exact=True)).to_be_visible()


def reopen(page: Page, reason: str) -> None:
    """Open the closed workshop again."""
    steps.settled(page)
    page.get_by_role("button", name="Reopen the workshop").click()
    page.get_by_label("Reason", exact=True).fill(reason)
    page.get_by_label("Reason", exact=True).press("Tab")
    page.get_by_role("button", name="Yes: Reopen the workshop").click()
    expect(page.get_by_text("The result is revealed.")).to_be_visible()


def read_receipt(page: Page, url: str) -> None:
    """A participant finds the receipt, with the own answer, the room and the way back."""
    page.goto(f"{url}/answers")
    expect(page.get_by_text("No overall score")).to_be_visible()  # once the stage has counted down
    page.get_by_role("button", name="Receipt to print or save").click()
    expect(page.get_by_role("heading", name="Receipt: what you answered")).to_be_visible()
    expect(page.get_by_text("No answer was clearly the most frequent in the room")).to_be_visible()
    expect(page.locator("#return-link")).to_contain_text("/return/")


def start_again(page: Page, url: str) -> str:
    """Set up the next workshop from the last one of the city; gives its code."""
    page.goto(f"{url}/set-up")
    page.get_by_role("combobox", name="Start from").click()
    page.get_by_role("option", name="Testhaven").click()
    expect(page.get_by_role("textbox", name="Name of the city")).to_have_value("Testhaven")
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    return steps.create(page)


@pytest.fixture(scope="module")
def server(module_server: Server) -> Server:
    """One server for all of these tests."""
    return module_server


def test_from_weights_and_replies_to_a_signed_result_and_the_next_year(
    server: Server, people: People
) -> None:
    facilitator, person = people.person(), people.person(width=360)
    official, lead = people.person(), people.person()
    code = steps.set_up(facilitator, server.facilitator_link)
    for_officials = steps.role_link(facilitator, "official")
    for_water = lead_link(facilitator, "Water")
    live, optional = (f"{server.url}/{page}?workshop={code}" for page in ("live", "steps"))

    facilitator.goto(optional)
    steps.move(facilitator, "Ask for points")
    press(facilitator, "Let departments reply first")
    facilitator.goto(live)
    facilitator.get_by_role("button", name="Open the vote").click()
    expect(facilitator.get_by_text("The vote is open.")).to_be_visible()
    steps.join(person, server.url, code, "Water", table_of=3)
    steps.answer(person, "INF10", 2)
    share_out(person, server.url, [60, 10, 10, 10, 10])
    steps.move(facilitator, "Close the vote")
    steps.move(facilitator, "Reveal the result")

    official.goto(for_officials)
    waiting = "Departments are replying first, until the facilitator shows the result."
    expect(official.get_by_text(waiting)).to_be_visible()
    reply_as_lead(lead, for_water)

    facilitator.goto(optional)
    expect(facilitator.get_by_text("3 people gave points")).to_be_visible()
    steps.move(facilitator, "Close the points")
    expect(facilitator.get_by_text("60", exact=True).first).to_be_visible()
    steps.move(facilitator, "Adopt the mean")
    expect(facilitator.get_by_text(REPLY).first).to_be_visible()  # twice while the page is drawn
    steps.move(facilitator, "Show the result")
    expect(official.locator(".headline")).to_be_visible()
    expect(official.get_by_text("The workshop set its own theme weights")).to_be_visible()
    official.goto(f"{server.url}/departments?workshop={code}")
    steps.choose_tab(official, "Replies")
    expect(official.get_by_text(REPLY)).to_be_visible()

    facilitator.goto(live)
    sign_off(facilitator, "Ana Sousa, mayor's office")
    read_receipt(person, server.url)
    reopen(facilitator, "A pump was forgotten.")
    official.goto(f"{server.url}/overview?workshop={code}")
    expect(official.get_by_text("Signed off by Ana Sousa, mayor's office")).to_be_visible()
    expect(official.get_by_text("A pump was forgotten.")).to_be_visible()
    assert start_again(facilitator, server.url) != code


def test_a_request_for_points_comes_to_a_phone_that_has_finished_the_vote(
    server: Server, people: People
) -> None:
    room, phone = room_of(server), people.person(width=360, height=740)
    rounds.open_vote(room.store, HOST, room.code)
    steps.join(phone, server.url, room.code, "Water")
    for one in room.view.asked[1:]:
        room.say(room.everyone()[0], **{one.code: 1})
    phone.goto(f"{server.url}/m")
    call = phone.get_by_role("button", name="Share out 100 points")
    ask_for_points(room.store, HOST, room.code)
    phone.wait_for_timeout(3_000)
    expect(call).to_have_count(0)  # it does not disturb an answer
    phone.locator('section.screen:visible button[name=said][value="2"]').click()
    expect(call).to_be_in_viewport()
    close_points(room.store, HOST, room.code)
    expect(call).to_have_count(0, timeout=3_500)
    phone.mouse.wheel(0, 4_000)
    expect(phone.get_by_text("You have answered everything.")).not_to_be_in_viewport()
    ask_for_points(room.store, HOST, room.code)
    expect(call).to_be_in_viewport(timeout=3_500)
    call.click()
    fields, total = phone.locator("#points [type=number]"), phone.locator("#points .total")
    expect(total).to_be_hidden()
    fields.nth(0).fill("60")
    fields.nth(1).fill("40")
    expect(total).to_have_text("100 of 100 points given")
    phone.get_by_role("button", name="Save my points").click()
    expect(phone.get_by_text("Your points are saved.")).to_be_in_viewport()
    expect(phone.get_by_role("button", name="Change my points")).to_be_in_viewport()
    expect(phone.get_by_text("You have answered everything.")).to_be_visible()


def test_on_a_phone_the_total_follows_the_points_and_it_is_said_that_they_are_saved(
    server: Server, people: People
) -> None:
    room, phone = room_of(server), people.person(width=360, height=740)
    ask_for_points(room.store, HOST, room.code)
    steps.join(phone, server.url, room.code, "Water")
    phone.goto(f"{server.url}/m")
    fields, total = phone.locator("#points [type=number]"), phone.locator("#points .total")
    saved = phone.get_by_text("Your points are saved.")
    expect(total).to_be_hidden()
    fields.nth(0).fill("40")
    fields.nth(1).fill("20")
    expect(total).to_have_text("60 of 100 points given")
    phone.get_by_role("button", name="Save my points").click()
    expect(saved).to_be_in_viewport()
    expect(total).to_have_text("60 of 100 points given")
    fields.nth(2).fill("40")
    expect(total).to_have_text("100 of 100 points given")
    expect(saved).to_have_count(0)
