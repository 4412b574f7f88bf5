"""Setting up in the browser: the country proposes departments, hazards say what is not asked."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Position, expect

from tests.browser import steps
from tests.live import ROOT, People, Server

#: how wide the page is drawn, in pixels
WIDTH = "document.querySelector('[data-testid=stMain]').scrollWidth"
FOLDER = ROOT / "screenshots"
#: by how many pixels the page is taller than the screen
TALLER = (
    "(one => one.scrollHeight - one.clientHeight)(document.querySelector('[data-testid=stMain]'))"
)


def look(page: Page, name: str) -> None:
    """Nothing sticks out at the side; a picture where somebody looks at it."""
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(f"{WIDTH} <= {width}")
        if "SCREENSHOTS" in os.environ:
            tall = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
            page.set_viewport_size({"width": width, "height": min(tall, 6000)})
            page.wait_for_timeout(700)
            Path(FOLDER).mkdir(exist_ok=True)
            page.screenshot(path=FOLDER / f"{name}-{width}.png")


def face(page: Page, *hazards: str, label: str = "Hazards that the city faces") -> None:
    """Choose hazards."""
    box = page.get_by_role("combobox", name=label)
    for hazard in hazards:
        box.press_sequentially(hazard)
        page.get_by_role("option", name=hazard, exact=True).click()
        steps.settled(page)
    page.keyboard.press("Escape")


def live_in(page: Page, country: str, label: str = "Country") -> None:
    """Type the country and leave the field."""
    page.get_by_role("textbox", name=label, exact=True).fill(country)
    page.keyboard.press("Tab")
    steps.settled(page)


def table_of(page: Page) -> Locator:
    """The table of departments, once the one that it replaces is gone."""
    table = page.get_by_test_id("stDataFrame")
    expect(table).to_have_count(1)
    expect(table).to_be_visible()
    return table


def rename_first(page: Page, name: str) -> None:
    """Type over the first department of the table."""
    table = table_of(page)
    first = Position(x=120, y=52)
    table.hover(position=first, force=True)
    page.wait_for_timeout(200)  # the table sees the mouse at its next drawing
    table.click(position=first, force=True)
    page.keyboard.press("Enter")
    cell = page.locator("#portal textarea")
    expect(cell).to_be_focused()
    cell.fill(name)
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("glide-cell-1-0")).to_have_text(name)
    steps.settled(page)


def has_departments(page: Page, first: str, other: str) -> None:
    """Wait until the table starts with a department and has another; it draws them for screen readers a bit later."""
    table_of(page).evaluate("one => one.scrollIntoView()")
    expect(page.get_by_test_id("glide-cell-1-0")).to_have_text(first)
    expect(page.locator("td[role=gridcell]", has_text=other)).to_have_count(1)


def test_country_and_hazards_fill_the_form_until_the_host_edits_it(
    server: Server, people: People
) -> None:
    page = people.person()
    page.goto(server.facilitator_link)
    page.get_by_test_id("stMain").get_by_role("link", name="New workshop").click()
    page.get_by_role("textbox", name="Name of the city").fill("Testhaven")
    for country, first, other in (
        ("日本", "Emergency management", "Parks and landscape"),
        ("China", "Housing", "Urban utilities"),
    ):
        live_in(page, country)
        steps.step(page, "Departments")
        has_departments(page, first, other)
        steps.step(page, "City")
    steps.step(page, "Hazards")
    face(page, "Flood", "Typhoon or hurricane")
    steps.step(page, "Scorecard")
    page.get_by_role("paragraph").filter(has_text="Not asked: ").click()
    box = page.get_by_role("checkbox", name="NBS12")
    expect(box).to_be_checked()
    look(page, "set-up")
    page.get_by_test_id("stCheckbox").filter(has_text="NBS12").locator("label").click()
    expect(box).not_to_be_checked()
    steps.step(page, "Departments")
    rename_first(page, "Ports")
    steps.step(page, "City")
    live_in(page, "Japan")
    page.reload()
    steps.step(page, "Departments")
    has_departments(page, "Ports", "Urban utilities")
    steps.create(page)


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (360, 740)])
def test_every_step_has_its_button_on_the_screen_and_outlives_a_reload(
    server: Server, people: People, width: int, height: int
) -> None:
    page = people.person()
    page.set_viewport_size({"width": width, "height": height})
    page.goto(server.facilitator_link)
    page.get_by_test_id("stMain").get_by_role("link", name="New workshop").click()
    page.get_by_role("textbox", name="Name of the city").fill("Cascais")
    places = set()
    for name in ("City", "Hazards", "Scorecard", "Departments", "Create"):
        expect(page.get_by_role("radio", name=name)).to_have_attribute("aria-checked", "true")
        steps.settled(page)
        forward = page.get_by_role("button", name=re.compile("^(Next|Create the workshop)$"))
        box = forward.bounding_box()
        assert box
        assert box["y"] + box["height"] <= height
        assert steps.fits(page, width)
        places.add(round(box["y"]))
        if width > 1000:
            assert page.evaluate(TALLER) <= 1, name
            expect(page.locator(".phone")).to_be_visible()
        if name != "Create":
            forward.click()
    assert len(places) == 1
    page.get_by_role("radio", name="Scorecard").click()
    page.get_by_text("Quick", exact=True).click()
    steps.settled(page)
    page.reload()
    expect(page.get_by_role("radio", name="Quick")).to_be_checked()
    steps.step(page, "City")
    expect(page.get_by_role("textbox", name="Name of the city")).to_have_value("Cascais")
    expect(page.get_by_role("textbox", name="Country")).to_have_value("Portugal")
    steps.create(page)
