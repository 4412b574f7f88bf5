"""The stage on the projector follows the desk: a laptop, a clicker and a second desk on a phone."""

import datetime
import re
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import col, update

from resilience.scoring.planning.actions import ActionPlan
from resilience.services.access.access import Visitor
from resilience.services.counting import rounds
from resilience.services.deciding.actions import add_action
from resilience.services.deciding.agreed_levels import agree
from resilience.services.deciding.feasibility import show_feasibility, vote_feasibility
from resilience.services.workshop.agenda import Step
from resilience.services.workshop.desk import show_screen, show_topic
from resilience.services.workshop.run_sheet import begin_step, save_steps, view_run_sheet
from resilience.store import Store
from resilience.store.tables import Workshop
from tests.browser import steps
from tests.indicators import URBAN, shipped
from tests.live import People, Server
from tests.services.held import HOST, Held, set_up

#: departments of the workshop, enough for a crowded screen
DEPARTMENTS = dict.fromkeys(
    ("Water", "Housing and construction", "Emergency management", "Transport", "Finance", "Health"),
    9,
)
#: an action of 27 words, and a long signature
ACTION = (
    "Renew the flood plan of the lower town with the port and the railway, and drill it before"
    " each winter with the schools, the harbour and the market halls"
)
SIGNER = (
    "Rui Alves, vice-president of the municipal council, civil protection and climate adaptation"
)
#: elements below the bar, outside the screen (other pages of a list excepted), or too small for a hall to read
MISFITS = """() => {
  const bar = document.querySelector("footer").getBoundingClientRect().top;
  const found = [];
  for (const one of document.querySelectorAll("#stage *, footer *")) {
    const box = one.getBoundingClientRect();
    const own = [...one.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!box.width || one.closest(".unseen")) continue;
    if (own && parseFloat(getComputedStyle(one).fontSize) < 24) found.push(`${one.className} is small`);
    if (box.right > innerWidth + 1 && !one.closest(".paged")) found.push(`${one.className} is outside the screen`);
    if (one.closest("#stage") && box.bottom > bar + 1) found.push(`${one.className} is below`);
  }
  const tall = document.documentElement.scrollHeight - innerHeight;
  return tall > 0 ? [...found, "the page scrolls"] : found;
}"""

#: words that are printed over others, and lists of which a part is hidden
OVERLAPS = """() => {
  const words = [...document.querySelectorAll("#stage *, #clock")].filter((one) =>
    one.offsetWidth && !one.closest(".below") && [...one.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()));
  words.push(...document.querySelectorAll(".below"));
  const boxes = words.map((one) => one.getBoundingClientRect());
  const found = words.flatMap((one, n) => words.slice(n + 1).filter((other, m) => {
    const a = boxes[n], b = boxes[n + 1 + m];
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    return across > 1 && down > 1 && !one.contains(other);
  }).map((other) => `${one.textContent} is over ${other.textContent}`));
  const cut = [...document.querySelectorAll(".paged, .groups")].filter((one) => one.scrollHeight > one.clientHeight + 1);
  return [...found, ...cut.map((one) => `${one.textContent} is cut`)];
}"""

#: letters of cut texts whose feet are cut too: what is below the box of such a text is not drawn
FEET = """() => {
  const pen = document.createElement("canvas").getContext("2d"), found = [];
  const middle = (line) => (line.top + line.bottom) / 2;
  for (const one of document.querySelectorAll("#stage *")) {
    const style = getComputedStyle(one);
    const own = [...one.childNodes].filter((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own.length || !one.offsetWidth || style.overflowY !== "hidden" || one.closest(".unseen")) continue;
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const letters = pen.measureText(own[0].textContent), range = document.createRange();
    range.selectNodeContents(own[0]);
    const box = one.getBoundingClientRect();
    const shown = [...range.getClientRects()].map((line) =>
      line.bottom - letters.fontBoundingBoxDescent + letters.actualBoundingBoxDescent);
    const last = Math.max(...shown.filter((foot, n) => middle(range.getClientRects()[n]) < box.bottom));
    if (last > box.bottom + .25) found.push(`${one.textContent} loses ${last - box.bottom} px at its foot`);
  }
  return found;
}"""

#: pixels between the last dot of a level and the next level, where they are nearest
ROOM_AFTER_DOTS = """() => Math.min(...[...document.querySelectorAll("tbody td")].map((cell) => {
  const dots = [...cell.querySelectorAll("i")].map((dot) => dot.getBoundingClientRect().right);
  return cell.getBoundingClientRect().right - Math.max(0, ...dots);
}))"""


#: the diameter of dots, and pixels from each dot to the next one in its line
DOTS = """() => {
  const boxes = [...document.querySelectorAll("tbody td")].map((cell) =>
    [...cell.querySelectorAll("i")].map((dot) => dot.getBoundingClientRect()).filter((box) => box.width));
  const apart = boxes.flatMap((row) => row.slice(1).map((box, n) => box.left - row[n].right).filter((gap) => gap > 0));
  return { size: Math.min(...boxes.flat().map((box) => box.width)), apart: Math.min(...apart) };
}"""


#: waits until the screen is drawn in its new size: the stage arranges it within one frame
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def fits(stage: Page) -> None:
    """Everything is on the screen and large, on both kinds of projector."""
    for width, height in ((1920, 1080), (1280, 720)):
        stage.set_viewport_size({"width": width, "height": height})
        stage.evaluate(DRAWN)
        assert stage.evaluate(MISFITS) + stage.evaluate(OVERLAPS) + stage.evaluate(FEET) == []


def fits_in_each_language(stage: Page, address: str, part: str) -> None:
    """A screen with some part fits in English, Chinese and Japanese."""
    for language in ("en", "zh", "ja"):
        stage.goto(f"{address}?language={language}")
        expect(stage.locator(part)).to_be_visible()
        fits(stage)


def box(page: Page, selector: str) -> Any:
    """Where something is drawn."""
    found = page.locator(selector).first.bounding_box()
    assert found
    return found


@pytest.fixture(scope="module")
def server(module_server: Server) -> Server:
    """One server for all of these tests."""
    return module_server


def room_of(server: Server, **changes: Any) -> Held:
    """A workshop before its vote."""
    store = Store(f"sqlite:///{server.database}")
    return set_up(store, shipped(URBAN), tier="quick", departments=DEPARTMENTS, **changes)


def vote(room: Held, people: int = 3) -> list[Visitor]:
    """Some people of each department answer; the room is split on INF10."""
    voters = []
    for n, department in enumerate(DEPARTMENTS):
        for _ in range(people):
            who = room.join(department)
            room.say(who, **dict.fromkeys((one.code for one in room.view.asked), 1 + n % 2))
            room.say(who, INF10=0 if n % 2 else 3)
            voters.append(who)
    return voters


def test_the_stage_follows_a_vote_up_to_the_reveal(server: Server, people: People) -> None:
    room = room_of(server)
    few = (Step("vote", 30), Step("reveal", 10), Step("discussion", 30))
    save_steps(room.store, HOST, room.code, few, view_run_sheet(room.store, HOST, room.code).steps)
    desk = people.person(width=1280, height=720)
    desk.goto(server.facilitator_link)
    desk.goto(f"{server.url}/live?workshop={room.code}")
    following = desk.locator(".st-key-live-Open-the-vote button")
    expect(following).to_contain_text("0 people are here")
    assert box(desk, ".st-key-live-Open-the-vote button")["y"] < 400, "in sight without scrolling"
    with desk.expect_popup() as opened:
        desk.get_by_role("link", name="Open the stage").click()
    stage = opened.value
    calm = desk.context.new_page()
    calm.emulate_media(reduced_motion="reduce")
    calm.goto(stage.url)
    expect(stage.locator(".code")).to_have_text(room.code)
    fits(stage)
    assert box(stage, ".join img")["width"] >= 300

    room.join("Water")
    expect(stage.locator(".popped")).to_contain_text("Water")
    expect(following).to_contain_text("1 person is here")
    following.click()
    expect(stage.get_by_role("heading", name="The vote is open")).to_be_visible()
    vote(room)
    expect(stage.get_by_text("% of all answers are in")).to_be_visible()
    expect(stage.locator('[data-name="Water"] .answered')).to_have_text("3")
    fits(stage)
    expect(desk.get_by_role("button", name="1 person has not finished")).to_be_visible()
    steps.move(desk, "Close the vote")
    expect(stage.get_by_role("heading", name="The vote is closed")).to_be_visible()
    assert "data-answers" not in stage.content()

    steps.move(desk, "Reveal the result")
    expect(stage.locator("#countdown")).to_be_visible()
    expect(calm.locator(".number")).to_be_visible()
    expect(calm.locator("#countdown")).to_be_hidden()
    assert calm.evaluate("document.getAnimations().length") == 0
    expect(stage.locator(".revealing .number")).to_be_visible()
    expect(stage.locator(".number")).to_have_text(calm.locator(".number").inner_text())
    stage.evaluate(
        "Promise.all(document.getAnimations().map((one) => one.finished)).then(() => null)"
    )
    fits(stage)
    desk.get_by_role("button", name="Next: Discussion").click()
    expect(stage.locator(".discuss h1")).to_be_visible()
    expect(desk.locator(".headline")).to_contain_text(stage.locator(".discuss h1").inner_text())
    fold = box(desk, ".st-key-agree-bar")["y"]
    assert box(desk, ".points path")["y"] < fold - 100, "three rows of dots without scrolling"


def test_long_names_and_a_wide_code_on_the_stage_to_join_take_the_room_they_need(
    server: Server, people: People
) -> None:
    store = Store(f"sqlite:///{server.database}")
    names = [f"Ecological conservation and nature-based solutions {n}" for n in range(5)]
    room = set_up(store, shipped(URBAN), tier="quick", departments=dict.fromkeys(names, 9))
    with store.write() as session:
        session.exec(update(Workshop).where(col(Workshop.code) == room.code).values(code="MWMWMW"))
    desk = people.person()
    desk.goto(server.facilitator_link)
    desk.goto(f"{server.url}/stage/MWMWMW?language=en")
    expect(desk.locator(".events")).to_be_visible()
    fits(desk)
    boxes = [one.bounding_box() for one in desk.locator(".line b").all()]
    edges = [(one["y"], one["y"] + one["height"]) for one in boxes if one]
    assert all(above[1] <= below[0] for above, below in pairwise(edges))


def test_five_groups_long_actions_and_a_signature_leave_each_other_room(
    server: Server, people: People
) -> None:
    room = room_of(server)
    framework = room.view.framework
    room.group("discusses", **{framework.title(t.code, "en"): t.code for t in framework.themes})
    room.move(rounds.open_vote)
    vote(room, 1)
    room.move(rounds.close_vote, rounds.reveal)
    for one in room.view.asked:
        agree(room.store, HOST, room.code, one.code, "both")
    rounds.open_vote(room.store, HOST, room.code, ["INF10", "INF11", "CRM10"])
    stage = people.person()
    stage.goto(server.facilitator_link)
    fits_in_each_language(stage, f"{server.url}/stage/{room.code}", ".events")
    room.move(rounds.close_vote)
    fits_in_each_language(stage, f"{server.url}/stage/{room.code}", ".groups")
    room.move(rounds.drop_vote)
    step = Step("closing", 10)
    save_steps(
        room.store, HOST, room.code, (step,), view_run_sheet(room.store, HOST, room.code).steps
    )
    begin_step(room.store, HOST, room.code, 0, step.kind)
    builders = room.department("Housing and construction")
    for n in range(8):
        add_action(room.store, HOST, room.code, ActionPlan("INF10", f"{ACTION} {n}", builders))
        if n in (1, 4, 7):
            fits_in_each_language(stage, f"{server.url}/stage/{room.code}", ".planned")
    rounds.finish(room.store, HOST, room.code, SIGNER)
    fits_in_each_language(stage, f"{server.url}/stage/{room.code}", ".thanks")


def test_the_feasibility_of_long_actions_fits(server: Server, people: People) -> None:
    room = room_of(server)
    room.move(rounds.open_vote)
    voters = [room.join(name) for name in DEPARTMENTS for _ in range(3)]
    for who in voters:
        room.say(who, INF10=1)
    room.move(rounds.close_vote, rounds.reveal)
    stage = people.person()
    stage.goto(server.facilitator_link)
    health = room.department("Health")
    for n in range(6):
        made = add_action(room.store, HOST, room.code, ActionPlan("INF10", f"{ACTION} {n}", health))
        for at, who in enumerate(voters):
            vote_feasibility(room.store, who, made, (0.0, 0.5, 1.0)[at % 3])
        if n == 3:
            show_screen(room.store, HOST, room.code, "actions")
            fits_in_each_language(
                stage, f"{server.url}/stage/{room.code}", ".planning li:last-child b"
            )
    show_feasibility(room.store, HOST, room.code)
    show_screen(room.store, HOST, room.code, "feasibility")
    fits_in_each_language(stage, f"{server.url}/stage/{room.code}", ".planning li:last-child i")


def test_a_hall_counts_the_answers_of_each_department(server: Server, people: People) -> None:
    room = room_of(server)
    room.move(rounds.open_vote)
    vote(room, 9)
    room.move(rounds.close_vote, rounds.reveal)
    stage = people.person()
    stage.goto(server.facilitator_link)
    for code in ("INF10", "ENG2", "CRM15"):  # ENG2 and CRM15 have long words
        show_topic(room.store, HOST, room.code, code)
        fits_in_each_language(stage, f"{server.url}/stage/{room.code}", ".discuss")
        stage.goto(f"{server.url}/stage/{room.code}?language=en")
        counts = stage.locator(".count").all_inner_texts()
        assert sorted(counts) == sorted(["9"] * 6 + ["0"] * 18)
        drawn = stage.evaluate(DOTS)
        assert drawn["size"] >= 13, "at 1280 pixels"
        assert drawn["apart"] >= 2


def test_a_second_vote_turns_its_pages_until_somebody_chooses_one(
    server: Server, people: People
) -> None:
    room = room_of(server)
    asked = ["INF10", "INF11", "CRM10", "ENG2", "CRM15", "PLN18"]
    room.move(rounds.open_vote)
    voters = vote(room, 5)
    room.move(rounds.close_vote, rounds.reveal)
    rounds.open_vote(room.store, HOST, room.code, asked)
    for who in voters:
        room.say(who, **dict.fromkeys(asked, 2))
    room.move(rounds.close_vote, rounds.reveal)
    desk = people.person(width=1280, height=720)
    desk.goto(server.facilitator_link)
    desk.clock.install()
    desk.goto(f"{server.url}/stage/{room.code}?language=en")
    titles, place = desk.locator("caption:visible"), desk.locator(".place")
    expect(place).to_have_text("6 questions: 1 to 3 shown")
    seen = set(titles.all_inner_texts())
    desk.clock.run_for(12_500)
    expect(place).to_have_text("6 questions: 4 to 6 shown")
    fits(desk)
    assert len(seen | set(titles.all_inner_texts())) == len(asked)
    desk.keyboard.press("PageUp")
    expect(place).to_have_text("6 questions: 1 to 3 shown")
    desk.clock.run_for(30_000)
    expect(place).to_have_text("6 questions: 1 to 3 shown")
    fits(desk)
    live = people.person(width=1280, height=720)
    live.goto(server.facilitator_link)
    live.goto(f"{server.url}/live?workshop={room.code}")
    live.get_by_role("button", name="Questions 4 to 6").click()
    expect(live.get_by_role("button", name="Questions 4 to 6")).to_be_disabled()
    desk.clock.run_for(1_000)
    expect(place).to_have_text("6 questions: 4 to 6 shown")


def test_two_desks_and_a_clicker_move_the_same_stage(server: Server, people: People) -> None:
    earlier = room_of(server, date=datetime.date(2025, 10, 14))
    earlier.move(rounds.open_vote)
    vote(earlier)
    earlier.move(rounds.close_vote, rounds.reveal)
    agree(earlier.store, HOST, earlier.code, "INF10", 2)
    rounds.finish(earlier.store, HOST, earlier.code, SIGNER)
    room = room_of(server, shows_last=True)
    room.move(rounds.open_vote)
    vote(room, 5)
    room.move(rounds.close_vote, rounds.reveal)
    desk, phone = people.person(), people.person(width=360, height=740)
    for one in (desk, phone):
        one.goto(server.facilitator_link)
        one.goto(f"{server.url}/discuss?workshop={room.code}")
    stage = desk.context.new_page()
    stage.emulate_media(color_scheme="dark")
    stage.goto(f"{server.url}/stage/{room.code}?language=en")
    expect(desk.locator(".headline")).to_have_text(re.compile("^INF10 · "))
    steps.settled(desk)
    desk.get_by_role("button", name="Show this topic on the stage").click()
    place = stage.locator(".head")
    expect(place).to_contain_text("Topic 1 of 20")
    assert stage.locator("tbody tr").count() == len(DEPARTMENTS)
    assert stage.locator("tbody i").count() == 5 * len(DEPARTMENTS)
    assert stage.evaluate(ROOM_AFTER_DOTS) >= 8
    expect(stage.locator(".below")).to_contain_text("The last workshop, October 14, 2025, agreed")
    fits(stage)
    agree(room.store, HOST, room.code, "INF10", 3, "Nineteen of nineteen are closed.")
    expect(stage.locator(".card.agreed")).to_contain_text("3")
    fits(stage)

    for key, at in (("PageDown", 2), ("ArrowRight", 3), ("PageUp", 2)):
        steps.settled(desk)
        desk.mouse.click(30, 500)
        desk.keyboard.press(key)
        expect(place).to_contain_text(f"Topic {at} of 20")
        expect(phone.get_by_text(f"Topic {at} of ")).to_be_visible()
    phone.get_by_role("button", name=re.compile("^Next(?!:)")).click()
    expect(place).to_contain_text("Topic 3 of 20")
    expect(desk.get_by_text("Topic 3 of ")).to_be_visible()
    assert steps.fits(phone, 360)
    room.move(rounds.reopen_vote)
    expect(stage.get_by_role("heading", name="Later vote on 20 questions")).to_be_visible()
    assert stage.locator("[data-answers]").count() == 0
