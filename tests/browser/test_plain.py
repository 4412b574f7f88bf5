"""What people typed makes no link in a real browser, and looks as it was typed."""

from playwright.sync_api import expect

from tests.browser import steps
from tests.live import People, Server

TYPED = "See https://evil.example/x, www.evil.example or me@evil.example."


def test_an_address_in_the_description_of_an_event_is_no_link(
    server: Server, people: People
) -> None:
    page = people.person()
    page.goto(server.facilitator_link)
    page.get_by_test_id("stMain").get_by_role("link", name="New workshop").click()
    steps.step(page, "Hazards")
    event = page.get_by_role("textbox", name="Most probable event")
    event.fill(TYPED)
    event.press("Tab")
    steps.step(page, "Scorecard")
    preview = page.locator(".phone")
    expect(preview).to_contain_text("evil.example/x")
    assert TYPED in preview.inner_text().replace("\u2060", "")
    expect(preview.locator("a")).to_have_count(0)
