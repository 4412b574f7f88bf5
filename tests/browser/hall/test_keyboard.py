"""Whoever has a keyboard and no pointer joins, answers and runs a workshop, and sees where they are."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from resilience.services.counting import rounds
from resilience.services.deciding.agreed_levels import agreed_levels
from resilience.store import Store
from resilience.store.tables import Department, Response
from tests.browser import steps
from tests.indicators import URBAN, shipped
from tests.live import People, Server
from tests.services.held import Held, rows, set_up

FOCUSED = "element => element === element.getRootNode().activeElement"
#: presses of Tab by which anything on a page is reached
REACH = 60
#: how the contrast of what marks the focus is seen (WCAG 2.2: 3 and more), and where it is
MARK = """() => {
  const light = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, n) => sum + part * [0.2126, 0.7152, 0.0722][n], 0.05);
  const drawn = (one) => getComputedStyle(one).outlineStyle !== "none";
  let focused = document.activeElement;
  while (focused.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  const label = focused.closest("label");
  const element = label && drawn(label) ? label : focused;
  const paper = getComputedStyle(document.querySelector(".stApp") ?? document.body);
  const told = (colour) => {
    const [dark, bright] = [colour, paper.backgroundColor].map(light).sort((a, b) => a - b);
    return bright / dark;
  };
  const style = getComputedStyle(element);
  let width = drawn(element) ? parseFloat(style.outlineWidth) : 0, contrast = told(style.outlineColor);
  const field = focused.matches(":is(.stApp, [role=dialog]) :is(input, textarea)");
  for (let box = focused; field && !width && box.dataset.testid !== "stElementContainer"; box = box.parentElement) {
    const line = getComputedStyle(box); // Streamlit draws the border of a field in its accent
    if (parseFloat(line.borderTopWidth) && told(line.borderTopColor) >= 3) {
      [width, contrast] = [2, told(line.borderTopColor)];
    }
  }
  const place = element.getBoundingClientRect(), top = focused.getRootNode().querySelector(".top");
  return {
    name: element.outerHTML.slice(0, 120),
    width, contrast,
    above: place.top - (top && !top.contains(element) ? top.getBoundingClientRect().bottom : 0),
    below: innerHeight - place.top,
    beside: Math.min(place.right, innerWidth - place.left),
  };
}"""


@pytest.fixture(scope="module")
def server(module_server: Server) -> Server:
    """One server for all of these tests."""
    return module_server


@pytest.fixture
def room(server: Server) -> Iterator[Held]:
    """A workshop that people can join, on a running server."""
    store = Store(f"sqlite:///{server.database}")
    framework = shipped(URBAN)
    yield set_up(store, framework, tier="quick")
    store.engine.dispose()


def marked(page: Page) -> None:
    """What has the focus is in sight and has a mark that is told from the page."""
    mark = page.evaluate(MARK)
    assert mark["width"] >= 2, f"no mark of the focus on {mark['name']}"
    assert mark["contrast"] >= 3, f"a pale mark of the focus on {mark['name']}"
    assert mark["above"] >= 0, f"the focus is out of sight on {mark['name']}"
    assert min(mark["below"], mark["beside"]) > 0, f"the focus is out of sight on {mark['name']}"


def tab_to(page: Page, goal: Locator, key: str = "Tab") -> None:
    """Press Tab until something has the focus, and see it marked all the way."""
    expect(goal).to_be_visible()
    for _ in range(REACH):
        if goal.evaluate(FOCUSED):
            return
        page.keyboard.press(key)
        if page.evaluate("document.activeElement !== document.body"):
            marked(page)
    raise AssertionError(f"{goal} cannot be reached by {key}")


def press(page: Page, goal: Locator, key: str = "Enter", back: str = "Tab") -> None:
    """Go to a button or link and press it."""
    tab_to(page, goal, back)
    page.keyboard.press(key)


def joined(page: Page, server: Server, room: Held) -> None:
    """Somebody types the code, chooses a department and joins."""
    page.goto(f"{server.url}/join")
    tab_to(page, page.get_by_role("textbox"))
    page.keyboard.type(room.code)
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Water", exact=True))
    page.keyboard.press("ArrowDown")
    marked(page)
    expect(page.get_by_label("Power", exact=True)).to_be_checked()
    press(page, page.get_by_role("button", name="Join", exact=True))
    expect(page.get_by_text("You are in.")).to_be_visible()


def screen(page: Page, code: str) -> Locator:
    """The screen of an indicator, once it is the one that is shown."""
    shown = page.locator("section.screen:visible")
    expect(shown).to_have_attribute("data-at", code)
    return shown


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_participant_on_the_light_page(
    server: Server, people: People, room: Held, scheme: str
) -> None:
    room.move(rounds.open_vote)
    page = people.person(width=360, height=740)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    joined(page, server, room)
    press(page, page.get_by_role("link", name="Start scoring"))
    expect(page).to_have_url(re.compile("/m$"))
    page.wait_for_load_state()

    press(page, screen(page, "INF10").locator("button[value='2']"))
    expect(screen(page, "INF11").locator("h2")).to_be_focused()
    marked(page)
    press(page, screen(page, "INF11").locator("button[value=dk]"), "Space")
    third = screen(page, "INF5")
    press(page, third.locator("summary", has_text="Comment"))
    tab_to(page, third.get_by_role("textbox").first)
    page.keyboard.type("The generator is old.")
    press(page, third.locator("button[value='1']"), back="Shift+Tab")
    press(page, screen(page, "INF16").locator("button[value=back]"), "Space")
    expect(screen(page, "INF5").locator("button[value='1']")).to_have_attribute(
        "aria-pressed", "true"
    )
    press(page, page.locator("#given"), back="Shift+Tab")
    expect(page.get_by_role("heading", name="All indicators")).to_be_focused()
    press(page, page.locator('.list [data-at="INF10"]'))
    expect(screen(page, "INF10").locator("h2")).to_be_focused()
    expect(page.locator("#status")).to_have_text("saved")
    stored = rows(room.store, Response)
    said = {r.indicator: (r.level, r.state, r.comment) for r in stored[-3:]}
    assert said == {
        "INF10": (2, "level", ""),
        "INF11": (None, "dk", ""),
        "INF5": (1, "level", "The generator is old."),
    }


def test_a_participant_on_the_full_page(server: Server, people: People, room: Held) -> None:
    room.move(rounds.open_vote)
    page = people.person(width=360, height=740)
    joined(page, server, room)
    press(page, page.get_by_role("link", name="Open the full app"))
    first = steps.card(page, "INF10")
    tab_to(page, first.locator("button.level").first)
    page.keyboard.press("1")
    expect(first.locator("button[value='1']")).to_have_attribute("aria-pressed", "true")
    expect(steps.card(page, "INF11").locator("h2")).to_be_focused()
    marked(page)
    steps.saved(page)
    page.keyboard.press("ArrowLeft")
    expect(first.locator("h2")).to_be_focused()
    page.keyboard.press("ArrowDown")
    marked(page)
    page.keyboard.press("Space")
    expect(first.locator("button[value='0']")).to_have_attribute("aria-pressed", "true")
    expect(steps.card(page, "INF11").locator("h2")).to_be_focused()
    tab_to(page, steps.card(page, "INF11").locator("summary").last)
    menu = page.get_by_test_id("stExpandSidebarButton")
    press(page, menu, back="Shift+Tab")
    close = page.get_by_role("button", name="Collapse sidebar")
    expect(close).to_be_focused()
    expect(close).to_be_in_viewport(ratio=1)  # the menu slides in
    marked(page)
    page.keyboard.press("Enter")
    expect(menu).to_be_focused()
    page.keyboard.press("Enter")
    expect(close).to_be_in_viewport(ratio=1)
    press(page, page.get_by_role("link", name="My answers"))
    expect(page.get_by_role("heading", name="My answers")).to_be_visible()


def agree(page: Page, code: str, level: str) -> None:
    """Choose a level, say why, agree."""
    pills = page.locator(f"[class*='st-key-discuss-outcome-{code}-']")
    tab_to(page, pills.get_by_role("radio").first)
    for _ in range(int(level)):
        page.keyboard.press("ArrowRight")
        marked(page)
    page.keyboard.press("Space")
    tab_to(page, page.get_by_label("Because"))
    page.keyboard.type("Both were right.")
    press(page, page.get_by_role("button", name="Agree", exact=True))
    expect(page.get_by_text(f"Agreed: {level} · Both were right.")).to_be_visible()


def test_a_facilitator(server: Server, people: People, room: Held) -> None:
    page = people.person()
    page.goto(server.facilitator_link)
    page.goto(f"{server.url}/live?workshop={room.code}")
    press(page, page.get_by_role("button", name="Open the vote"))
    expect(page.get_by_text("The vote is open.")).to_be_visible()
    for level in (0, 0, 3, 3):
        room.say(room.join(), INF10=level, INF5=level)
    for move, said in (
        ("Close the vote", "The vote is closed and counted."),
        ("Reveal the result", "The result is revealed."),
    ):
        press(page, page.get_by_role("button", name=re.compile(f"^{move}")))
        if move == "Close the vote":
            tab_to(page, page.get_by_role("spinbutton", name="Water: people in the room"))
            page.keyboard.press("ControlOrMeta+A")
            page.keyboard.type("3")
        press(page, page.get_by_role("button", name=f"Yes: {move}"))
        expect(page.get_by_text(said)).to_be_visible()
    (water,) = rows(room.store, Department, workshop_id=room.id, name="Water")
    assert water.in_room == 3
    press(page, page.get_by_role("button", name="Next: Discussion"))
    title = page.locator(".headline")
    expect(title).to_have_text(re.compile("^INF10 · "))
    expect(page.get_by_role("button", name=re.compile("^Next(?!:)"))).to_be_enabled()
    steps.settled(page)
    page.keyboard.press("ArrowRight")
    expect(title).to_have_text(re.compile("^INF5 · "))
    expect(page.get_by_role("button", name="Previous")).to_be_enabled()
    steps.settled(page)
    page.keyboard.press("ArrowLeft")
    expect(title).to_have_text(re.compile("^INF10 · "))
    agree(page, "INF10", "2")
    steps.settled(page)
    page.set_viewport_size({"width": 700, "height": 900})  # the chart is wider than its place
    chart = page.locator(".st-key-wide-discuss-dots")
    expect(title).to_have_text(re.compile("^INF10 · "))
    tab_to(page, chart, "Shift+Tab")
    page.keyboard.press("ArrowRight")
    expect(chart).to_have_js_property("scrollLeft", 40)
    expect(title).to_have_text(re.compile("^INF10 · "))
    with room.store.read() as session:
        assert agreed_levels(session, room.id)["INF10"].outcome == 2


#: whether what has the focus can be seen somewhere: no bar lies over all of it (WCAG 2.4.11)
UNCOVERED = """() => {
  const focused = document.activeElement, box = focused.getBoundingClientRect();
  const label = focused.closest("label") ?? focused;
  if (box.width < 2 || focused.localName === "canvas") return true; // drawn by its label, or below its own scroller
  return [[0.5, 0.5], [0.1, 0.1], [0.9, 0.9]].some(([x, y]) => {
    const top = document.elementFromPoint(box.x + x * box.width, box.y + y * box.height);
    return top && (label.contains(top) || top.contains(focused));
  });
}"""


def test_no_bar_covers_what_has_the_focus(server: Server, people: People, room: Held) -> None:
    page = people.person(width=1280, height=400)
    page.goto(server.facilitator_link)
    page.goto(f"{server.url}/links?workshop={room.code}")
    expect(page).to_have_title("Links and poster · Urban resilience dashboard")
    expect(page.get_by_text("Links by role")).to_be_visible()
    steps.settled(page)
    for key in ("Tab", "Shift+Tab"):
        for _ in range(REACH):
            page.keyboard.press(key)
            covered = page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
            assert page.evaluate(UNCOVERED), covered
