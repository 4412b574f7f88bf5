"""A facilitator repairs the attendance while people answer, and is asked about a second workshop of the day."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.live import People, Server


def choose(page: Page, line: str) -> None:
    """Pick a device by part of its line."""
    field = page.get_by_role("combobox", name="Device", exact=True)
    field.fill(line)
    page.get_by_role("option", name=line).first.click()
    steps.settled(page)


@pytest.fixture(scope="module")
def server(module_server: Server) -> Server:
    """One server for all of these tests."""
    return module_server


def test_a_device_is_moved_merged_and_removed(server: Server, people: People) -> None:
    facilitator = people.person()
    code = steps.set_up(facilitator, server.facilitator_link, city="Listhaven")
    facilitator.goto(f"{server.url}/live?workshop={code}")
    facilitator.get_by_role("button", name="Open the vote").click()
    expect(facilitator.get_by_text("The vote is open.")).to_be_visible()
    first, second, spare = (people.person(width=360) for _ in range(3))
    for person in (first, second, spare):
        steps.join(person, server.url, code, "Water")
    for person in (first, second):
        steps.answer(person, "INF10", 2)
    facilitator.get_by_test_id("stMain").get_by_role("link", name="Attendance").click()
    expect(
        facilitator.get_by_text("3 people joined · 2 of them answered in a vote")
    ).to_be_visible()
    choose(facilitator, "No. 1 ·")
    facilitator.get_by_role("button", name="Same person again").click()
    expect(facilitator.get_by_text("Device no. 1 is older and will be removed.")).to_be_visible()
    facilitator.get_by_role("button", name="Merge devices").click()
    expect(
        facilitator.get_by_text("2 people joined · 1 of them answered in a vote")
    ).to_be_visible()
    choose(facilitator, "has not answered")
    facilitator.get_by_role("button", name="Remove device").click()
    facilitator.get_by_role("dialog").get_by_role("button", name="Remove device").click()
    expect(
        facilitator.get_by_text("1 person joined · 1 of them answered in a vote")
    ).to_be_visible()
    choose(facilitator, "No. 2 ·")
    facilitator.get_by_role("button", name="Move to another department").click()
    facilitator.get_by_role("button", name="Move device", exact=True).click()
    expect(facilitator.get_by_role("dialog")).to_have_count(0)
    expect(facilitator.get_by_role("cell", name="2", exact=True)).to_be_visible()
    expect(facilitator.get_by_text("Device no. 2 was moved to ")).to_be_visible()
    field = facilitator.get_by_role("combobox", name="Device", exact=True)
    expect(field).to_have_value("")
    assert steps.chosen(second, "INF10") == "2"


def test_a_second_workshop_of_a_city_and_day_is_asked_about(server: Server, people: People) -> None:
    facilitator = people.person()
    code = steps.set_up(facilitator, server.facilitator_link, city="Twicehaven")
    facilitator.goto(f"{server.url}/set-up")
    facilitator.get_by_role("textbox", name="Name of the city").fill("Twicehaven")
    facilitator.get_by_role("textbox", name="Country").fill("Portugal")
    steps.step(facilitator, "Create")
    facilitator.get_by_role("button", name="Create the workshop").click()
    expect(facilitator.get_by_text("Twicehaven already has a workshop on")).to_be_visible()
    facilitator.get_by_role("link", name=f"Open workshop {code}").click()
    expect(facilitator.locator(".join-code")).to_have_text(code)
