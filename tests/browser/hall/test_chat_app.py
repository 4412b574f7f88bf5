"""A phone that scans the code inside a chat app: short memory, no files, no second window."""

import re

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import steps
from tests.live import PATIENCE, Server
from tests.web.joining.test_in_app import AGENTS

#: what the web view refuses: to remember, and to open another window
REFUSES = """
for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
  Object.defineProperty(window, name, {
    get() { throw new DOMException("The operation is insecure.", "SecurityError"); },
  });
}
window.open = () => null;
"""


def visit(browser: Browser) -> BrowserContext:
    """The app opens its browser, which knows nothing of the visit before."""
    context = browser.new_context(
        user_agent=AGENTS["WeChat"],
        viewport={"width": 360, "height": 740},
        accept_downloads=False,
    )
    context.add_init_script(REFUSES)
    context.set_default_timeout(PATIENCE)
    return context


def bottom(page: Page, selector: str) -> float:
    """How far down something ends on the page."""
    found = page.locator(selector).bounding_box()
    assert found
    return found["y"] + found["height"]


def test_answers_survive_a_browser_that_forgets(server: Server, browser: Browser) -> None:
    desk = browser.new_page()
    code = steps.set_up(desk, server.facilitator_link)
    steps.open_vote(desk, server.url, code)

    first = visit(browser)
    phone = first.new_page()
    faults: list[str] = []
    phone.on("pageerror", lambda error: faults.append(str(error)))
    phone.goto(f"{server.url}/join?code={code}")
    phone.get_by_role("radio").first.check()
    phone.get_by_role("button", name="Join").click()
    expect(phone.get_by_text("You are in WeChat's built-in browser")).to_be_visible()
    assert (
        bottom(phone, ".qr")
        < bottom(phone, "#return-link")
        < bottom(phone, "a.on-phone >> nth=0")
        < 740
    )
    link = phone.locator("#return-link").inner_text()
    phone.get_by_role("link", name="Start scoring").click()
    for at in ("INF10", "INF11"):
        steps.answer(phone, at, 2)
    first.close()

    second = visit(browser)
    phone = second.new_page()
    phone.on("pageerror", lambda error: faults.append(str(error)))
    phone.goto(f"{server.url}/m")
    expect(phone.get_by_label("The code that the facilitator shows")).to_be_visible()
    phone.goto(link)
    phone.get_by_role("button", name="Continue").click()
    expect(steps.card(phone, "INF10")).to_be_attached()
    phone.goto(f"{server.url}/m")
    for at in ("INF10", "INF11"):
        steps.go_to(phone, at)
        assert steps.chosen(phone, at) == "2"
    phone.goto(f"{server.url}/receipt")
    expect(phone.locator("dd", has_text=re.compile("^2 · "))).to_have_count(2)
    expect(phone.get_by_text("WeChat may not be able to print")).to_be_visible()
    phone.goto(f"{server.url}/my-data")
    expect(phone.locator("a[download]")).to_have_count(0)
    expect(phone.get_by_text("Downloads might not work in WeChat.")).to_be_visible()
    second.close()
    desk.close()
    assert faults == []
