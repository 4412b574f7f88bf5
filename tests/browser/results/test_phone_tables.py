"""Tables of the results on a phone: no row is high for a column that is out of sight, and none is cut."""

from playwright.sync_api import expect

from tests.browser import steps
from tests.live import People, Server


def test_rows_of_priorities_are_low_on_a_phone(demo_server: Server, people: People) -> None:
    page = people.person(width=360)
    page.goto(f"{demo_server.url}/priorities")
    steps.settled(page)
    rows = page.locator(".st-key-priorities-rows table").first.locator("tbody tr")
    expect(rows).to_have_count(10)
    heights = rows.evaluate_all("rows => rows.map(row => row.getBoundingClientRect().height)")
    assert max(heights) < 140


def test_every_column_of_indicators_is_on_a_phone(demo_server: Server, people: People) -> None:
    page = people.person(width=360)
    page.goto(f"{demo_server.url}/overview")
    steps.settled(page)
    page.get_by_text("Resilient urban planning · 12 indicators").click()
    row = page.locator(".st-key-overview-rows").get_by_role("row").filter(has_text="PLN18")
    figures = row.locator("td")
    for at in range(6):
        box = figures.nth(at).bounding_box()
        assert box
        assert box["x"] + box["width"] <= 360 - 16, f"column {at + 1} is cut"
