"""Every page as axe-core judges it: nothing serious and nothing critical, in light and in dark.

And nothing sticks out at its side on a phone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

import pytest
from playwright.sync_api import FilePayload, Page, expect

from resilience.exchange.package import write_package
from resilience.scoring.planning.actions import ActionPlan
from resilience.services.access.links import links_of
from resilience.services.counting import rounds
from resilience.services.deciding.actions import add_action
from resilience.services.deciding.agreed_levels import agree
from resilience.services.deciding.weights import (
    ask_for_points,
    close_points,
    own_sheet,
    save_points,
)
from resilience.services.workshop.desk import show_screen, show_topic
from resilience.services.workshop.participants import join
from resilience.services.workshop.reply_step import reply_first
from resilience.services.workshop.workshops import create_workshop, workshops_of
from resilience.store import Store
from tests.browser import steps
from tests.exchange.package.made import KEY, result
from tests.indicators import URBAN, shipped
from tests.live import People, Server, free_port
from tests.services.held import HOST, Held, finish, plan

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
PEER: FilePayload = {
    "name": "peer.zip",
    "mimeType": "application/zip",
    "buffer": write_package(result(), KEY),
}
GRAVE = ("serious", "critical")
#: what the dark changes
COLOURS = ("color-contrast",)
#: what hangs on the width: all else was looked at in the first
LAYOUT = (
    *COLOURS,
    "target-size",
    "scrollable-region-focusable",
    "aria-hidden-focus",
    "link-in-text-block",
    "button-name",
    "link-name",
)
SETTLING = ".js-plotly-plot, [data-testid=stPills], [data-testid=stButtonGroup]"
PHONE, DESK = 360, 1280
#: a page is drawn at its whole height, for axe passes over what is scrolled out of sight
TALLEST = 12_000
HEIGHT = (
    "Math.max(document.documentElement.scrollHeight,"
    " document.querySelector('[data-testid=stMain]')?.scrollHeight ?? 0)"
)


@dataclass
class City:
    """Workshops of a city in every phase, on a server that has the demo city too."""

    server: Server
    store: Store
    key: bytes
    demo: str
    preparing: Held
    voting: Held
    counted: Held
    revealed: Held
    replying: Held
    closed: Held

    def participant(self, page: Page, room: Held) -> str:
        """The browser becomes that of somebody new of Water; gives the token."""
        page.goto("about:blank")  # an open page loads again when it learns of the change
        water = room.department("Water")
        token = join(self.store, room.code, department_id=water, language="en", size=None)
        page.context.request.post(f"{self.server.url}/return/{token}", max_redirects=0)
        return token

    def staff(self, page: Page, room: Held, role: str, department: str | None = None) -> None:
        """The browser becomes that of whoever opens the link of a role."""
        links = links_of(self.store, self.key, HOST, room.code)
        link = next(x for x in links if (x.role, x.department) == (role, department))
        page.context.request.get(f"{self.server.url}/open/{link.token}", max_redirects=0)

    def host(self, page: Page) -> None:
        """The browser becomes that of the facilitator of the installation."""
        page.context.request.get(self.server.facilitator_link, max_redirects=0)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """A server with the demo city and a workshop in each phase."""
    server = Server(tmp_path_factory.mktemp("accessibility"), free_port()).start("--demo")
    store = Store(f"sqlite:///{server.database}")
    key = (server.folder / "secret").read_bytes().strip()
    demo = workshops_of(store, HOST)[0].code
    framework = shipped(URBAN)
    codes = [create_workshop(store, key, HOST, plan(framework, tier="quick")) for _ in range(6)]
    here = City(server, store, key, demo, *(Held(store, code) for code in codes))
    reply_first(store, HOST, here.replying.code)
    voted = (here.voting, here.counted, here.revealed, here.replying, here.closed)
    for room in voted:
        vote(room)
    for room in voted[1:]:
        room.move(rounds.close_vote)
    for room in voted[2:]:
        room.move(rounds.reveal)
    for room in (here.revealed, here.closed):
        close_points(store, HOST, room.code)
        settle(room)
    here.closed.move(finish)
    yield here
    store.engine.dispose()
    server.stop()


def vote(room: Held) -> None:
    """Two departments answer, one split in itself, and share out points."""
    ask_for_points(room.store, HOST, room.code)
    room.move(rounds.open_vote)
    for name in ("Water", "Power"):
        for level in (0, 0, 3, 3, 3):
            who = room.join(name)
            room.say(who, INF10=level, INF11=level, INF5="dk", INF16="na")
            sheet = own_sheet(room.store, who)
            assert sheet
            save_points(room.store, who, dict.fromkeys(sheet.points, 20))


def settle(room: Held) -> None:
    """The room agrees on a level, and on something to be done."""
    agree(room.store, HOST, room.code, "INF10", 2, "Both were right.")
    action = ActionPlan("INF11", "Repair the pumps.", room.department("Water"))
    add_action(room.store, HOST, room.code, action)


def faults(page: Page, name: str, rules: Sequence[str] = ()) -> list[str]:
    """What axe finds grave on the whole page as it is, a line each; by these rules alone, or by all."""
    size = page.viewport_size
    assert size
    tall = min(height_of(page), TALLEST)
    page.set_viewport_size({"width": size["width"], "height": max(size["height"], tall)})
    if page.locator("[data-testid=stApp]").count():
        still(page)
    steps.still(page)  # colours fade when light turns to dark
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE)
    found = grave(page, name, rules)
    if found:
        page.wait_for_timeout(1_000)  # a table follows a new width a moment later
        found = grave(page, name, rules)
    page.set_viewport_size(size)
    return found


def grave(page: Page, name: str, rules: Sequence[str]) -> list[str]:
    """What axe finds grave at this moment, a line each."""
    chosen = {"runOnly": list(rules)} if rules else {}
    found = page.evaluate(
        "asked => axe.run(document, asked)", {"resultTypes": ["violations"], **chosen}
    )
    assert found["passes"], f"axe looked at nothing on {name}"
    return [
        f"{name}: {rule['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
        if node["impact"] in GRAVE
    ]


def height_of(page: Page) -> int:
    """How high a page is once it is laid out: a new width takes a moment."""
    height, now = -1, int(page.evaluate(HEIGHT))
    while now != height:
        page.wait_for_timeout(100)
        height, now = now, int(page.evaluate(HEIGHT))
    return height


def still(page: Page) -> None:
    """Wait until a Streamlit page is drawn: nothing runs, nothing of before stands there."""
    steps.settled(page)
    if page.locator(SETTLING).count():
        page.wait_for_timeout(300)  # charts and pills settle without saying so


@dataclass
class Look:
    """Goes through pages and gathers what axe finds."""

    page: Page
    url: str
    found: list[str]
    #: each page is looked at in these widths, when it was opened once; none is that of the browser
    widths: tuple[int, ...] = ()
    #: of axe, all where it is empty
    rules: tuple[str, ...] = ()

    def at(self, path: str, shown: str, name: str = "") -> None:
        """Open a page, wait for what it shows, and look."""
        self.page.goto(f"{self.url}/{path}")
        self.page.wait_for_load_state()
        expect(self.page.get_by_text(shown).locator("visible=true").first).to_be_visible()
        self.again(name or path)

    def again(self, name: str) -> None:
        """Look at the page as it is now."""
        for n, width in enumerate(self.widths or (None,)):
            if width:
                self.page.set_viewport_size({"width": width, "height": 740})
            rules = LAYOUT if n else self.rules
            self.found += faults(self.page, f"{name} {width or ''}".rstrip(), rules)
        if not self.rules:
            self._on_a_phone(name)

    def _on_a_phone(self, name: str) -> None:
        """Nothing sticks out there."""
        size = self.page.viewport_size
        assert size
        self.page.set_viewport_size({"width": PHONE, "height": size["height"]})
        height_of(self.page)
        if not steps.fits(self.page, PHONE):
            self.found.append(f"{name} is wider than {PHONE}")
        self.page.set_viewport_size(size)

    def open(self, path: str, shown: str, name: str) -> None:
        """Open a page and all that can be opened on it, and look once."""
        self.page.goto(f"{self.url}/{path}")
        self.page.wait_for_load_state()
        expect(self.page.get_by_text(shown).locator("visible=true").first).to_be_visible()
        self.opened(name)

    def opened(self, name: str) -> None:
        """Open all that can be opened, and look."""
        steps.open_all(self.page)
        self.again(f"{name}, all open")


def test_axe_sees_a_fault(city: City, people: People) -> None:
    page = people.person()
    page.goto(f"{city.server.url}/join")
    assert faults(page, "join") == []
    page.evaluate("document.querySelector('main').innerHTML += '<button></button>'")
    page.evaluate("document.querySelector('label').style.color = '#aaa'")
    rules = [fault.split(": ")[1] for fault in faults(page, "join")]
    assert rules == ["button-name", "color-contrast"]


def test_what_sticks_out_is_seen(city: City, people: People) -> None:
    look = Look(people.person(), city.server.url, [])
    look.at("join", "The code that the facilitator shows")
    assert look.found == []
    look.page.evaluate("document.querySelector('main').style.minWidth = '500px'")
    look.again("join")
    assert [fault for fault in look.found if fault.endswith(f"wider than {PHONE}")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_light_pages(city: City, people: People, scheme: Literal["light", "dark"]) -> None:
    page = people.person(width=PHONE, height=740)
    page.emulate_media(color_scheme=scheme)
    look = Look(page, city.server.url, [], rules=COLOURS if scheme == "dark" else ())
    look.at("join", "The code that the facilitator shows")
    look.at("join?code=NOSUCH", "The code that the facilitator shows", "join, wrong code")
    look.at(f"join?code={city.closed.code}", "Join", "join, closed workshop")
    look.at(f"join?code={city.voting.code}", "Your department", "join, department")
    look.at(
        f"join?code={city.counted.code}",
        "You can join and follow the discussion",
        "join, vote over",
    )
    look.at("return/nothing", "This return link is not known here.", "unknown return link")
    look.at("open/nothing", "This link is not valid", "unknown link")
    look.at("receipt", "This did not work", "receipt of nobody")
    for room, said in (
        (city.preparing, "The vote has not started yet"),
        (city.counted, "The vote is closed"),
        (city.revealed, "The result is revealed"),
    ):
        city.participant(page, room)
        look.at("m", said, f"m, {room.view.phase}")
        look.at("receipt", "Your own return link", f"receipt, {room.view.phase}")
    before = city.participant(page, city.voting)
    city.participant(page, city.voting)
    look.at(f"return/{before}", "is answering on this device", "return link")
    look.at("joined", "You are in.")
    look.at("my-data", "Download my data as a file")
    look.at("my-data/erase", "Erase my data?")
    look.at("erased", "Your data is erased")
    look.at(f"join?code={city.voting.code}", "Continue, or join as a new person?", "join again")
    look.at("m", "0 of 20 answered", "m, nothing said")
    phone_in_use(look)
    assert look.found == []


def phone_in_use(look: Look) -> None:
    """The phone page with answers, opened parts, a notice, and the list at its end."""
    page = look.page
    screen = page.locator("section.screen:visible")
    screen.locator("button[value='2']").click()
    expect(screen).to_have_attribute("data-at", "INF11")
    page.wait_for_timeout(500)  # a tap at once would be one that was meant for the screen before
    screen.locator("button[value=dk]").click()
    expect(screen).to_have_attribute("data-at", "INF5")
    expect(page.locator("#status")).to_have_text("saved")
    for code in ("INF10", "INF11"):
        look.at(f"m?at={code}", "2 of 20 answered")
    look.opened("m")
    look.at("m?at=end", "All indicators")
    look.at("receipt", "Your own return link", "receipt, answered")
    look.at("m?at=INF5", "2 of 20 answered")
    page.context.set_offline(True)
    screen.locator("button[value='1']").click()
    expect(screen).to_have_attribute("data-at", "INF16")
    page.get_by_role("button", name="Next person").click()
    expect(page.get_by_text("Not sent yet: 1.")).to_be_visible()
    look.again("m, with a notice")
    page.context.set_offline(False)


def test_scoring_pages_on_a_phone(city: City, people: People) -> None:
    page = people.person(width=PHONE, height=740)
    look = Look(page, city.server.url, [])
    city.participant(page, city.voting)
    look.at("score", "0 of 20 answered")
    page.get_by_text("Comment, evidence, confidence").first.click()
    expect(page.get_by_text("How sure are you?").first).to_be_visible()
    page.locator("button.level").first.click()
    expect(page.get_by_text("1 of 20 answered").first).to_be_visible()
    look.opened("score")
    page.get_by_test_id("stExpandSidebarButton").click()
    expect(page.get_by_role("link", name="My answers")).to_be_visible()
    look.again("score, menu")
    page.get_by_role("button", name="Collapse sidebar").click()  # nothing lies over it
    look.at("answers", "1 of 20 answered")
    look.opened("answers")
    look.at("weights", "Share out 100 points")
    city.participant(page, city.preparing)
    look.at("score", "The vote has not started yet", "score, before the vote")
    city.participant(page, city.counted)
    look.at("score", "The vote is closed", "score, after the vote")
    city.participant(page, city.revealed)
    look.at("answers", "My answers", "answers, revealed")
    look.at("", "Back to my answers", "home of a participant")
    assert look.found == []


def test_pages_of_the_facilitator(city: City, people: People) -> None:
    page = people.person(width=DESK)
    look = Look(page, city.server.url, [])
    look.at("", "Score your city together", "home of nobody")
    look.at("live", "You do not run any workshop here.", "live of nobody")
    city.host(page)
    look.at("", "Facilitate", "home")
    expect(page.get_by_role("button", name="Remove the demo city")).to_be_visible()
    look.at("set-up", "Which city is it?")
    for step in ("hazards", "scorecard", "people", "create"):
        look.at(f"set-up?step={step}", "Next" if step != "create" else "Create the workshop")
    look.at("frameworks", "Upload a framework")
    page.get_by_text("All indicators with their levels").last.click()
    expect(page.get_by_text("Why it matters").first).to_be_visible()
    look.again("frameworks, open")
    look.at("privacy", "Who sees it")
    look.at("peer-cities", "Coordinators of the network")
    page.locator("input[type=file]").set_input_files(PEER)
    expect(page.get_by_text("Yes, trust this publisher")).to_be_visible()
    look.again("peer-cities, a file looked at")
    look.at("history", "The workshop of", "history")
    for room, said in (
        (city.preparing, "Open the vote when the room is ready."),
        (city.voting, "The vote is open."),
        (city.counted, "The vote is closed and counted."),
        (city.revealed, "The result is revealed."),
        (city.closed, "This workshop is closed."),
    ):
        look.at(f"live?workshop={room.code}", said, f"live, {room.view.phase}")
        look.at(
            f"steps?workshop={room.code}",
            "Weight the themes (100 points)",
            f"steps, {room.view.phase}",
        )
        look.at(f"stage/{room.code}", room.view.city.name, f"stage, {room.view.phase}")
    show_topic(city.revealed.store, HOST, city.revealed.code, "INF10")
    look.at(f"stage/{city.revealed.code}", "Topic", "stage, a topic")
    look.at(f"steps?workshop={city.replying.code}", "Show the result", "steps, replies")
    look.at(f"run-sheet?workshop={city.voting.code}", "210 minutes in all", "run sheet")
    look.at(f"links?workshop={city.voting.code}", "Links by role", "links")
    look.opened("links")
    look.at(f"scorecards?workshop={city.voting.code}", "files to make", "scorecards")
    steps.choose_tab(page, "Import")
    expect(page.get_by_text("From files")).to_be_visible()
    look.again("scorecards, take in")
    look.at(f"key?code={city.voting.code}", "Press one key per indicator", "key")
    look.opened("key")
    look.at(f"live?workshop={city.voting.code}", "The vote is open.", "live")
    page.get_by_role("button", name="Close the vote").click()
    expect(page.get_by_role("button", name="Yes: Close the vote")).to_be_visible()
    look.again("live, dialog")
    for name in ("Reopen the vote", "Close the workshop"):
        page.goto(f"{city.server.url}/live?workshop={city.revealed.code}")
        page.get_by_role("button", name=name).click()
        expect(page.get_by_role("button", name=f"Yes: {name}")).to_be_visible()
        look.again(f"live, {name}")
    assert look.found == []


RESULTS = {
    "overview": "Who was in the room",
    "departments": "Who was in the room",
    "peers": "No peer cities yet.",
    "trend": "The next workshop of this city will show here what changed.",
    "priorities": "By gain and feasibility",
    "actions": "Repair the pumps.",
    "downloads": "Download the report for Word",
    "undrr": "This workshop used another framework.",
    "package": "Who signs it",
}


def test_pages_of_a_result(city: City, people: People) -> None:
    page = people.person(width=PHONE, height=740)
    look = Look(page, city.server.url, [], (DESK, PHONE))
    city.staff(page, city.revealed, "official")
    for path, shown in RESULTS.items():
        look.at(f"{path}?workshop={city.revealed.code}", shown, path)
    lead = people.person(width=PHONE, height=740)
    reply = Look(lead, city.server.url, look.found, look.widths)
    city.staff(lead, city.replying, "lead", "Water")
    reply.at(f"reply?workshop={city.replying.code}", "Save the reply", "reply")
    reply.at(
        f"overview?workshop={city.replying.code}",
        "Departments are replying first",
        "awaited",
    )
    city.host(page)
    for path in ("overview", "departments", "priorities"):
        look.open(f"{path}?workshop={city.demo}", RESULTS[path], f"{path}, demo")
        expect(page.get_by_text("Invented data")).to_be_visible()
    look.open(f"trend?workshop={city.demo}", "Indicators that moved", "trend, demo")
    look.open(f"peers?workshop={city.demo}", "Context figures", "peers, demo")
    look.at("network?city=Haiwan (invented demo city), Invented", "Who takes part", "network, demo")
    look.at(f"package?workshop={city.closed.code}", "Create the key", "package, no key yet")
    look.open(f"actions?workshop={city.demo}", "All departments", "actions, demo")
    look.at(f"discuss?workshop={city.revealed.code}", "Topic ", "discuss")
    look.at(f"discuss?workshop={city.demo}", "Topic ", "discuss, demo")
    assert look.found == []


def test_pages_of_a_result_in_the_dark(city: City, people: People) -> None:
    page = people.person(width=DESK)
    page.emulate_media(color_scheme="dark")
    look = Look(page, city.server.url, [], rules=COLOURS)
    city.host(page)
    for path in ("overview", "departments", "priorities"):
        look.open(f"{path}?workshop={city.demo}", RESULTS[path], f"{path}, dark")
    look.at(
        f"departments?workshop={city.demo}&theme=all",
        "Indicator by indicator",
        "all indicators, dark",
    )
    look.at(f"discuss?workshop={city.demo}", "Topic ", "discuss, dark")
    look.at(f"live?workshop={city.voting.code}", "The vote is open.", "live, dark")
    look.at(f"stage/{city.voting.code}", "The vote is open", "stage, dark")
    show_topic(city.revealed.store, HOST, city.revealed.code, "INF10")
    look.at(f"stage/{city.revealed.code}", "Topic", "stage, a topic, dark")
    show_screen(city.revealed.store, HOST, city.revealed.code, "result")
    look.at(f"stage/{city.revealed.code}", "10 people", "stage, a result, dark")
    look.at("", "Facilitate", "home, dark")
    paper = "getComputedStyle(document.querySelector('.stApp')).backgroundColor"
    assert page.evaluate(paper) == "rgb(18, 24, 31)", "the pages follow the device"
    assert look.found == []
