"""A topic on the stage with as many departments as set-up proposes, and actions that need two lines."""

import re

import pytest
from playwright.sync_api import Page, expect

from resilience.scoring.planning.actions import ActionPlan
from resilience.services.counting import rounds
from resilience.services.deciding.actions import add_action
from resilience.services.deciding.agreed_levels import agree
from resilience.services.deciding.feasibility import show_feasibility, vote_feasibility
from resilience.services.results.replies import save_reply
from resilience.services.workshop import reply_step
from resilience.services.workshop.desk import show_screen, show_topic
from resilience.store import Store
from tests.browser.hall.test_stage import fits
from tests.indicators import URBAN, shipped
from tests.live import People, Server
from tests.services.held import HOST, Held, set_up

#: departments, as many as a topic shows apart
NAMES = (
    "Emergency management", "Construction", "Water", "Environment", "Health", "Planning", "Housing",
    "Parks and landscape", "Civil affairs", "Fire and police", "Transport", "Finance",
)  # fmt: skip
#: topics with the longest words of levels, titles and questions
TOPICS = ("ENG2", "INF1", "INF16", "PLN2")
#: a reason of 105 characters, and a reply of 130
REASON = (
    "The bylaw of March 2025 covers all red zones; exceptions are listed each quarter, "
    "on the city's own website"
)
REPLY = (
    "The zoning bylaw is in force in four of five hazard areas; the fifth follows in March, "
    "as most people in it asked for a hearing first"
)
#: actions of up to 120 characters
ACTIONS = (
    "Test every generator of the pumping stations under full load before the rains, and list the hospitals that they serve",
    "Agree with the eleven emergency hospitals who brings water and fuel to them in the first seventy-two hours of the event",
    "排水機場のすべての発電機を出水期の前に全負荷で試験し、供給先の病院を一覧にして公表するとともに、点検の結果を危機管理部局と共有する。",
)
#: what a topic's picture lacks: rows, whole names, a coloured mark for each cell with answers, columns under their levels
LACKS = """() => {
  const left = (one) => one.getBoundingClientRect().left, found = [];
  const cards = [...document.querySelectorAll(".card")], body = document.querySelector("tbody");
  if (body.scrollHeight > body.clientHeight + 1) found.push("rows are hidden");
  const bars = document.querySelector(".counted");
  for (const row of body.rows) {
    const name = row.querySelector("th span");
    if (name.scrollWidth > name.clientWidth + 1) found.push(`${name.textContent} is cut`);
    [...row.querySelectorAll("td")].forEach((cell, level) => {
      const dots = cell.querySelector(".dots"), mark = bars ? getComputedStyle(dots, "::before") : null;
      const drawn = bars ? parseFloat(mark.width) : dots.firstElementChild?.offsetWidth;
      if (Number(cell.dataset.answers) && !(dots.offsetParent && drawn > 5)) found.push(`${name.textContent} lacks a mark`);
      if (Math.abs(left(cell) - left(cards[level])) > 1) found.push(`level ${level} is not under its words`);
    });
  }
  return found;
}"""
#: texts of which a line, a letter or an end is hidden on every page of the screen; the number is one of its page
CUT = """() => {
  const bar = document.querySelector("footer").getBoundingClientRect().top, found = [];
  const texts = document.createTreeWalker(document.getElementById("stage"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const words = texts.currentNode.textContent.trim(), range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    // the feet of letters may be outside the box of a line
    const lines = [...range.getClientRects()].map((line) => ({ right: line.right, top: line.top + line.height / 5,
      bottom: line.bottom - line.height / 5 }));
    if (!words || lines.some((line) => line.bottom > bar)) found.push(...words ? [`${words} is below`] : []);
    for (let one = texts.currentNode.parentElement; one.id !== "stage"; one = one.parentElement) {
      if (getComputedStyle(one).overflowX === "visible") continue;
      const box = one.getBoundingClientRect(), turns = one.matches(".paged");
      const hides = (line) => line.top < box.top || line.bottom > box.bottom || !turns && line.right > box.right + 1;
      if (lines.some(hides)) found.push(`${words} is cut`);
    }
  }
  return found;
}"""
#: words that are in sight
IN_SIGHT = """(words) => [...document.querySelectorAll(".paged *")].some((one) => {
  const box = one.getBoundingClientRect();
  return one.textContent.endsWith(words) && box.left >= 0 && box.right <= innerWidth;
})"""


@pytest.fixture(scope="module")
def server(module_server: Server) -> Server:
    """One server for all of these tests."""
    return module_server


def discussed(server: Server, departments: int) -> Held:
    """A revealed workshop in which five people of each department answered, with replies of all departments."""
    store = Store(f"sqlite:///{server.database}")
    names = dict.fromkeys(NAMES[:departments], 5)
    room = set_up(store, shipped(URBAN), tier="full", departments=names)
    reply_step.reply_first(store, HOST, room.code)
    room.move(rounds.open_vote)
    for n, name in enumerate(names):
        for m in range(5):
            answers = {code: (7 * n + m * (1 + k % 3) + k) % 4 for k, code in enumerate(TOPICS)}
            room.say(room.join(name), **answers)
    room.move(rounds.close_vote, rounds.reveal)
    for name in names:
        save_reply(store, room.staff("lead", name), room.code, room.department(name), REPLY)
    reply_step.show_to_officials(store, HOST, room.code)
    return room


def keeps_its_picture(stage: Page, address: str) -> None:
    """The topic on the stage has all words, rows, marks and columns on both kinds of projector."""
    for language in ("en", "ja"):
        stage.goto(f"{address}?language={language}")
        expect(stage.locator(".discuss")).to_be_visible()
        fits(stage)
        for width, height in ((1920, 1080), (1280, 720)):
            stage.set_viewport_size({"width": width, "height": height})
            assert stage.evaluate(LACKS) + stage.evaluate(CUT) == []
        assert " %" not in stage.locator("thead").inner_text()


def test_a_topic_keeps_its_words_and_its_picture_with_many_departments(
    server: Server, people: People
) -> None:
    stage = people.person()
    stage.goto(server.facilitator_link)
    for departments in (6, 12):
        room = discussed(server, departments)
        for code in TOPICS:
            show_topic(room.store, HOST, room.code, code)
            keeps_its_picture(stage, f"{server.url}/stage/{room.code}")
            agree(room.store, HOST, room.code, code, 3, REASON)
            keeps_its_picture(stage, f"{server.url}/stage/{room.code}")
        expect(stage.locator(".card.agreed")).to_contain_text("3")
        room.store.engine.dispose()
    turn, place = stage.locator("body"), stage.locator("#place")
    expect(place).to_have_text(re.compile("^1 / [2-9]"))
    assert not stage.evaluate(IN_SIGHT, REPLY)
    turn.press("ArrowLeft")
    expect(place).to_have_text(re.compile(r"^(\d+) / \1$"))
    assert stage.evaluate(IN_SIGHT, REPLY)


def test_the_outcome_of_the_feasibility_vote_shows_whole_actions(
    server: Server, people: People
) -> None:
    room = discussed(server, 7)
    voters = [room.join("Water") for _ in range(36)]  # their numbers need two digits each
    stage = people.person()
    stage.goto(server.facilitator_link)
    for n in range(8):
        plan = ActionPlan(TOPICS[0], ACTIONS[n % 3], room.department(NAMES[n % 7]))
        made = add_action(room.store, HOST, room.code, plan)
        if n in (1, 5, 7):  # the last one was added after the votes on others were shown
            keeps_actions(room, stage, f"{server.url}/stage/{room.code}", n + 1)
        for at, who in enumerate(voters):
            vote_feasibility(room.store, who, made, (0.0, 0.5, 1.0)[at % 3])
        if n < 6:
            show_feasibility(room.store, HOST, room.code)
    show_feasibility(room.store, HOST, room.code)
    keeps_actions(room, stage, f"{server.url}/stage/{room.code}", 8)


def test_a_vote_on_an_action_turns_no_page_back(server: Server, people: People) -> None:
    room = discussed(server, 6)
    for n in range(12):
        plan = ActionPlan(TOPICS[0], ACTIONS[n % 3], room.department(NAMES[0]))
        made = add_action(room.store, HOST, room.code, plan)
        if n == 10:
            show_feasibility(room.store, HOST, room.code)
    show_screen(room.store, HOST, room.code, "feasibility")
    stage = people.person(width=1280, height=720)
    stage.goto(server.facilitator_link)
    stage.goto(f"{server.url}/stage/{room.code}?language=en")
    expect(stage.locator(".hero")).to_have_text(
        "Vote now on 1 action: 0 of 30 people with a device have answered"
    )
    stage.locator("body").press("PageDown")
    expect(stage.locator("#place")).to_have_text(re.compile("^2 / "))
    vote_feasibility(room.store, room.join("Water"), made, 1.0)
    expect(stage.locator(".hero")).to_have_text(
        "Vote now on 1 action: 1 of 31 people with a device have answered"
    )
    assert stage.locator("#place").inner_text().startswith("2 / ")


def keeps_actions(room: Held, stage: Page, address: str, actions: int) -> None:
    """The screens of actions have all words on both kinds of projector."""
    for screen in ("actions", "feasibility", "closing"):
        show_screen(room.store, HOST, room.code, screen)
        for language in ("en", "ja"):
            stage.goto(f"{address}?language={language}")
            expect(stage.locator(".planning li")).to_have_count(actions)
            fits(stage)
            for width, height in ((1920, 1080), (1280, 720)):
                stage.set_viewport_size({"width": width, "height": height})
                assert stage.evaluate(CUT) == []
