"""What people typed makes no link in a real browser, and looks as it was typed."""

from playwright.sync_api import expect

from tests.live import People, Server

TYPED = "See https://evil.example/x, www.evil.example or me@evil.example."


def test_an_address_in_the_description_of_an_event_is_no_link(
    server: Server, people: People
) -> None:
    page = people.person()
    page.goto(server.facilitator_link)
    page.get_by_test_id("stMain").get_by_role("link", name="New workshop").click()
    event = page.get_by_role("textbox", name="Most probable: two sentences")
    event.fill(TYPED)
    event.press("Tab")
    preview = page.get_by_test_id("stMarkdown").filter(has_text="evil.example/x")
    expect(preview).to_be_visible()
    assert TYPED in preview.inner_text().replace("\u2060", "")
    expect(preview.locator("a")).to_have_count(0)
