"""The scorecard on the Streamlit page Scoring: what it calls saved is in the database, whatever happens."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, WebSocket, expect

from resilience.framework import Framework
from resilience.services.access.access import Visitor, identify
from resilience.services.access.tokens import PERSON
from resilience.services.counting import rounds
from resilience.services.voting.responses import Answer, own_ballot
from tests.browser import steps
from tests.live import People, Server, wait_for
from tests.services.delivering import save_answer
from tests.services.held import KEY, Held, set_up
from tests.voting import first_vote

#: the first two indicators of the first theme, and the first of the second
FIRST, SECOND, OTHER = "INF10", "INF11", "PLN1"
SENDING = "**/m/answers"
HOSTILE = "</script><img src=x onerror=alert(1)> **bold** $x$ {{ 7*7 }}"


@pytest.fixture(scope="module")
def server(module_server: Server) -> Server:
    """One server for all of these tests."""
    return module_server


@pytest.fixture
def room(server: Server) -> Iterator[Held]:
    """A workshop in its first vote on a running server."""
    with first_vote(server) as held:
        yield held


@pytest.fixture
def laptop(server: Server, people: People, room: Held) -> Page:
    """Somebody with a laptop on the page Scoring."""
    page = people.person()
    steps.join(page, server.url, room.code, "Water")
    expect(steps.card(page, FIRST)).to_be_visible()
    return page


def level(page: Page, code: str, said: str) -> Locator:
    return steps.card(page, code).locator(f'.answers button[value="{said}"]')


def choose(page: Page, code: str, said: str) -> None:
    """Click on an answer of a card in sight, and see it chosen."""
    level(page, code, said).click()
    expect(level(page, code, said)).to_have_attribute("aria-pressed", "true")


def status(page: Page, said: str) -> None:
    expect(page.locator("#status")).to_have_text(said)


def visitor(page: Page, room: Held) -> Visitor:
    """Who the browser's cookie says is here."""
    token = next(c["value"] for c in page.context.cookies() if c["name"] == PERSON)
    return identify(room.store, KEY, participant_token=token)


def answers(page: Page, room: Held) -> dict[str, Answer]:
    """What the database has of the person of a browser."""
    return dict(own_ballot(room.store, visitor(page, room)).answers)


def said(page: Page, room: Held) -> dict[str, object]:
    return {code: answer.said for code, answer in answers(page, room).items()}


def frames(page: Page) -> list[int]:
    """Grows by the length of each message that comes or goes by the page's own connection."""
    seen: list[int] = []

    def listen(payload: str | bytes) -> None:
        seen.append(len(payload))

    def follow(socket: WebSocket) -> None:
        socket.on("framereceived", listen)
        socket.on("framesent", listen)

    page.on("websocket", follow)
    return seen


def test_a_theme_is_cards_and_the_next_one_needs_no_run(laptop: Page, room: Held) -> None:
    seen = frames(laptop)
    laptop.reload()
    expect(steps.card(laptop, SECOND)).to_be_visible()
    steps.settled(laptop)
    seen.clear()
    choose(laptop, FIRST, "2")
    status(laptop, "saved")
    expect(steps.card(laptop, FIRST)).to_be_visible()
    laptop.get_by_role("button", name="Next theme").click()
    expect(laptop.get_by_role("heading", name="Resilient urban planning")).to_be_focused()
    expect(steps.card(laptop, FIRST)).to_be_hidden()
    choose(laptop, OTHER, "dk")
    status(laptop, "saved")
    laptop.locator('.step[data-step="INF"]').click()
    expect(level(laptop, FIRST, "2")).to_have_attribute("aria-pressed", "true")
    assert said(laptop, room) == {FIRST: 2, OTHER: "dk"}
    assert seen == []


def test_after_next_person_other_tabs_show_nothing_of_the_one_before(
    laptop: Page, room: Held, server: Server
) -> None:
    """An open Streamlit page keeps the cookies with which its connection began."""
    choose(laptop, FIRST, "3")
    status(laptop, "saved")
    own = laptop.context.new_page()
    own.goto(f"{server.url}/answers")
    link = own.locator("#return-link")
    expect(link).to_be_visible()
    before = link.inner_text()
    other = laptop.context.new_page()
    other.goto(f"{server.url}/m")
    other.get_by_role("button", name="Next person").click()
    other.get_by_role("button", name="Yes, next person").click()
    expect(link).to_be_hidden()
    expect(steps.card(laptop, FIRST)).to_be_hidden()
    other.get_by_label("Power", exact=True).check()
    other.get_by_role("button", name="Join").click()
    own.goto(f"{server.url}/answers")
    expect(link).to_be_visible()
    assert link.inner_text() != before


def test_comment_evidence_and_how_sure_are_stored_with_the_answer(laptop: Page, room: Held) -> None:
    card = steps.card(laptop, FIRST)
    card.locator("summary").first.click()
    card.locator("[name=comment]").fill(f" {HOSTILE} ")
    card.locator("[name=evidence]").fill("The register")
    card.get_by_role("button", name="medium").click()
    status(laptop, "saved")
    mine = answers(laptop, room)[FIRST]
    assert (mine.said, mine.comment, mine.evidence, mine.confidence) == (
        None,
        HOSTILE,
        "The register",
        "medium",
    )
    laptop.reload()
    expect(card.locator("[name=comment]")).to_have_value(HOSTILE)
    expect(card.get_by_role("button", name="medium")).to_have_attribute("aria-pressed", "true")
    expect(laptop.get_by_text("0 of 20 answered").first).to_be_visible()


def test_what_people_typed_is_text_and_nothing_else(
    server: Server, people: People, room: Held
) -> None:
    held = set_up(room.store, room.view.framework, probable=HOSTILE, severe="", tier="quick")
    held.move(rounds.open_vote)
    page = people.person()
    steps.join(page, server.url, held.code, "Water")
    expect(page.get_by_text(HOSTILE)).to_be_visible()
    expect(page.locator("img[src=x]")).to_have_count(0)


def test_a_server_that_is_killed_loses_nothing_and_what_waits_is_sent_by_itself(
    laptop: Page, room: Held, server: Server
) -> None:
    choose(laptop, FIRST, "1")
    status(laptop, "saved")
    server.kill()
    assert said(laptop, room) == {FIRST: 1}
    choose(laptop, SECOND, "2")
    choose(laptop, FIRST, "na")
    status(laptop, "2 kept on this device")
    expect(steps.card(laptop, SECOND)).to_have_attribute("data-state", "waiting")
    server.start()
    status(laptop, "saved")
    assert said(laptop, room) == {FIRST: "na", SECOND: 2}
    choose(laptop, SECOND, "3")
    status(laptop, "saved")
    assert said(laptop, room)[SECOND] == 3


def test_without_a_network_answers_wait_also_over_a_reload(laptop: Page, room: Held) -> None:
    laptop.context.route(SENDING, lambda route: route.abort())
    choose(laptop, FIRST, "3")
    status(laptop, "1 kept on this device")
    laptop.reload()
    status(laptop, "1 kept on this device")
    expect(level(laptop, FIRST, "3")).to_have_attribute("aria-pressed", "true")
    laptop.context.unroute(SENDING)
    status(laptop, "saved")
    assert said(laptop, room) == {FIRST: 3}


def test_what_waits_is_sent_though_another_page_of_the_app_is_opened(
    laptop: Page, room: Held
) -> None:
    laptop.context.route(SENDING, lambda route: route.abort())
    choose(laptop, FIRST, "3")
    status(laptop, "1 kept on this device")
    laptop.set_viewport_size({"width": 360, "height": 740})
    laptop.get_by_test_id("stExpandSidebarButton").click()
    laptop.get_by_role("link", name="My answers").click()
    expect(laptop.get_by_role("heading", name="My answers")).to_be_visible()
    laptop.context.unroute(SENDING)
    wait_for(lambda: said(laptop, room) == {FIRST: 3}, "the answer")


def test_two_tabs_and_the_phone_page_share_one_outbox(
    laptop: Page, room: Held, server: Server
) -> None:
    other, phone = laptop.context.new_page(), laptop.context.new_page()
    other.goto(f"{server.url}/score")
    phone.goto(f"{server.url}/m")
    for page in (other, phone):
        expect(steps.card(page, FIRST)).to_be_visible()
    laptop.context.set_offline(True)
    choose(laptop, FIRST, "1")
    choose(other, SECOND, "2")
    choose(phone, FIRST, "0")
    for page in (laptop, other, phone):
        status(page, "3 kept on this device")
    laptop.context.set_offline(False)
    for page in (laptop, other, phone):
        status(page, "saved")
    assert said(laptop, room) == {FIRST: 0, SECOND: 2}


def test_a_newer_answer_from_another_device_stands_and_the_page_says_so(
    laptop: Page, room: Held
) -> None:
    laptop.context.set_offline(True)
    choose(laptop, FIRST, "3")
    for newer in (0, 1):
        save_answer(room.store, visitor(laptop, room), FIRST, newer)
    laptop.context.set_offline(False)
    status(laptop, "saved")
    expect(laptop.locator("#notice")).to_contain_text("You had already given a newer answer")
    expect(level(laptop, FIRST, "1")).to_have_attribute("aria-pressed", "true")
    choose(laptop, FIRST, "2")
    status(laptop, "saved")
    assert said(laptop, room) == {FIRST: 2}


def test_the_page_runs_by_itself_when_the_workshop_moves_on_and_refusals_stay(
    laptop: Page, room: Held
) -> None:
    title = steps.card(laptop, FIRST).locator("h2").inner_text()
    choose(laptop, SECOND, "1")
    status(laptop, "saved")
    for who in [room.join("Power") for _ in range(3)]:
        save_answer(room.store, who, FIRST, 1)
    laptop.context.route(SENDING, lambda route: route.abort())
    choose(laptop, FIRST, "3")
    room.move(rounds.close_vote)
    expect(laptop.get_by_text("The vote is closed.")).to_be_visible()
    status(laptop, "1 kept on this device")
    laptop.context.unroute(SENDING)
    kept = laptop.locator("#kept")
    expect(kept).to_contain_text("Answers that arrived after the vote had closed: 1.")
    room.move(rounds.reveal, rounds.open_vote)
    expect(laptop.get_by_text("This is a later vote.")).to_be_visible()
    expect(kept).to_contain_text(f"{title}: 3 ")
    laptop.get_by_role("button", name="Keep all my previous answers").click()
    status(laptop, "saved")
    assert said(laptop, room) == {SECOND: 1}
    kept.get_by_role("button").click()
    expect(kept).to_be_hidden()


def test_a_refused_number_is_said_on_its_card_and_the_answer_stands(
    server: Server, people: People, room: Held, framework: Framework
) -> None:
    held = set_up(room.store, framework)
    held.move(rounds.open_vote)
    page = people.person()
    steps.join(page, server.url, held.code, "Water")
    card = steps.go_to(page, "P2")
    card.locator("[name=measure]").fill("2.5")
    card.get_by_role("button", name="Save this number").click()
    status(page, "saved")
    assert said(page, held) == {"P2": 2.5}
    card.locator("[name=measure]").fill("99")
    card.locator("[name=measure]").press("Tab")
    expect(card.locator(".why")).to_contain_text("P2 takes numbers from 0")
    assert said(page, held) == {"P2": 2.5}
    card.get_by_role("button", name="Don't know").click()
    status(page, "saved")
    expect(card.locator("[name=measure]")).to_have_value("")
    assert said(page, held) == {"P2": "dk"}


def test_a_run_of_the_page_takes_nothing_back(laptop: Page, room: Held) -> None:
    """What the server said of the answers may be older than what was saved since."""
    choose(laptop, FIRST, "2")
    status(laptop, "saved")
    laptop.get_by_role("combobox").click()
    laptop.get_by_role("option", name="日本語").click()
    expect(laptop.locator(".scorecard[lang=ja]")).to_have_count(1)
    expect(level(laptop, FIRST, "2")).to_have_attribute("aria-pressed", "true")
    status(laptop, "保存済み")


def test_it_is_used_by_keyboard_alone(laptop: Page, room: Held) -> None:
    press = laptop.keyboard.press
    card = steps.card(laptop, FIRST)
    while not focused(card.locator("button.level").first):
        press("Tab")
    press("2")
    expect(level(laptop, FIRST, "2")).to_have_attribute("aria-pressed", "true")
    press("ArrowDown")
    expect(level(laptop, FIRST, "3")).to_be_focused()
    press("ArrowRight")
    expect(steps.card(laptop, SECOND).locator("h2")).to_be_focused()
    press("ArrowDown")
    expect(level(laptop, SECOND, "0")).to_be_focused()
    press("d")
    press("ArrowRight")
    press("n")
    press("ArrowLeft")
    expect(steps.card(laptop, SECOND).locator("h2")).to_be_focused()
    status(laptop, "saved")
    assert said(laptop, room) == {FIRST: 2, SECOND: "dk", "INF5": "na"}
    card.locator("summary").first.focus()
    press("Enter")
    card.locator("[name=comment]").focus()
    laptop.keyboard.type("123 nd")  # is typed, and chooses nothing
    press("Tab")
    status(laptop, "saved")
    assert answers(laptop, room)[FIRST].comment == "123 nd"
    assert said(laptop, room)[FIRST] == 2


def focused(goal: Locator) -> bool:
    """Whether something has the focus, also inside the component."""
    return bool(goal.evaluate("element => element === element.getRootNode().activeElement"))
