"""What people do in the browser, step by step."""

import re
from contextlib import suppress
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as TookTooLong

from tests.live import wait_for


def set_up(page: Page, link: str, city: str = "Testhaven") -> str:
    """The facilitator opens the link and sets a workshop up; gives its join code."""
    describe(page, link, city)
    return create(page)


def describe(page: Page, link: str, city: str) -> None:
    """The facilitator opens the link and goes through the first steps of a new workshop."""
    page.goto(link)
    page.get_by_test_id("stMain").get_by_role("link", name="New workshop").click()
    page.get_by_role("textbox", name="Name of the city").fill(city)
    page.get_by_role("textbox", name="Country").fill("Portugal")
    step(page, "Hazards")
    page.get_by_role("textbox", name="Most probable event").fill("Rain of 80 mm in two hours.")
    page.get_by_role("textbox", name="Severe event").fill("An earthquake with a tsunami.")
    step(page, "Scorecard")
    page.get_by_text("Quick", exact=True).click()
    expect(page.get_by_text("Rain of 80 mm")).to_have_count(3)


def open_vote(page: Page, url: str, code: str) -> None:
    """The facilitator opens the vote of a workshop on its live page."""
    page.goto(f"{url}/live?workshop={code}")
    page.get_by_role("button", name="Open the vote").click()
    expect(page.get_by_text("The vote is open.")).to_be_visible()


def step(page: Page, name: str) -> None:
    """Go to a step of setting up."""
    page.get_by_role("radio", name=name).click()
    expect(page.get_by_role("radio", name=name)).to_have_attribute("aria-checked", "true")
    settled(page)


def create(page: Page) -> str:
    """Create the workshop that is set up, beside any of the same city and day; gives its join code."""
    step(page, "Create")
    page.get_by_role("button", name="Create the workshop").click()
    code, another = page.locator(".join-code"), page.get_by_role("button", name="Another workshop")
    expect(code.or_(another).first).to_be_visible()
    if another.is_visible():
        another.click()
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


def choose_tab(page: Page, name: str) -> None:
    """Choose a tab until it stays chosen: one that is chosen while the page is drawn may be forgotten."""
    settled(page)
    tab = page.get_by_role("tab", name=name)

    def stays() -> bool:
        tab.click()
        page.wait_for_timeout(500)
        settled(page)
        return tab.get_attribute("aria-selected") == "true"

    wait_for(stays, name)


def choose(box: Locator, option: str | re.Pattern[str]) -> None:
    """Choose an option of a list, and open it again where it closed since its page moved."""
    page = box.page
    settled(page)
    box.evaluate("box => box.scrollIntoView({block: 'center'})")
    choice = page.get_by_role("option", name=option).first

    def opened() -> bool:
        box.click()
        page.wait_for_timeout(500)
        return choice.is_visible()

    wait_for(opened, str(option))
    choice.click()
    settled(page)


def fits(page: Page, width: int) -> bool:
    """Whether nothing sticks out at the side; tables and charts take a moment to follow a new width."""
    drawn = "(document.querySelector('[data-testid=stMain]') || document.body).scrollWidth"
    with suppress(TookTooLong):
        page.wait_for_function(f"width => {drawn} <= width", arg=width, timeout=10_000)
        return True
    return False


def open_all(page: Page) -> None:
    """Open all that can be opened, and what stands in it then."""
    closed = page.locator("details:not([open]) > summary:visible")
    while closed.count():
        closed.evaluate_all("all => all.forEach(one => one.click())")


def role_link(page: Page, role: str) -> str:
    """The link of a role on the links page, at the address that this machine's browsers reach."""
    names = {
        "cofacilitator": "Co-facilitator",
        "official": "Officials (read the result after the reveal)",
    }
    return link_below(page, names[role])


def link_below(page: Page, label: str) -> str:
    """The link in the row below a label: a row stands there before its box, which is loaded later."""
    settled(page)
    named = page.get_by_text(label, exact=True).first
    row = named.locator("xpath=following::*[@data-testid='stHorizontalBlock'][1]")
    return here(page, written(row.get_by_test_id("stCode")))


def here(page: Page, link: str) -> str:
    """A link for phones in the network, at the address of the page."""
    at = urlsplit(page.url)
    return urlsplit(link)._replace(scheme=at.scheme, netloc=at.netloc).geturl()


def written(link: Locator) -> str:
    """The link that a code box shows; the box is drawn before its text, and may be drawn twice."""
    return (link.filter(has_text="http").text_content() or "").strip()


def move(page: Page, name: str) -> None:
    """The facilitator makes a move that asks whether it is meant, once the page is drawn and nothing shifts."""
    settled(page)
    page.get_by_role("button", name=name).first.click()
    sure = page.get_by_role("button", name=f"Yes: {name}")
    sure.click()
    expect(sure).to_have_count(0)


def join(page: Page, url: str, code: str, department: str, table_of: int | None = None) -> str:
    """Somebody joins by link; gives the own return link."""
    page.goto(f"{url}/join?code={code}")
    page.get_by_label(department, exact=True).check()
    if table_of:
        page.get_by_text("We answer as a table").click()
        page.get_by_label("People at the table").fill(str(table_of))
    page.get_by_role("button", name="Join").click()
    link = page.locator("#return-link").inner_text()
    page.goto(f"{url}/score")
    return link


def card(page: Page, code: str) -> Locator:
    """The card of an indicator on the scorecard."""
    return page.locator(f'section.screen[data-at="{code}"]')


def go_to(page: Page, code: str) -> Locator:
    """Go to an indicator by the list of all; gives its card."""
    page.locator("#given").click()
    page.locator(f'.list [data-at="{code}"]').click()
    expect(card(page, code)).to_be_visible()
    return card(page, code)


def answer(page: Page, code: str, said: str | int) -> None:
    """Choose an answer and wait until it is shown as saved."""
    value = {"Don't know": "dk", "Not applicable": "na"}.get(str(said), str(said))
    option = go_to(page, code).locator(f'button[name=said][value="{value}"]')
    option.click()
    expect(option).to_have_attribute("aria-pressed", "true")
    saved(page)
    moved_on(page, option)


def moved_on(page: Page, option: Locator) -> None:
    """Wait until the next indicator has come by itself, as it does on a phone: what is clicked may shift until then."""
    if page.locator(".scorecard:not(.wide)").count():
        expect(option).to_be_hidden()


def saved(page: Page) -> None:
    """Wait until the scorecard says that all is saved."""
    expect(page.locator("#status")).to_have_text("saved")


def chosen(page: Page, code: str) -> str:
    """The level, number or state that a card shows as chosen."""
    option = card(page, code).locator('.answers [aria-pressed="true"]')
    return str(option.get_attribute("value"))
