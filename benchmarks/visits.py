"""What each results page and *Actions* costs, for every role: prints bytes, asserts nothing.

Run as `python -m benchmarks.visits` in the folder of the project. The city is the invented one of `resilience demo`,
and the browser a real one of 1280 x 900 pixels. For each page and role:

- cold: a browser that was never here; files (answers with their headers, as they came) and websocket messages;
- run: the page is run again, as after a click that changes it; Streamlit leaves out large messages that a browser has;
- again: the same browser opens the page a second time.

`--pages overview actions --roles facilitator` chooses; `--parts` lists every file and message of each cold visit.
Sizes are those by http, where files are packed with gzip. The aim is 1.2 MB for a cold visit; `OVER` says where not.
"""

import argparse
import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.results_pages import READY, opened, results_pages
from benchmarks.scorecards import NEWEST
from benchmarks.served import served
from resilience.framework import load_framework
from resilience.services.access.tokens import ACCOUNT
from resilience.services.demo.city import load_demo
from resilience.store import Store
from tests.live import launched
from tests.services.staff import entered, hired

AIM = 1_200_000
#: roles by what a visitor is called; nobody has none
ROLES = {
    "nobody": "",
    "official": "official in {code}",
    "lead": "lead in {code} / Water",
    "cofacilitator": "cofacilitator in {code}",
    "facilitator": "facilitator in {code}",
    "admin": "admin",
}
#: milliseconds without anything new after which a page is taken to have all it needs
REST = 600


@dataclass
class Traffic:
    """What came over a wire: the bytes of each file and each message, with what it is."""

    files: list[tuple[int, str]] = field(default_factory=list)
    messages: list[tuple[int, str]] = field(default_factory=list)
    asked: dict[str, str] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)

    def listen(self, wire: CDPSession) -> None:
        """Note what comes from now on; files that the browser has kept do not count."""
        wire.on("Network.requestWillBeSent", self._ask)
        wire.on("Network.requestServedFromCache", lambda e: self.kept.add(e["requestId"]))
        wire.on("Network.responseReceived", self._answered)
        wire.on("Network.loadingFinished", self._came)
        wire.on("Network.webSocketFrameReceived", self._said)
        wire.send("Network.enable")

    def taken(self) -> "Traffic":
        """What came so far; the next call has what comes from here."""
        taken = Traffic(self.files, self.messages)
        self.files, self.messages = [], []
        return taken

    @property
    def size(self) -> int:
        return _sum(self.files) + _sum(self.messages)

    @property
    def finished(self) -> bool:
        """Whether a run of the page has ended."""
        return any(kind == "script_finished" for _, kind in self.messages)

    def _ask(self, event: Mapping[str, Any]) -> None:
        self.asked[event["requestId"]] = event["request"]["url"]

    def _answered(self, event: Mapping[str, Any]) -> None:
        if event["response"]["fromDiskCache"]:
            self.kept.add(event["requestId"])

    def _came(self, event: Mapping[str, Any]) -> None:
        address = self.asked.get(event["requestId"], "")
        if event["requestId"] not in self.kept and address.startswith("http"):
            self.files.append((int(event["encodedDataLength"]), address))

    def _said(self, event: Mapping[str, Any]) -> None:
        frame = event["response"]
        if frame["opcode"] == 2:
            message = base64.b64decode(frame["payloadData"])
            self.messages.append((len(message), _kind(ForwardMsg.FromString(message))))


def _sum(parts: list[tuple[int, str]]) -> int:
    return sum(size for size, _ in parts)


def _kind(message: ForwardMsg) -> str:
    """What a message is: the kind of its element, with the beginning of its HTML."""
    if message.WhichOneof("type") != "delta":
        return str(message.WhichOneof("type"))
    change = message.delta.WhichOneof("type")
    if change != "new_element":
        return f"{change} {message.delta.add_block.WhichOneof('type')}"
    element = message.delta.new_element
    begins = element.html.body[:60].replace("\n", " ")
    return f"{element.WhichOneof('type')} {begins}".rstrip()


@dataclass(frozen=True)
class Costs:
    """A page's first visit, a run of it, and its second visit."""

    cold: Traffic
    run: Traffic
    again: Traffic


def costs(browser: Browser, url: str, address: str, token: str) -> Costs:
    """Visit a page as the holder of an account's token, or as nobody."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    cookies = {"language": "en"} | ({ACCOUNT: token} if token else {})
    context.add_cookies([{"name": k, "value": v, "url": url} for k, v in cookies.items()])
    first, traffic = context.new_page(), Traffic()
    traffic.listen(context.new_cdp_session(first))
    whole(first, url + address, traffic)
    cold = traffic.taken()
    first.keyboard.press("r")
    rest(first, traffic)
    run = traffic.taken()
    first.close()
    second = context.new_page()
    traffic.listen(context.new_cdp_session(second))
    whole(second, url + address, traffic)
    context.close()
    return Costs(cold, run, traffic.taken())


def whole(page: Page, address: str, traffic: Traffic) -> None:
    """Open a page and wait until it is ready and nothing more comes."""
    page.add_init_script(READY)
    opened(page, address)
    rest(page, traffic)


def rest(page: Page, traffic: Traffic) -> None:
    """Wait until a run has ended and nothing more comes."""
    seen = -1
    while seen != traffic.size or not traffic.finished:
        seen = traffic.size
        page.wait_for_timeout(REST)


def people(store: Store, code: str, names: list[str]) -> Iterator[tuple[str, str]]:
    """Roles, each with the token of somebody who has it in the latest workshop."""
    for name in names:
        said = ROLES[name].format(code=code)
        yield name, entered(store, hired(store, name, said)) if said else ""


def told(name: str, page: str, found: Costs) -> str:
    """The row of a page for a role, in kB."""
    cold, run, again = found.cold, found.run, found.again
    over = " OVER" * (cold.size > AIM)
    parts = f"{_sum(cold.files) / 1000:8.1f}{_sum(cold.messages) / 1000:8.1f}{len(cold.files):5}"
    rest = f"{run.size / 1000:8.1f}{again.size / 1000:8.1f}"
    return f"{page:12} {name:14}{cold.size / 1000:8.1f}{parts}{rest}{over}"


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description="What each results page costs a visitor.")
    pages = results_pages()
    asked.add_argument("--pages", nargs="*", choices=pages, default=pages)
    asked.add_argument("--roles", nargs="*", choices=ROLES, default=[*ROLES])
    asked.add_argument("--parts", action="store_true", help="every file and message of a visit")
    chosen = asked.parse_args()
    with served() as (server, store), sync_playwright() as here:
        code, *_ = load_demo(store, load_framework(NEWEST))
        roles, browser = list(people(store, code, chosen.roles)), launched(here)
        print(f"chromium {browser.version}; kB: cold, its files and messages, files; run; again")
        for page in chosen.pages:
            for name, token in roles:
                found = costs(browser, server.url, f"/{page}?workshop={code}", token)
                print(told(name, page, found), flush=True)
                for size, what in sorted(
                    found.cold.files + found.cold.messages if chosen.parts else (), reverse=True
                ):
                    print(f"  {size:8} {what.removeprefix(server.url)}")
        browser.close()


if __name__ == "__main__":
    main()
