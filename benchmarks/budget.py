"""What each page costs a visitor: bytes on the wire, requests, and the time until it can be used.

Run as `python -m benchmarks.budget` in the folder of the project: prints a table, asserts nothing. Pages and
networks can be chosen (`--pages score overview --networks slow-3g --times 1`). Cold is a browser that was
never here, warm the same one a second time; each figure is the median of several visits. Bytes are those
of answers with their headers as they came, all of them until nothing more comes, and what the websocket
brought; files that the browser has kept are neither bytes nor requests.

A page can be used when
- phone: a level can be pressed and the page's script has run (`/m`);
- join: the button that joins can be pressed;
- score: the first level of the Streamlit page is enabled;
- all others: the last element shows, every chart is drawn and the server runs nothing for it any more.

The networks are Chromium's emulation (DevTools, NetworkManager.ts): slow 4G with 1.44 Mbit/s down and 0.675
up, slow 3G with 400 kbit/s both ways. Each request waits for one round trip of the network that these stand
for, 150 and 400 ms. DevTools itself lets each request wait for several, 562.5 and 2000 ms, in place of
opening connections: `slow-4g-devtools` and `slow-3g-devtools` do so. The aims are those of slow 3G: the
phone page within 1.5 s and 30 kB; and for the Streamlit page 1.2 MB in all.
"""

import argparse
import asyncio
import base64
import os
import platform
import statistics
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Browser, BrowserContext, CDPSession, ViewportSize, sync_playwright

from benchmarks.cities import Meeting, hold
from benchmarks.hall import somebody
from benchmarks.results_pages import READY
from benchmarks.scorecards import URBAN
from benchmarks.served import served
from resilience.framework import load_framework
from resilience.services.access.tokens import STAFF
from resilience.services.cities.publications import show_to_network
from resilience.services.counting import rounds
from resilience.store import Store
from resilience.store.cities.network import cities_that_published
from resilience.ui.results.network import CITY
from tests.live import Server, launched
from tests.services.held import HOST, set_up

#: milliseconds that a request waits; bit/s down and up
NETWORKS: dict[str, tuple[float, float, float] | None] = {
    "none": None,
    "slow-4g": (150, 1_440_000, 675_000),
    "slow-3g": (400, 400_000, 400_000),
    "slow-4g-devtools": (562.5, 1_440_000, 675_000),
    "slow-3g-devtools": (2000, 400_000, 400_000),
}
USUAL = ("none", "slow-4g", "slow-3g")
TIMES, PEOPLE = 3, 60
#: milliseconds that a page may take on the slowest network and a busy machine
PATIENCE = 300_000
#: most milliseconds on slow 3G and most bytes, both of a cold visit
AIM_TIME = {"phone-en": 1500, "phone-ja": 1500}
AIM_BYTES = {"phone-en": 30_000, "phone-ja": 30_000, "score": 1_200_000}
#: notes when an element that can be used has been painted, and the page's own script has run
WATCH = """
const look = () => {
  const found = document.querySelector("%s");
  if (found && !found.disabled && found.parentElement.getBoundingClientRect().height
      && document.readyState === "complete") {
    requestAnimationFrame(() => setTimeout(() => { window.ready = performance.now(); }));
  } else { requestAnimationFrame(look); }
};
requestAnimationFrame(look);
"""
LEVEL = WATCH % "section.screen:not([hidden]) button.level"
JOIN = WATCH % "form input[name=department]"
RADIO = WATCH % "[data-testid=stMain] input[type=radio]"


@dataclass(frozen=True)
class Page:
    """A page as somebody opens it: its address, the cookies of that person, and when it can be used."""

    address: str
    cookies: dict[str, str]
    ready: str = READY


@dataclass
class Cost:
    """What one visit took."""

    bytes: int = 0
    requests: int = 0
    ms: float = 0
    kept: set[str] = field(default_factory=set)

    def listen(self, wire: CDPSession) -> None:
        """Count what comes over a wire."""
        wire.on("Network.requestServedFromCache", lambda e: self.kept.add(e["requestId"]))
        wire.on("Network.responseReceived", self._answered)
        wire.on("Network.loadingFinished", self._came)
        wire.on("Network.webSocketCreated", lambda _: self._add(1, 0))
        wire.on("Network.webSocketFrameReceived", lambda e: self._add(0, _size(e["response"])))
        wire.send("Network.enable")

    def _answered(self, event: Mapping[str, Any]) -> None:
        response = event["response"]
        if response["fromDiskCache"] or not response["url"].startswith("http"):
            self.kept.add(event["requestId"])

    def _came(self, event: Mapping[str, Any]) -> None:
        if event["requestId"] not in self.kept:
            self._add(1, int(event["encodedDataLength"]))

    def _add(self, requests: int, size: int) -> None:
        self.requests += requests
        self.bytes += size


def _size(frame: Mapping[str, Any]) -> int:
    said = str(frame["payloadData"])
    return len(said.encode() if frame["opcode"] == 1 else base64.b64decode(said))


def visit(context: BrowserContext, url: str, page: Page, network: str) -> Cost:
    """Open a page in a browser, as it is or was here before."""
    tab, cost = context.new_page(), Cost()
    wire = context.new_cdp_session(tab)
    cost.listen(wire)
    if limits := NETWORKS[network]:
        latency, down, up = limits
        bytes_per_second = {"downloadThroughput": down / 8, "uploadThroughput": up / 8}
        wire.send(
            "Network.emulateNetworkConditions",
            {"offline": False, "latency": latency, **bytes_per_second},
        )
    tab.add_init_script(page.ready)
    tab.goto(f"{url}{page.address}", timeout=PATIENCE)
    end = time.monotonic() + PATIENCE / 1000
    while cost.ms == 0:  # asked as a debugger asks, which no policy of a page is in the way of
        if time.monotonic() > end:
            raise SystemExit(f"{page.address} could not be used within {PATIENCE / 1000:.0f} s.")
        tab.wait_for_timeout(50)
        said = wire.send("Runtime.evaluate", {"expression": "window.ready || 0"})
        cost.ms = float(said["result"]["value"])
    tab.wait_for_load_state("networkidle", timeout=PATIENCE)
    tab.close()
    return cost


def measure(browser: Browser, url: str, name: str, page: Page, network: str, times: int) -> None:
    """Print the row of a page on a network."""
    cold, warm = [], []
    for _ in range(times):
        small = page.ready != READY
        size = (
            ViewportSize(width=360, height=740) if small else ViewportSize(width=1280, height=900)
        )
        context = browser.new_context(viewport=size)
        context.add_cookies([{"name": k, "value": v, "url": url} for k, v in page.cookies.items()])
        cold.append(visit(context, url, page, network))
        warm.append(visit(context, url, page, network))
        context.close()
    late = network == "slow-3g" and _middle(cold).ms > AIM_TIME.get(name, float("inf"))
    over = " OVER" * (late or _middle(cold).bytes > AIM_BYTES.get(name, float("inf")))
    print(f"{name:12}{network:17}{_told(_middle(cold))}   {_told(_middle(warm))}{over}", flush=True)


def _middle(costs: list[Cost]) -> Cost:
    return Cost(
        *(
            round(statistics.median(getattr(c, part) for c in costs))
            for part in ("bytes", "requests", "ms")
        )
    )


def _told(cost: Cost) -> str:
    return f"{cost.bytes / 1000:9.1f} kB{cost.requests:5}{cost.ms:8.0f} ms"


def pages(store: Store, server: Server) -> dict[str, Page]:
    """The pages that are measured: a vote of the product's own scorecard, and an invented result."""
    framework = load_framework(URBAN)
    held = set_up(store, framework)
    held.move(rounds.open_vote)
    person = asyncio.run(somebody(held, server.port))
    english, japanese = person | {"language": "en"}, person | {"language": "ja"}
    staff = {STAFF: held.link("facilitator").token or "", "language": "en"}
    with store.write() as session:
        code = hold(session, framework, Meeting.of("City (invented)", PEOPLE))
    show_to_network(store, HOST, code)
    with store.read() as session:  # the network of invented cities, which is public
        [(name, country)] = cities_that_published(session, invented=True)
    results = ("overview", "departments", "priorities")
    return {
        "phone-en": Page("/m", english, LEVEL),
        "phone-ja": Page("/m", japanese, LEVEL),
        "join": Page(f"/join?code={held.code}", {"language": "en"}, JOIN),
        "score": Page("/score", english, RADIO),
        **{name: Page(f"/{name}?workshop={code}", {"language": "en"}) for name in results},
        "network": Page(f"/network?{urlencode({CITY: f'{name}, {country}'})}", {"language": "en"}),
        "live": Page(f"/live?workshop={held.code}", staff),
    }


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description="What each page costs a visitor.")
    asked.add_argument("--pages", nargs="*", help="names of the table's first column; else all")
    asked.add_argument("--networks", nargs="*", choices=NETWORKS, default=USUAL)
    asked.add_argument(
        "--times", type=int, default=TIMES, help="visits, of which the median is told"
    )
    chosen = asked.parse_args()
    print(f"Python {platform.python_version()}, {sys.platform}, {os.cpu_count()} processors,")
    print(f"  at work before this began: {os.getloadavg()[0]:.1f}; median of {chosen.times}")
    with served() as (server, store):
        there = pages(store, server)
        names = chosen.pages or list(there)
        if unknown := set(names) - set(there):
            asked.error(f"no page {', '.join(sorted(unknown))}; there are {', '.join(there)}")
        with sync_playwright() as here:
            browser = launched(here)
            print(f"chromium {browser.version}")
            told = "bytes, requests, ms until usable"
            print(f"{'page':12}{'network':17}cold: {told}; warm: the same")
            for name in names:
                for network in chosen.networks:
                    measure(browser, server.url, name, there[name], network, chosen.times)
            browser.close()


if __name__ == "__main__":
    main()
