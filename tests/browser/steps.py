"""What people do in the browser, step by step."""

import re

from playwright.sync_api import Locator, Page, expect


def set_up(page: Page, link: str, city: str = "Testhaven") -> str:
    """The facilitator opens the link and sets a workshop up; gives its join code."""
    page.goto(link)
    page.get_by_test_id("stMain").get_by_role("link", name="Set up a workshop").click()
    page.get_by_role("textbox", name="Name of the city").fill(city)
    page.get_by_role("textbox", name="Country").fill("Portugal")
    page.get_by_role("textbox", name="Most probable: two sentences").fill(
        "Rain of 80 mm in two hours."
    )
    page.get_by_role("textbox", name="Most severe: two sentences").fill(
        "An earthquake with a tsunami."
    )
    page.get_by_role("textbox", name="Most severe: two sentences").press("Tab")
    page.get_by_text("Quick: 20 indicators").click()
    expect(page.get_by_text("Rain of 80 mm")).to_have_count(2)
    page.get_by_role("button", name="Create the workshop").click()
    code = page.locator(".join-code")
    expect(code).to_have_text(re.compile(r"^[A-Z2-9]{6}$"))
    return code.inner_text()


def settled(page: Page) -> None:
    """Wait until the page is drawn whole: while it is drawn, an element may stand there twice."""
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.locator("[data-stale=true]")).to_have_count(0)


def still(page: Page) -> None:
    """Wait until nothing opens any more: a button that moves between press and release is not pressed."""
    page.wait_for_function("() => document.getAnimations().length === 0")


def width_of(page: Page) -> int:
    """How wide the page is drawn; what is wider than the browser sticks out at its side."""
    drawn = "(document.querySelector('[data-testid=stMain]') || document.body).scrollWidth"
    return int(page.evaluate(drawn))


def open_all(page: Page) -> None:
    """Open all that can be opened, and what stands in it then."""
    closed = page.locator("details:not([open]) > summary:visible")
    while closed.count():
        closed.evaluate_all("all => all.forEach(one => one.click())")


def role_link(page: Page, role: str) -> str:
    """The link of a role on the links page."""
    names = {"facilitator": 1, "cofacilitator": 2, "official": 3}
    return page.get_by_test_id("stCode").nth(names[role]).inner_text().strip()


def move(page: Page, name: str) -> None:
    """The facilitator makes a move that asks whether it is meant."""
    page.get_by_role("button", name=name).first.click()
    sure = page.get_by_role("button", name=f"Yes: {name}")
    sure.click()
    expect(sure).to_have_count(0)


def join(page: Page, url: str, code: str, department: str, table_of: int | None = None) -> str:
    """Somebody joins by link; gives the own return link."""
    page.goto(f"{url}/join?code={code}")
    page.get_by_label(department, exact=True).check()
    if table_of:
        page.get_by_text("Our table").click()
        page.get_by_label("People at the table").fill(str(table_of))
    page.get_by_role("button", name="Join").click()
    link = page.locator("#return-link").inner_text()
    page.goto(f"{url}/score")
    return link


def card(page: Page, code: str) -> Locator:
    """The card of an indicator."""
    return page.locator(f".st-key-card-{code}")


def answer(page: Page, code: str, said: str | int) -> None:
    """Choose an answer and wait until it is shown as saved."""
    name = re.compile(rf"^{said}\s") if isinstance(said, int) else said
    option = card(page, code).locator('[data-testid="stRadioOption"]').filter(has_text=name)
    expect(option).to_have_count(1)  # while the theme changes, the old cards fade out
    option.click()
    expect(option.locator("input")).to_be_checked()
    saved = re.compile(rf"saved \d\d:\d\d: {said}")
    expect(card(page, code).get_by_text(saved)).to_be_visible()


def chosen(page: Page, code: str) -> str:
    """The number or word of the answer that a card shows as chosen."""
    settled(page)
    option = card(page, code).locator('[data-testid="stRadioOption"]:has(input:checked)')
    return option.inner_text().split()[0]
