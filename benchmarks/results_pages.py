"""How long officials wait for each page of a result: prints figures, asserts nothing.

Run as `python -m benchmarks.results_pages` in the folder of the project. The aims are 1 s for a workshop
of 500 participants and 2 s for a city with ten years of workshops, both invented. A page is ready when its
last element shows, every chart is drawn and the server runs nothing for it any more. Cold is the first
viewer after a revision, for whom all is computed; warm is everybody after that. The page is loaded whole,
with the files that do not change kept by the browser, as for somebody who was here before. Browser and
server share the machine; the server's processor time is what hardly depends on what else it does. Pages come from the menu: a new one under Results is timed without a word here.
"""

import os
import platform
import statistics
import sys
from collections.abc import Callable
from importlib.metadata import version

from playwright.sync_api import Page, sync_playwright

from benchmarks.cities import HALL, YEARLY, YEARS, invent
from benchmarks.hall import worked
from benchmarks.scorecards import URBAN
from benchmarks.served import served
from resilience.framework import load_framework
from resilience.store import Store
from resilience.store.workshops import bump_revision, workshops
from resilience.ui.shared.menu import PAGES, REPLY, UNDRR
from tests.live import PATIENCE, Server, launched

COLD, WARM = 3, 5
AIM_HALL, AIM_DECADE = 1000, 2000
#: pages of a result that need a lead's link or another framework
OTHERS = (REPLY, UNDRR)
#: records in milliseconds since the page was asked for when it is ready
READY = """
const whole = () => {
  const app = document.querySelector("[data-testid=stApp]");
  const parts = document.querySelectorAll("[data-testid=stMain] [data-testid=stElementContainer]");
  const last = [...parts].findLast((part) => part.offsetParent);  // others are in closed tabs
  const charts = [...document.querySelectorAll(".chart")];
  return app && app.dataset.testScriptState === "notRunning" && last
    && document.querySelector("[data-testid=stMain] h1")
    && !document.querySelector("[data-stale=true], [data-testid=stSkeleton], [data-testid=stSpinner]")
    && charts.every((chart) => chart.querySelector(".main-svg") || !chart.offsetParent);
};
const look = () => {
  if (whole()) { window.ready = performance.now(); } else { requestAnimationFrame(look); }
};
requestAnimationFrame(look);
"""


def results_pages() -> list[str]:
    """The address of each page of a result that its readers have."""
    return [
        address
        for section, path, address, _, _ in PAGES
        if section == "Results" and path not in OTHERS
    ]


def opened(page: Page, address: str) -> float:
    """Milliseconds until a page is ready."""
    page.goto(address)
    page.wait_for_function("() => window.ready", timeout=PATIENCE)
    return float(page.evaluate("window.ready"))


def revise(store: Store) -> None:
    """Let everything that was computed be computed anew."""
    with store.write() as session:
        for workshop, _ in workshops(session):
            bump_revision(session, workshop.id)


def show(what: str, aim: int, page: Page, store: Store, server: Server, code: str) -> None:
    """Print the table of all pages of a workshop's result."""
    print(f"{what} (aim {aim} ms): median of {COLD} cold and of {WARM} warm views in ms,")
    print("  each with the server's processor time for one")
    opened(page, f"{server.url}/overview?workshop={code}")  # what does not change is kept from here
    for address in results_pages():
        whole = f"{server.url}/{address}?workshop={code}"

        def cold(whole: str = whole) -> float:
            revise(store)
            return opened(page, whole)

        def warm(whole: str = whole) -> float:
            return opened(page, whole)

        told = _told(server, cold, COLD, aim) + _told(server, warm, WARM, aim)
        print(f"  {address:14}{told}")


def _told(server: Server, view: Callable[[], float], times: int, aim: int) -> str:
    """Milliseconds until the page was ready, and of the server's work for it."""
    took, before = [], worked(server)
    for _ in range(times):
        took.append(view())
    middle, work = statistics.median(took), 1000 * (worked(server) - before) / times
    return f"{middle:8.0f}{' OVER' if middle > aim else '     '}{work:6.0f}"


def main() -> None:
    """Print all figures."""
    named = ", ".join(f"{name} {version(name)}" for name in ("streamlit", "pandas", "plotly"))
    print(f"Python {platform.python_version()}, {named}, {sys.platform}")
    print(f"{os.cpu_count()} processors, at work before this began: {os.getloadavg()[0]:.1f}")
    framework = load_framework(URBAN)
    with served() as (server, store), sync_playwright() as here:
        hall, last = invent(store, framework)
        browser = launched(here)
        page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        page.add_init_script(READY)
        print(f"chromium {browser.version}")
        show(f"{HALL} participants", AIM_HALL, page, store, server, hall)
        title = f"{YEARS} years of workshops of {YEARLY} people"
        show(title, AIM_DECADE, page, store, server, last)
        browser.close()


if __name__ == "__main__":
    main()
