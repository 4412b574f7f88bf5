"""The phone page in a real browser: every answer that it calls saved is in the database."""

import gzip
import re
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TypeVar

import pytest
from playwright.sync_api import BrowserContext, Error, Locator, Page, expect
from playwright.sync_api import Route as Request
from sqlmodel import col, select

from resilience.services.access.access import Visitor, identify
from resilience.services.access.tokens import PERSON
from resilience.services.counting import rounds
from resilience.services.voting.responses import own_ballot
from resilience.store.tables import ReplacedAnswer, Response, Round
from tests.browser import steps
from tests.indicators import URBAN, shipped
from tests.live import People, Server, wait_for
from tests.services.delivering import save_answer
from tests.services.held import KEY, Held, set_up
from tests.voting import first_vote

#: the first indicators of the quick tier
FIRST, SECOND, THIRD, FOURTH = "INF10", "INF11", "INF5", "INF16"
SENDING = "**/m/answers"
MOST_BYTES = 30_000
#: messages about answers that arrive after the close, and about those that can still be sent again
LATE = "These answers arrived after the vote had closed and do not count."
RESENT = (
    "Answers that arrived after the vote had closed: {n}. Tell the facilitator: if the vote is "
    "reopened before its result is revealed, this device sends them again."
)
#: whether the count of answers, a clock and the longest status leave each other room
APART = """() => {
  const [clock, status] = [".clock", "#status"].map((one) => document.querySelector(one));
  clock.textContent = "15:00 over";
  status.textContent = "20 kept on this device";
  const parts = [document.querySelector("#given [aria-hidden]"), clock, status];
  const [count, time, said] = parts.map((one) => one.getBoundingClientRect());
  return count.right <= time.left && time.right <= said.left && said.right <= innerWidth;
}"""
Answered = TypeVar("Answered", Response, ReplacedAnswer)


@pytest.fixture(scope="module")
def server(module_server: Server) -> Server:
    """One server for all of these tests."""
    return module_server


@pytest.fixture
def room(server: Server) -> Iterator[Held]:
    """A workshop in its first vote on a running server."""
    with first_vote(server) as held:
        yield held


def of_room(room: Held, table: type[Answered]) -> Sequence[Answered]:
    """The answers of a workshop, in the order in which they were first given."""
    with room.store.read() as session:
        query = select(table).join(Round, col(Round.id) == table.round_id)
        return session.exec(query.where(Round.workshop_id == room.id).order_by(col(table.id))).all()


def join(page: Page, server: Server, room: Held, department: str = "Water") -> str:
    """Somebody joins on a phone and starts scoring; gives the own return link."""
    page.goto(f"{server.url}/join?code={room.code}")
    page.get_by_label(department, exact=True).check()
    page.get_by_role("button", name="Join").click()
    link = page.locator("#return-link").inner_text()
    page.get_by_role("link", name=re.compile("Start scoring|Continue")).click()
    expect(page).to_have_url(re.compile("/m$"))
    page.wait_for_load_state()  # what is pressed before its script runs is sent as a plain form
    return link


@pytest.fixture
def phone(server: Server, people: People, room: Held) -> Page:
    """Somebody on a phone who has joined and sees the first indicator."""
    page = people.person(width=360, height=740)
    join(page, server, room)
    expect(screen(page)).to_have_attribute("data-at", FIRST)
    return page


def screen(page: Page) -> Locator:
    """The screen that is shown."""
    return page.locator("section.screen:visible")


def choose(page: Page, code: str, said: str) -> None:
    """Go to an indicator by the list, choose an answer there, and see it chosen."""
    page.locator("#given").click()
    page.locator(f'.list [data-at="{code}"]').click()
    expect(screen(page)).to_have_attribute("data-at", code)
    button = screen(page).locator(f'button[name=said][value="{said}"]')
    button.click()
    pressed = page.locator(f'[data-at="{code}"] button[value="{said}"]').first
    expect(pressed).to_have_attribute("aria-pressed", "true")
    steps.moved_on(page, pressed)


def write_to(page: Page) -> Locator:
    """What opens the fields for comment and evidence on the screen that is shown."""
    return screen(page).locator("details.remarks > summary")


def comment(page: Page) -> Locator:
    """The field for a comment on the screen that is shown."""
    return screen(page).locator("textarea[name=comment]")


def status(page: Page, said: str) -> None:
    """Wait until the page says so, and nothing else."""
    expect(page.locator("#status")).to_have_text(said)


def stored(room: Held) -> dict[str, object]:
    """All answers that stand, by indicator: of one participant."""
    found = of_room(room, Response)
    return {r.indicator: r.level if r.state == "level" else r.state for r in found}


def visitor(page: Page, room: Held) -> Visitor:
    """Who the browser's cookie says is here."""
    token = next(c["value"] for c in page.context.cookies() if c["name"] == PERSON)
    return identify(room.store, KEY, participant_token=token)


def cut(page: Page) -> None:
    """The page stays reachable, but nothing that it sends arrives."""
    page.context.route(SENDING, lambda route: route.abort())


def mend(page: Page) -> None:
    page.context.unroute(SENDING)


def test_an_answer_is_saved_and_the_next_indicator_comes(phone: Page, room: Held) -> None:
    first = screen(phone).locator("button[value='2']")
    box = first.bounding_box()
    assert box
    assert box["height"] >= 48
    first.click()
    status(phone, "saved")
    assert stored(room) == {FIRST: 2}
    expect(screen(phone)).to_have_attribute("data-at", SECOND)
    expect(screen(phone).locator("h2")).to_be_focused()
    expect(phone.get_by_text("1 of 20 answered")).to_be_visible()
    screen(phone).get_by_role("button", name="Skip").click()
    expect(screen(phone)).to_have_attribute("data-at", THIRD)
    phone.go_back()
    expect(screen(phone)).to_have_attribute("data-at", SECOND)
    screen(phone).get_by_role("button", name="Back").click()
    expect(first).to_have_attribute("aria-pressed", "true")
    expect(screen(phone).get_by_role("button", name="Next")).to_be_visible()
    assert steps.fits(phone, 360)


def test_it_works_by_keyboard(phone: Page, room: Held) -> None:
    screen(phone).locator("button[value='1']").focus()
    phone.keyboard.press("Tab")
    phone.keyboard.press("Enter")
    status(phone, "saved")
    assert stored(room) == {FIRST: 2}
    expect(screen(phone)).to_have_attribute("data-at", SECOND)
    screen(phone).get_by_text("Why it matters, where to look").focus()
    phone.keyboard.press("Enter")
    expect(screen(phone).get_by_text("Evidence", exact=True)).to_be_visible()


def test_a_comment_is_saved_when_its_field_is_left(phone: Page, room: Held) -> None:
    write_to(phone).click()
    comment(phone).fill("North \U0001f600 <b>")
    comment(phone).press("Tab")
    status(phone, "saved")
    (row,) = of_room(room, Response)
    assert (row.state, row.comment, row.language) == ("blank", "North \U0001f600 <b>", "en")
    phone.reload()
    expect(comment(phone)).to_have_value("North \U0001f600 <b>")


def test_without_a_network_answers_wait_and_are_saved_when_it_is_back(
    phone: Page, room: Held
) -> None:
    choose(phone, FIRST, "1")
    status(phone, "saved")
    phone.context.set_offline(True)
    for n, (code, said) in enumerate(((FIRST, "3"), (SECOND, "dk"), (THIRD, "0")), 1):
        choose(phone, code, said)
        status(phone, f"{n} kept on this device")
    assert stored(room) == {FIRST: 1}
    with phone.expect_event("requestfailed", lambda asked: asked.url.endswith("/m/answers")):
        pass  # it tries again, in vain
    status(phone, "3 kept on this device")
    assert phone.evaluate(APART), "beside a clock that has run out, all counts are readable"
    phone.context.set_offline(False)
    status(phone, "saved")
    assert stored(room) == {FIRST: 3, SECOND: "dk", THIRD: 0}
    assert [(old.indicator, old.level) for old in of_room(room, ReplacedAnswer)] == [(FIRST, 1)]


def test_a_server_that_is_killed_and_started_again_loses_nothing(
    phone: Page, room: Held, server: Server
) -> None:
    choose(phone, FIRST, "1")
    status(phone, "saved")
    server.kill()
    assert stored(room) == {FIRST: 1}
    choose(phone, SECOND, "2")
    choose(phone, FIRST, "na")
    status(phone, "2 kept on this device")
    server.start()
    status(phone, "saved")  # by itself: nobody touches the phone
    assert stored(room) == {FIRST: "na", SECOND: 2}


def test_what_waits_survives_a_reload(phone: Page, room: Held) -> None:
    cut(phone)
    choose(phone, FIRST, "1")
    choose(phone, SECOND, "2")
    expect(screen(phone)).to_have_attribute("data-at", THIRD)
    write_to(phone).click()
    comment(phone).fill("Half a sen")
    phone.reload()
    status(phone, "3 kept on this device")
    expect(phone.get_by_text("2 of 20 answered")).to_be_visible()
    mend(phone)
    status(phone, "saved")
    assert stored(room) == {FIRST: 1, SECOND: 2, THIRD: "blank"}
    assert [row.comment for row in of_room(room, Response)] == ["", "", "Half a sen"]


def test_whoever_starts_a_comment_stays_on_the_screen(phone: Page, room: Held) -> None:
    phone.clock.install()
    phone.clock.pause_at(datetime.now() + timedelta(seconds=5))  # however slow the machine
    screen(phone).locator("button[value='2']").click()
    write_to(phone).click()
    expect(comment(phone)).to_be_visible()
    phone.clock.resume()
    phone.clock.fast_forward(5000)
    expect(screen(phone)).to_have_attribute("data-at", FIRST)
    status(phone, "saved")


def test_a_slow_double_tap_answers_one_indicator(phone: Page, room: Held) -> None:
    button = screen(phone).locator("button[value='1']")
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box
    at = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    now = datetime.now()
    phone.clock.set_fixed_time(now)  # however slow the machine, the taps come at once
    phone.mouse.click(*at)
    expect(screen(phone)).to_have_attribute("data-at", SECOND)
    for _ in range(3):
        phone.mouse.click(*at)
    phone.clock.set_fixed_time(now + timedelta(seconds=5))
    choose(phone, THIRD, "2")
    status(phone, "saved")
    assert stored(room) == {FIRST: 1, THIRD: 2}


def test_what_waits_in_a_closed_tab_is_sent_when_the_page_is_opened_again(
    phone: Page, room: Held, server: Server
) -> None:
    context = phone.context
    context.set_offline(True)
    choose(phone, FIRST, "3")
    choose(phone, SECOND, "1")
    status(phone, "2 kept on this device")
    assert stored(room) == {}
    phone.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(f"{server.url}/m")
    status(again, "saved")
    assert stored(room) == {FIRST: 3, SECOND: 1}


def test_answers_that_arrived_unheard_are_sent_again_and_stored_once(
    phone: Page, room: Held
) -> None:
    def deaf(route: Request) -> None:
        route.fetch()
        with suppress(Error):  # a sending that the page has given up meanwhile is over
            route.abort()

    phone.context.route(SENDING, deaf)
    choose(phone, FIRST, "3")
    wait_for(lambda: stored(room) == {FIRST: 3}, "the answer")
    status(phone, "1 kept on this device")
    mend(phone)
    status(phone, "saved")
    assert stored(room) == {FIRST: 3}
    assert of_room(room, ReplacedAnswer) == []


def test_without_javascript_it_works_as_forms(server: Server, people: People, room: Held) -> None:
    context: BrowserContext = people.browser.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 740}
    )
    people.contexts.append(context)
    page = context.new_page()
    join(page, server, room)
    screen(page).locator("button[value='2']").click()
    expect(screen(page)).to_have_attribute("data-at", SECOND)
    status(page, "saved")
    screen(page).get_by_text("Comment", exact=True).click()
    screen(page).get_by_role("textbox").fill("Typed before the language.")
    page.get_by_role("button", name="日本語").click()
    expect(page.locator("html[lang=ja]")).to_have_count(1)
    expect(screen(page).get_by_role("textbox")).to_have_value("Typed before the language.")
    screen(page).locator("button[value=on]").click()
    screen(page).locator("button[value=back]").click()
    expect(screen(page)).to_have_attribute("data-at", SECOND)
    page.locator("#given").click()
    expect(screen(page).locator("ol a")).to_have_count(20)
    assert stored(room) == {FIRST: 2, SECOND: "blank"}


def test_two_tabs_of_one_person_lose_nothing(phone: Page, room: Held, server: Server) -> None:
    other = phone.context.new_page()
    other.goto(f"{server.url}/m")
    phone.context.set_offline(True)
    choose(phone, FIRST, "1")
    choose(other, SECOND, "2")
    choose(phone, THIRD, "3")
    choose(other, FIRST, "0")
    for tab in (phone, other):
        status(tab, "4 kept on this device")
    phone.context.set_offline(False)
    for tab in (phone, other):
        status(tab, "saved")
    assert stored(room) == {FIRST: 0, SECOND: 2, THIRD: 3}
    assert [(old.indicator, old.level) for old in of_room(room, ReplacedAnswer)] == [(FIRST, 1)]


#: whether each word of an element is on one line and all of it is seen
WHOLE = """name => {
  const text = name.firstChild, broken = [...text.data.matchAll(/\\S+/g)].filter(({ 0: word, index }) => {
    const range = document.createRange();
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1;
  });
  return !broken.length && name.scrollHeight <= name.clientHeight + 1 && name.scrollWidth <= name.clientWidth + 1;
}"""

HEIGHT = "part => part.offsetHeight"


@pytest.mark.parametrize("name", ["Emergency management", "Housing", "危機管理防災対策部"])
def test_a_department_keeps_its_line_while_answers_wait(
    people: People, server: Server, room: Held, name: str
) -> None:
    held = set_up(room.store, shipped(URBAN), tier="quick", departments={name: 5})
    held.move(rounds.open_vote)
    page = people.person(width=360, height=740)
    join(page, server, held, name)
    who, top = page.locator(".who"), page.locator(".top")
    assert who.evaluate(WHOLE)
    height = top.evaluate(HEIGHT)
    cut(page)
    for code in (FIRST, SECOND):
        choose(page, code, "1")
    status(page, "2 kept on this device")
    assert who.evaluate(WHOLE)
    assert top.evaluate(HEIGHT) == height  # nothing jumps below
    held.move(rounds.close_vote)
    expect(page.get_by_text("The vote is closed.")).to_be_visible()
    assert who.evaluate(WHOLE)


def test_a_closed_vote_is_told_and_what_was_not_sent_stays_to_be_seen(
    phone: Page, room: Held
) -> None:
    for who in [room.join("Power") for _ in range(3)]:
        save_answer(room.store, who, FIRST, 1)
    cut(phone)
    title = screen(phone).locator("h2").inner_text()
    choose(phone, FIRST, "3")
    status(phone, "1 kept on this device")
    room.move(rounds.close_vote)
    expect(phone.get_by_text("The vote is closed.")).to_be_visible()  # the page changes by itself
    status(phone, "1 kept on this device")
    mend(phone)
    kept = phone.locator("#kept")
    expect(kept.locator("p")).to_have_text(RESENT.format(n=1))
    expect(kept).to_contain_text(f"{title}: 3 ")
    expect(phone.locator(".closed")).to_contain_text("None of your answers arrived in time.")
    expect(phone.locator("h1 + #kept + .closed")).to_be_visible()  # first, as it can be mended
    room.move(rounds.reveal, rounds.open_vote)
    expect(
        phone.get_by_text("You gave no answer in the first vote, so you are not asked.")
    ).to_be_visible()
    expect(kept.locator("p")).to_have_text(LATE)  # nothing sends it any more
    expect(phone.locator(".closed ~ #kept")).to_be_visible()
    expect(kept).to_contain_text(f"{title}: 3 ")
    assert [r.level for r in of_room(room, Response)] == [1, 1, 1]
    kept.get_by_role("button").click()
    expect(kept).to_be_hidden()
    phone.reload()
    expect(kept).to_be_hidden()


def test_a_refused_answer_is_sent_again_when_the_vote_is_opened_again(
    phone: Page, room: Held
) -> None:
    for who in [room.join("Power") for _ in range(3)]:
        save_answer(room.store, who, FIRST, 1)
    cut(phone)
    choose(phone, FIRST, "3")
    status(phone, "1 kept on this device")
    room.move(rounds.close_vote)
    expect(phone.get_by_text("The vote is closed.")).to_be_visible()
    mend(phone)
    kept = phone.locator("#kept")
    expect(kept).to_contain_text(RESENT.format(n=1))
    room.move(rounds.reopen_vote)
    expect(kept).to_be_hidden()
    status(phone, "saved")
    assert sorted(r.level or 0 for r in of_room(room, Response)) == [1, 1, 1, 3]


def test_a_refused_answer_is_not_sent_again_over_a_newer_one(phone: Page, room: Held) -> None:
    """Three answers to one phone's refusal: one changed elsewhere, one given elsewhere, one left alone."""
    for who in [room.join("Power") for _ in range(3)]:
        save_answer(room.store, who, FOURTH, 1)
    me = visitor(phone, room)
    choose(phone, FIRST, "0")
    status(phone, "saved")
    cut(phone)
    for code in (FIRST, SECOND, THIRD):
        choose(phone, code, "1")
    status(phone, "3 kept on this device")
    room.move(rounds.close_vote)
    expect(phone.get_by_text("The vote is closed.")).to_be_visible()
    mend(phone)
    kept, why = phone.locator("#kept li"), phone.locator("#kept p")
    expect(kept).to_have_count(3)
    expect(why).to_have_text(RESENT.format(n=3))  # once for all three
    expect(phone.locator(".closed")).to_have_text(
        "The vote is closed. The answers that arrived in time are kept; see them under My answers."
    )
    expect(phone.locator("#kept")).to_be_in_viewport(ratio=1)
    phone.goto("about:blank")
    room.move(rounds.reopen_vote)
    for code in (FIRST, SECOND):
        save_answer(room.store, me, code, 2)
    phone.go_back()
    expect(kept).to_have_count(2)
    status(phone, "saved")
    answers = own_ballot(room.store, me).answers
    assert {code: one.said for code, one in answers.items()} == {FIRST: 2, SECOND: 2, THIRD: 1}
    room.move(rounds.close_vote)
    expect(phone.get_by_text("The vote is closed.")).to_be_visible()
    expect(why).to_have_text(LATE)


def test_a_newer_answer_from_a_laptop_stands_and_the_phone_says_so(phone: Page, room: Held) -> None:
    me = visitor(phone, room)
    phone.context.set_offline(True)
    choose(phone, FIRST, "3")
    status(phone, "1 kept on this device")
    for level in (0, 1):
        save_answer(room.store, me, FIRST, level)
    phone.context.set_offline(False)
    status(phone, "saved")
    expect(phone.locator("#notice")).to_contain_text("You had already given a newer answer")
    expect(phone.locator(f'[data-at="{FIRST}"] button[value="1"]')).to_have_attribute(
        "aria-pressed", "true"
    )
    assert stored(room) == {FIRST: 1}
    choose(phone, FIRST, "2")  # whoever answers now is newer than the laptop
    status(phone, "saved")
    assert stored(room) == {FIRST: 2}


def test_the_next_person_never_sends_for_the_one_before(
    phone: Page, room: Held, server: Server
) -> None:
    first = visitor(phone, room)
    link = phone.context.new_page()
    link.goto(f"{server.url}/joined")
    back = link.locator("#return-link").inner_text()
    cut(phone)
    choose(phone, FIRST, "3")
    phone.get_by_role("button", name="Next person").click()
    expect(phone.get_by_text("Not sent yet: 1.")).to_be_visible()
    phone.get_by_role("button", name="Next person").click()
    phone.get_by_label("Power", exact=True).check()
    phone.get_by_role("button", name="Join").click()
    phone.get_by_role("link", name="Start scoring").click()
    mend(phone)
    status(phone, "")
    choose(phone, SECOND, "1")
    status(phone, "saved")
    second = visitor(phone, room)
    assert own_ballot(room.store, first).answers == {}
    assert list(own_ballot(room.store, second).answers) == [SECOND]
    phone.goto(back)
    phone.get_by_role("button", name="Continue for Water").click()
    phone.goto(f"{server.url}/m")
    status(phone, "saved")
    assert own_ballot(room.store, first).answers[FIRST].said == 3
    assert list(own_ballot(room.store, second).answers) == [SECOND]


def test_a_tab_of_somebody_who_left_the_device_takes_nothing_more(
    phone: Page, room: Held, server: Server
) -> None:
    other = phone.context.new_page()
    other.goto(f"{server.url}/m")
    other.get_by_role("button", name="Next person").click()
    other.get_by_label("Power", exact=True).check()
    other.get_by_role("button", name="Join").click()
    expect(other.get_by_text("You are in.")).to_be_visible()
    choose(phone, FIRST, "3")
    expect(phone.get_by_text("Someone else is now answering on this device")).to_be_visible()
    status(phone, "1 kept on this device")
    assert stored(room) == {}


def test_the_language_changes_without_losing_what_waits_or_was_typed(
    phone: Page, room: Held
) -> None:
    cut(phone)
    choose(phone, FIRST, "3")
    expect(screen(phone)).to_have_attribute("data-at", SECOND)
    write_to(phone).click()
    comment(phone).fill("In English.")
    phone.get_by_role("button", name="简体中文").click()
    expect(phone.locator("html[lang=zh-Hans]")).to_have_count(1)
    expect(screen(phone)).to_have_attribute("data-at", SECOND)
    expect(comment(phone)).to_have_value("In English.")
    status(phone, "2 个保存在此设备上")
    mend(phone)
    status(phone, "已保存")
    assert stored(room) == {FIRST: 3, SECOND: "blank"}
    assert {r.language for r in of_room(room, Response) if r.comment} == {"en"}


def test_it_changes_by_itself_when_the_vote_opens(
    server: Server, people: People, room: Held
) -> None:
    later = set_up(room.store, room.view.framework, tier="quick")
    page = people.person(width=360, height=740)
    join(page, server, later)
    expect(page.get_by_text("The vote has not started yet")).to_be_visible()
    later.move(rounds.open_vote)
    expect(screen(page)).to_have_attribute("data-at", FIRST)


def test_all_answers_of_before_are_kept_at_once_without_a_network(phone: Page, room: Held) -> None:
    choose(phone, FIRST, "3")
    choose(phone, SECOND, "dk")
    status(phone, "saved")
    for who in [room.join("Power") for _ in range(3)]:
        save_answer(room.store, who, FIRST, 1)
    room.move(rounds.close_vote, rounds.reveal, rounds.open_vote)
    keep = phone.get_by_role("button", name="Keep all my previous answers")
    expect(keep).to_be_visible()
    phone.wait_for_load_state()  # the button is there before the script that keeps what cannot be sent
    cut(phone)
    keep.click()
    expect(keep).to_be_hidden()
    status(phone, "2 kept on this device")
    expect(phone.get_by_text("2 of 20 answered")).to_be_visible()
    mend(phone)
    status(phone, "saved")
    me = visitor(phone, room)
    answers = own_ballot(room.store, me).answers
    assert {code: answer.said for code, answer in answers.items()} == {FIRST: 3, SECOND: "dk"}


def test_it_is_small_as_the_server_sends_it(phone: Page, server: Server) -> None:
    cookies = "; ".join(f"{c['name']}={c['value']}" for c in phone.context.cookies())
    source = phone.locator("script[src]").get_attribute("src")
    for language in ("en", "zh-Hans", "ja", "ko"):
        sent = 0
        for address in (f"/m?language={language}", source):
            asked = urllib.request.Request(
                f"{server.url}{address}", headers={"Cookie": cookies, "Accept-Encoding": "gzip"}
            )
            with urllib.request.urlopen(asked) as answer:
                body = answer.read()
                assert answer.headers["Content-Encoding"] == "gzip"
            assert gzip.decompress(body)
            sent += len(body)
        assert sent <= MOST_BYTES
