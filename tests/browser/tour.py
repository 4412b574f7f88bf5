"""Take the pictures of README and the tour: `make pictures`.

All of them show the invented demo city, or a workshop of an invented city.
"""

import io
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from resilience.store import Store
from resilience.store.workshops import workshops
from tests.browser import steps
from tests.live import ROOT, Server, free_port, launched

FOLDER = ROOT / "docs" / "pictures"
#: a laptop, and a phone
LAPTOP, PHONE = (1280, 800), (360, 740)
COLOURS = 128


def opened(browser: Browser, size: tuple[int, int]) -> Page:
    """A page of somebody new."""
    wide, tall = size
    return browser.new_context(viewport={"width": wide, "height": tall}, locale="en").new_page()


def keep(page: Page, name: str) -> None:
    """Write what is on the screen to docs/pictures, in few colours so that the documentation stays small."""
    page.wait_for_timeout(1500)  # Plotly draws in steps, and nothing says when it is done
    seen = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    FOLDER.mkdir(exist_ok=True)
    seen.quantize(COLOURS, dither=Image.Dither.NONE).save(FOLDER / f"{name}.png", optimize=True)


def take_workshop(browser: Browser, server: Server) -> None:
    """Setting up, and the vote at the desk and on a phone."""
    desk, phone = opened(browser, LAPTOP), opened(browser, PHONE)
    steps.describe(desk, server.facilitator_link, "Haiwan (invented)")
    steps.step(desk, "Departments")
    keep(desk, "set-up")
    code = steps.create(desk)
    steps.open_vote(desk, server.url, code)
    for department in ("Housing", "Water"):
        steps.join(opened(browser, PHONE), server.url, code, department)
    steps.join(phone, server.url, code, "Housing")
    phone.goto(f"{server.url}/m?at=INF10")
    keep(phone, "phone")
    desk.reload()
    keep(desk, "live")


def take_demo(browser: Browser, server: Server) -> None:
    """The result of the demo city: the stage, the discussion, the results and the action plan."""
    page = opened(browser, LAPTOP)
    page.goto(server.facilitator_link)
    expect(page.get_by_role("button", name="Remove the demo city")).to_be_visible()
    for path, mark in (
        ("overview", ".js-plotly-plot"),
        ("departments", ".js-plotly-plot"),
        ("discuss", ".headline"),
        ("actions", ".headline"),
    ):
        page.goto(f"{server.url}/{path}")
        expect(page.locator(mark).first).to_be_visible()
        steps.settled(page)
        keep(page, path)
    with Store(f"sqlite:///{server.database}").read() as session:
        latest, _ = workshops(session)[0]
        page.goto(f"{server.url}/stage/{latest.code}")
    keep(page, "stage")


def with_server(take: Callable[[Browser, Server], None], browser: Browser, *options: str) -> None:
    """Take pictures of a server with a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder), free_port()).start(*options)
        try:
            take(browser, server)
        finally:
            server.stop()


def main() -> None:
    """Take them all."""
    with sync_playwright() as playwright:
        browser = launched(playwright)
        with_server(take_workshop, browser)
        with_server(take_demo, browser, "--demo")
        browser.close()


if __name__ == "__main__":
    main()
