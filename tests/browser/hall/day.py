"""The whole day of a workshop, step by step: what the facilitator presses is counted and looked for on the screen."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.hall.test_closing import sign_off, start_again
from tests.browser.hall.test_discussion import agreed_on
from tests.browser.results.test_actions import add

#: how many presses a step may take
LIMITS = {
    "facilitator link to first joined phone": 8,
    "reveal to first topic": 2,
    "agree on a level": 2,
    "action": 4,
    "later vote on five": 5,
    "sign-off": 3,
}
#: tells of every press what it was on, and where that was before the browser scrolled to it
WATCH = """
let before = 0, page = "";
const scrolled = () => document.querySelector("[data-testid=stMain]")?.scrollTop || scrollY;
addEventListener("pointerdown", (press) => {
  const on = press.target.closest("button, a, label, summary, [role], input, textarea") || press.target;
  if (location.pathname !== page) before = 0; // another page begins at its top
  page = location.pathname;
  const box = on.getBoundingClientRect(), moved = scrolled() - before;
  const seen = box.top + moved >= 0 && box.bottom + moved <= innerHeight + 1;
  before = scrolled();
  const words = on.querySelector("p") || on;
  const name = on.getAttribute("aria-label") || words.textContent || on.tagName;
  pressed(name.replace(/\\s+/g, " ").trim().slice(0, 60), seen);
}, true);
"""


@dataclass
class Step:
    """A step of the day: presses, seconds, and what had to be scrolled to."""

    name: str
    presses: int = 0
    seconds: float = 0.0
    off_screen: list[str] = field(default_factory=list)

    @property
    def within(self) -> bool:
        """Whether it took no more presses than it may."""
        return self.presses <= LIMITS.get(self.name, self.presses)


class Room(Protocol):
    """The people who are not the facilitator."""

    def join(self, code: str) -> None:
        """All of them join a workshop."""

    def answer(self) -> None:
        """All of them answer what the open vote asks."""


@dataclass
class Desk:
    """The facilitator's page; `steps` has what was done so far."""

    page: Page
    url: str
    link: str
    steps: list[Step] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.context.expose_binding("pressed", self._note)
        self.page.context.add_init_script(WATCH)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """All that is pressed inside belongs to a step."""
        self.steps.append(Step(name))
        begun = time.monotonic()
        yield
        self.steps[-1].seconds = time.monotonic() - begun

    def press(self, role: Any, name: str | re.Pattern[str]) -> None:
        """Press what is there once, on a page that is drawn."""
        steps.settled(self.page)
        self.page.get_by_test_id("stMain").get_by_role(role, name=name).first.click()

    def _note(self, _source: object, name: str, seen: bool) -> None:
        self.steps[-1].presses += 1
        if not seen:
            self.steps[-1].off_screen.append(name)


def hold(desk: Desk, room: Room, first_phone: Callable[[str], None]) -> None:
    """The day from the facilitator link to the next year's workshop; `first_phone` joins before the room."""
    with desk.step("facilitator link to first joined phone"):
        code = steps.set_up(desk.page, desk.link)
        desk.press("link", "Go to the live page")
        first_phone(code)
        here = desk.page.get_by_text(re.compile(r"^[1-9]\d* (of \d+ people|person|people) joined"))
        expect(here.first).to_be_visible()
    _rehearse(desk, code)
    with desk.step("the room joins"):
        room.join(code)
    _vote(desk, room, "vote")
    with desk.step("reveal to first topic"):
        desk.press("button", re.compile("Next: .*[Dd]iscuss"))
        expect(desk.page.locator(".headline")).to_be_visible()
    with desk.step("agree on a level"):
        agreed_on(desk.page, "2", "The model was shown")
    with desk.step("action"):
        desk.press("link", "Write down an action")
        add(desk.page, 0, "Clean the drains before June.", "Water")
    with desk.step("later vote on five"):
        desk.press("link", "Back to the live page")
        desk.page.wait_for_url("**/live*")
        desk.press("button", "Vote again")
        desk.page.get_by_role("button", name="Ask about 5 indicators").click()
        expect(desk.page.get_by_role("button", name="Close the vote")).to_be_visible()
    _count(desk, room, "later vote")
    with desk.step("sign-off"):
        sign_off(desk.page, "Ana Sousa, mayor's office")
    with desk.step("next year's workshop"):
        assert start_again(desk.page, desk.url) != code


def _rehearse(desk: Desk, code: str) -> None:
    with desk.step("rehearsal"):
        desk.press("button", "Rehearse first")
        mark = desk.page.get_by_text("Rehearsal with invented answers.")
        expect(mark).to_be_visible()
        desk.press("button", "Open the vote")
        steps.move(desk.page, "Close the vote")
        steps.move(desk.page, "Reveal the result")
        steps.move(desk.page, "End the rehearsal")
        expect(mark).to_have_count(0)
        steps.settled(desk.page)
        expect(desk.page.locator(".join-code")).to_have_text(code)


def _vote(desk: Desk, room: Room, name: str) -> None:
    with desk.step(f"open the {name}"):
        desk.press("button", "Open the vote")
        expect(desk.page.get_by_role("button", name="Close the vote")).to_be_visible()
    _count(desk, room, name)


def _count(desk: Desk, room: Room, name: str) -> None:
    with desk.step(f"the room answers the {name}"):
        room.answer()
    with desk.step(f"close and reveal the {name}"):
        steps.move(desk.page, "Close the vote")
        steps.move(desk.page, "Reveal the result")
        expect(desk.page.get_by_text("The result is revealed.")).to_be_visible()
