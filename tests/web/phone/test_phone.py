"""The phone page without its script: a screen an indicator, stored and shown, in every phase."""

import datetime
import gzip
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from resilience.services.access.access import Visitor, identify
from resilience.services.access.tokens import PERSON
from resilience.services.counting import rounds
from resilience.services.counting.rehearsal import rehearse
from resilience.services.voting.responses import LONGEST_REMARK, Ballot, own_ballot
from resilience.services.workshop.devices import move_device
from resilience.services.workshop.participants import view_participant
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.run_sheet import begin_step, end_step, shift_end
from resilience.store import Store
from resilience.store.tables import OfficialWording, Participant, ReplacedAnswer, Response
from resilience.text import LANGUAGES
from tests.indicators import UNDRR_1, URBAN, URBAN_1, shipped
from tests.services.delivering import save_answer
from tests.services.held import CITY, HOST, KEY, Held, finish, rows, set_up
from tests.web import phone_steps as page
from tests.web.client import Browser
from tests.web.conftest import Opens
from tests.web.joining.test_join import Sets, error_in

#: bytes, compressed, of the page with its script in any language
MOST = 30_000
HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(1)> {{ 7*7 }} \u202eabc\U0001f600"
)


@pytest.fixture
def person(phone: Browser, voting: Held) -> Browser:
    """Somebody who joined it."""
    return page.joined(phone, voting)


def mine(held: Held) -> dict[str, object]:
    """The answers of the only participant."""
    return {
        r.indicator: r.level if r.state == "level" else r.number if r.state == "number" else r.state
        for r in rows(held.store, Response)
    }


def test_without_a_participant_it_leads_to_joining(phone: Browser, voting: Held) -> None:
    assert phone.get("/m").location == "/join"
    assert phone.post("/m", {"at": "W1", "said": 1, "round": 1, "person": "x"}).location == "/join"


def test_joining_offers_it_first_on_a_phone_and_the_full_page_second(
    person: Browser, voting: Held
) -> None:
    for address in ("/joined", "/join?code=" + voting.code):
        links = re.findall(
            r'class="button( second)? on-phone" href="(\S+)"', person.get(address).body
        )
        assert links == [("", "/m"), (" second", "/score")]


def test_a_screen_has_question_levels_states_and_ways_on(person: Browser) -> None:
    answer = person.get("/m")
    assert (answer.status, page.shown(answer)) == (200, "W1")
    first = page.screen(answer, "W1")
    for said in ("Theme 1 of 2 · Water", "Drains", "Do they hold?", "Rarely.", "Skip", "Back"):
        assert said in first
    assert re.findall(r'name="said" value="(\w+)"', first) == ["0", "1", "2", "3", "4", "dk", "na"]
    assert re.findall(r">(\d)</b>", first) == ["0", "1", "2", "3", "4"]
    assert "The river floods the station." in answer.body
    assert "0 of 4 answered" in page.words(answer)
    for way in ("/score", "/answers", "/joined", 'action="/next"'):
        assert way in answer.body


def test_a_level_is_stored_and_the_next_screen_comes(person: Browser, voting: Held) -> None:
    answer = page.fill(person, "W1", said=3)
    assert (answer.status, answer.location) == (303, "/m?at=W2")
    assert mine(voting) == {"W1": 3}
    after = person.get(answer.location)
    assert page.shown(after) == "W2"
    assert page.pressed(after, "W1") == ["3"]
    assert "1 of 4 answered" in page.words(after)
    assert "saved" in page.words(after)


def test_it_opens_at_the_first_indicator_without_an_answer(person: Browser) -> None:
    page.fill(person, "W1", said="dk")
    page.fill(person, "P1", said="na")
    assert page.shown(person.get("/m")) == "W2"
    assert page.shown(person.get("/m?at=P1")) == "P1"
    assert page.shown(person.get("/m?at=NOSUCH")) == "W2"


def test_a_number_is_stored_and_shown_again(person: Browser, voting: Held) -> None:
    assert page.fill(person, "P2", go="measure", measure="2.75").location == "/m?at=end"
    assert mine(voting) == {"P2": 2.75}
    again = page.screen(person.get("/m?at=P2"), "P2")
    assert 'value="2.75"' in again
    assert "(hours)" in again
    page.fill(person, "P2", said="dk", measure="2.75")
    assert mine(voting) == {"P2": "dk"}


@pytest.mark.parametrize("typed", ["", "many", "1,5"])
def test_what_is_no_number_is_said(person: Browser, voting: Held, typed: str) -> None:
    answer = page.fill(person, "P2", go="measure", measure=typed, comment="By the log.")
    assert (answer.status, error_in(answer)) == (400, "Type a number.")
    assert f'name="measure" value="{typed}"' in page.screen(answer, "P2")
    assert "By the log." in page.screen(answer, "P2")
    assert mine(voting) == {}


@pytest.mark.parametrize(
    ("at", "go", "to"),
    [("W2", "back", "W1"), ("W1", "back", "W1"), ("W2", "on", "P1"), ("P2", "on", "end"), ("W2", "stay", "W2")],
)  # fmt: skip
def test_back_and_skip_store_nothing(
    person: Browser, voting: Held, at: str, go: str, to: str
) -> None:
    assert page.fill(person, at, go=go, comment="").location == f"/m?at={to}"
    assert rows(voting.store, Response) == []


def test_every_button_keeps_the_comment_that_was_typed(person: Browser, voting: Held) -> None:
    page.fill(person, "W1", go="on", comment="First line\r\nsecond \U0001f600")
    page.fill(person, "W2", said=2, comment="With it.")
    answer = page.fill(person, "P1", speak="ja", comment="Before the language.")
    assert answer.location == "/m?at=P1&language=ja"
    after = person.get(answer.location)
    assert '<html lang="ja">' in after.body
    assert page.shown(after) == "P1"
    assert [
        (r.indicator, r.state, r.comment, r.language) for r in rows(voting.store, Response)
    ] == [
        ("W1", "blank", "First line\nsecond \U0001f600", "en"),
        ("W2", "level", "With it.", "en"),
        ("P1", "blank", "Before the language.", "en"),
    ]
    assert "Before the language." in page.screen(after, "P1")
    before = rows(voting.store, ReplacedAnswer)
    page.fill(person, "W1", go="on", comment="First line\r\nsecond \U0001f600")
    assert rows(voting.store, ReplacedAnswer) == before


def test_a_comment_that_is_too_long_is_said_and_stays_to_be_shortened_beside_its_answer(
    person: Browser, voting: Held
) -> None:
    answer = page.fill(person, "W1", said=2, comment="字" * (LONGEST_REMARK + 1))
    assert answer.status == 400
    assert error_in(answer).startswith("This text has 4001 characters")
    assert "字" * (LONGEST_REMARK + 1) in page.screen(answer, "W1")
    assert page.pressed(answer, "W1") == ["2"]
    assert [(r.level, r.comment) for r in rows(voting.store, Response)] == [(2, "")]
    assert page.fill(person, "W1", said=2, comment="\U0001f600" * LONGEST_REMARK).status == 303


def test_an_answer_that_is_refused_is_said_and_its_comment_is_stored(
    person: Browser, voting: Held
) -> None:
    answer = page.fill(person, "P2", go="measure", measure="99", comment="By the log.")
    assert (answer.status, error_in(answer)[:31]) == (400, "P2 takes numbers from 0.0 to 10")
    assert "By the log." in page.screen(answer, "P2")
    assert 'value="99"' in page.screen(answer, "P2")
    assert [(r.state, r.comment) for r in rows(voting.store, Response)] == [
        ("blank", "By the log.")
    ]


def test_the_form_of_an_older_page_is_newer_than_what_another_device_gave(
    person: Browser, voting: Held
) -> None:
    read = page.data(person.get("/m"))
    for counter in range(1, 6):
        page.send(person, page.sending(counter, said=4))
    hidden = {"at": "W1", "round": read["round"], "person": read["person"]}
    assert person.post("/m", hidden | {"said": 0, "comment": "Seen."}).status == 303
    (row,) = rows(voting.store, Response)
    assert (row.level, row.counter, row.comment, row.comment_counter) == (0, 6, "Seen.", 7)


def meanwhile(monkeypatch: pytest.MonkeyPatch, held: Held, who: Browser, *levels: int) -> None:
    """Another device answers W1 between the reading of a form's page and the writing of the form."""

    def then_answered(store: Store, visitor: Visitor) -> Ballot:
        ballot = own_ballot(store, visitor)
        me = identify(held.store, KEY, participant_token=who.cookies[PERSON])
        for level in levels:
            save_answer(held.store, me, "W1", level)
        return ballot

    monkeypatch.setattr("resilience.web.phone.routes.own_ballot", then_answered)


def test_a_form_that_is_overtaken_while_it_is_stored_says_so(
    person: Browser, voting: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile(monkeypatch, voting, person, 3, 4)
    answer = page.fill(person, "W1", said=0)
    assert (answer.status, error_in(answer)[:36]) == (409, "You had already given a newer answer")
    assert page.pressed(answer, "W1") == ["4"]
    assert 0 in [old.level for old in rows(voting.store, ReplacedAnswer)]


def test_the_language_chosen_is_that_of_the_participant_too(person: Browser, voting: Held) -> None:
    person.get("/m?language=ko")
    token = person.cookies.pop("language")
    assert token == "ko"
    assert '<html lang="ko">' in person.get("/m", accept_language="ja").body


def test_answers_of_other_pages_and_in_other_languages_are_shown(
    person: Browser, voting: Held
) -> None:

    me = identify(voting.store, KEY, participant_token=person.cookies[PERSON])
    save_answer(voting.store, me, "W1", 4)
    answer = person.get("/m?language=zh-Hans")
    assert page.pressed(answer, "W1") == ["4"]
    assert page.data(answer)["counter"] == 1
    assert view_participant(voting.store, me).language == "zh-Hans"


def test_rehearsal_open_workshop_and_invented_city_are_marked(
    phone: Browser, workshop: Sets
) -> None:
    held = workshop(k=0)
    copy = Held(held.store, rehearse(held.store, HOST, held.code))
    rounds.open_vote(held.store, HOST, copy.code)
    said = page.words(page.joined(phone, copy).get("/m"))
    assert "Rehearsal with invented answers. Everything is deleted when it ends." in said
    assert "No small-group protection: even a group of one person is shown" in said
    assert page.fill(phone, "W1", said=1).status == 303
    assert "Invented data" not in said


@pytest.mark.parametrize(
    ("phase", "said"),
    [
        (Phase.PREPARING, "The vote has not started yet"),
        (Phase.COUNTED, "The vote is closed. It has no answers from you"),
        (Phase.REVEALED, "The result is revealed"),
        (Phase.CLOSED, "This workshop is closed"),
    ],
)
def test_while_no_vote_is_open_it_says_so(
    phone: Browser, held: Held, phase: Phase, said: str
) -> None:
    page.joined(phone, held)
    held.bring_to(phase)
    answer = phone.get("/m")
    assert answer.status == 200
    assert said in page.words(answer)
    assert '<section class="screen"' not in answer.body
    assert '<meta http-equiv="refresh"' in answer.body


def test_a_form_of_a_closed_vote_is_refused_and_shows_what_was_typed(
    person: Browser, voting: Held
) -> None:
    before = page.data(person.get("/m"))
    voting.vote("Water", 1, 2, 3)
    voting.move(rounds.close_vote)
    late = {
        "at": "W1",
        "round": before["round"],
        "person": before["person"],
        "said": 2,
        "comment": "Too late.",
    }
    answer = person.post("/m", late)
    assert answer.status == 409
    assert error_in(answer).startswith(
        "This answer came after the vote had closed, so it was not stored."
    )
    assert "Too late." in answer.body
    voting.move(rounds.reveal, rounds.open_vote)
    assert error_in(person.post("/m", late)).startswith("The vote in which you gave this answer")
    assert len(rows(voting.store, Response)) == 3


def test_a_page_of_somebody_who_left_the_device_stores_nothing_for_the_next(
    person: Browser, voting: Held
) -> None:
    before = page.data(person.get("/m"))
    person.post("/next")
    page.joined(person, voting, "Power")
    old = {
        "at": "W1",
        "round": before["round"],
        "person": before["person"],
        "said": 2,
        "comment": "Mine alone.",
    }
    answer = person.post("/m", old)
    assert answer.status == 409
    assert error_in(answer).startswith("Someone else is now answering on this device")
    assert "Mine alone." not in answer.body
    assert rows(voting.store, Response) == []


def test_another_site_cannot_post(person: Browser, voting: Held) -> None:
    read = page.data(person.get("/m"))
    body = {"at": "W1", "round": read["round"], "person": read["person"], "said": 2}
    assert person.post("/m", body, origin="https://evil.example").status == 403
    assert rows(voting.store, Response) == []


@pytest.mark.parametrize(
    "wrong",
    [{"at": "NO", "said": 1}, {"at": "W1", "said": "9"}, {"at": "W1", "said": "x"}, {"at": "W1", "round": "x"}, {"at": "W1", "said": "nan"}, {"at": HOSTILE, "said": 1}],
)  # fmt: skip
def test_a_wrong_form_is_refused_in_a_sentence(
    person: Browser, voting: Held, wrong: dict[str, object]
) -> None:
    answer = page.fill(person, **wrong)  # type: ignore[arg-type]
    assert answer.status == 400
    assert error_in(answer)
    assert "<script>alert" not in answer.body
    assert rows(voting.store, Response) == []


def test_nothing_is_shown_unescaped(phone: Browser, workshop: Sets) -> None:
    held = workshop(city=replace(CITY, name=HOSTILE), probable=HOSTILE, severe=HOSTILE)
    held.move(rounds.open_vote)
    page.joined(phone, held)
    page.fill(phone, "W1", said=1, comment=HOSTILE)
    for address in ("/m?at=W1", "/m?at=end", '/m?at="><script>alert(1)</script>'):
        answer = phone.get(address)
        assert "<script>alert" not in answer.body
        assert "<img src=x" not in answer.body
        assert "100177" not in page.words(answer).replace(phone.cookies[PERSON], "")
    assert HOSTILE.replace("<", "&lt;")[:9] in phone.get("/m?at=W1").body


def test_it_loads_its_own_script_alone_and_may_not_be_kept(person: Browser) -> None:
    answer = person.get("/m")
    policy = answer.headers["content-security-policy"].split("; ")
    assert {"default-src 'none'", "script-src 'self'", "connect-src 'self'"} <= set(policy)
    assert answer.headers["cache-control"] == "no-store"
    (source,) = re.findall(r'src="([^"]*)"', answer.body)
    assert "http" not in answer.body.replace('http-equiv="refresh"', "")
    script = person.get(source)
    assert script.status == 200
    assert script.headers["content-type"].startswith("text/javascript")
    assert "immutable" in script.headers["cache-control"]


def test_it_has_no_token_and_no_figure_of_others(browser: Opens, voting: Held) -> None:
    other = page.joined(browser(), voting, "Power")
    me = page.joined(browser(), voting)
    alone = re.sub(r'"person":"\w+"|value="\w{20}"', "", me.get("/m").body)
    page.fill(other, "W1", said=4, comment="Only mine.")
    key = page.data(other.get("/m"))["person"]
    voting.vote("Water", 1, 2, 3)
    assert re.sub(r'"person":"\w+"|value="\w{20}"', "", me.get("/m").body) == alone
    for step in (rounds.close_vote, rounds.reveal, finish):
        voting.move(step)
        body = me.get("/m").body
        for secret in (other.cookies[PERSON], me.cookies[PERSON], key, "Only mine."):
            assert secret not in body
        assert page.data(me.get("/m"))["answers"] == {}


def test_the_official_words_are_shown_where_the_installation_has_them(
    phone: Browser, voting: Held
) -> None:
    with voting.store.write() as session:
        session.add(
            OfficialWording(
                framework="two-themes", code="W1", language="en",
                question="The official question?", levels=list("abcde"),
            )
        )  # fmt: skip
    answer = page.joined(phone, voting).get("/m")
    assert "The official question?" in page.screen(answer, "W1")
    assert "Official wording of the UNDRR workbook" in page.screen(answer, "W1")
    assert "Official wording" not in page.screen(phone.get("/m?at=W2"), "W2")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scorecard", [URBAN, URBAN_1, UNDRR_1], ids=lambda path: path.name)
def test_page_and_script_are_small_in_every_language(
    phone: Browser, voting: Held, language: str, scorecard: Path
) -> None:
    held = set_up(voting.store, shipped(scorecard))
    held.move(rounds.open_vote)
    page.joined(phone, held)
    answer = phone.get(f"/m?language={language}")
    (source,) = re.findall(r'src="(/m/[^"]*)"', answer.body)
    size = sum(len(gzip.compress(one, 9)) for one in (answer.content, phone.get(source).content))
    assert size <= MOST
    assert len(page.asked(answer)) >= 45


def test_at_the_step_of_practice_there_is_a_question_without_a_field_to_send(
    phone: Browser, held: Held
) -> None:
    page.joined(phone, held)
    assert "Practice" not in page.words(phone.get("/m"))
    begin_step(held.store, HOST, held.code, 1, "practice")
    answer = phone.get("/m")
    assert "There is nothing to press on this page." in page.words(answer)
    assert "3 I know another way, and have tried it before" in page.words(answer)
    assert 'name="said"' not in answer.body
    ja = page.words(phone.get("/m?language=ja"))
    assert "練習です" in ja
    assert "get home" not in ja
    end_step(held.store, HOST, held.code)
    assert "Practice" not in page.words(phone.get("/m?language=en"))


def test_the_two_events_are_open_until_the_first_answer(phone: Browser, voting: Held) -> None:
    answer = page.joined(phone, voting).get("/m")
    body, opened = answer.body, '<details class="events" open>'
    assert body.index(opened) < body.index(voting.view.severe) < body.index('class="screen"')
    assert "No. 1" in page.words(phone.get("/m?at=end"))
    read = page.data(answer)
    phone.post("/m", {"at": "W1", "said": 1, "round": read["round"], "person": read["person"]})
    after = phone.get("/m").body
    assert '<details class="events">' in after
    assert opened not in after
    voting.vote("Water", 1, 2, 3)
    voting.move(rounds.close_vote, rounds.reveal, rounds.open_vote)
    again = phone.get("/m").body
    assert '<details class="events">' in again
    assert opened not in again


def test_a_rehearsal_is_marked_from_joining_on(phone: Browser, held: Held) -> None:
    copy = Held(held.store, rehearse(held.store, HOST, held.code))
    page.joined(phone, copy)
    for address in ("/joined", "/m"):
        assert "Rehearsal with invented answers" in page.words(phone.get(address))


def test_the_background_of_cards_comes_apart_to_participants_alone(
    browser: Opens, voting: Held
) -> None:
    held = set_up(voting.store, shipped(URBAN))
    held.move(rounds.open_vote)
    assert browser().get("/m/background").status == 403
    phone = browser()
    answer = page.joined(phone, held).get("/m")
    cards = [card for step in page.data(answer)["steps"] for card in step["cards"]]
    assert {(card.get("why"), card.get("evidence"), card["more"]) for card in cards} == {
        (None, None, True)
    }
    words = held.view.framework.text("ja").indicators
    told = json.loads(phone.get("/m/background?language=ja").body)
    assert {code: told[code]["evidence"] for code in words} == {
        code: one.evidence for code, one in words.items()
    }


def test_where_the_workshop_stands_is_told_to_its_pages_alone(
    phone: Browser, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("resilience.web.phone.routes.SHARED", -1.0)
    watch = page.data(page.joined(phone, held).get("/m"))["watch"].removesuffix("&by=topic")

    def told() -> tuple[str, ...]:
        asked = (watch, f"{watch}&by=revision")
        return tuple(json.loads(phone.get(f"/m/state?{one}").body)["state"] for one in asked)

    seen = []
    for step in (rounds.open_vote, rounds.close_vote, rounds.reopen_vote):
        seen.append(told())
        held.move(step)
    seen.append(told())
    states = ("preparing", "voting", "vote closed", "voting")
    assert seen == [(f"{state} 0", str(n)) for n, state in enumerate(states)]
    for wrong in (
        "",
        f"code={held.code}",
        f"code={held.code}&seal=x",
        watch.replace("code=", "code=A"),
    ):
        assert phone.get(f"/m/state?{wrong}").status == 404
    phone.cookies.clear()
    assert phone.get(f"/m/state?{watch}").status == 200  # nothing of anybody is read for it


def test_the_state_has_the_step_and_the_seconds_that_are_left(
    phone: Browser, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("resilience.web.phone.routes.SHARED", -1.0)
    watch = page.data(page.joined(phone, held).get("/m"))["watch"]

    def clock() -> tuple[str, float | None]:
        told = json.loads(phone.get(f"/m/state?{watch}").body)
        return told["step"], told["left"]

    assert clock() == ("", None)
    begin_step(held.store, HOST, held.code, 0, "welcome")
    shift_end(held.store, HOST, held.code, -11)
    step, left = clock()
    assert step == "welcome"
    assert left == pytest.approx(-60, abs=5)
    end_step(held.store, HOST, held.code)
    assert clock() == ("", None)


def test_in_another_vote_the_answer_of_before_stands_as_a_ghost(
    browser: Opens, voting: Held
) -> None:
    person = page.joined(browser(), voting)
    page.fill(person, "W1", said=3)
    voting.vote("Water", 1, 2, 3)
    voting.move(rounds.close_vote, rounds.reveal, rounds.open_vote)
    body = person.get("/m").body
    said = "Your previous answer: 3. It counts in this vote once you choose it again."
    assert page.words(person.get("/m")).count(said) == 1
    assert body.count('class="level before"') == 1
    assert "0 of 4 answered" in page.words(person.get("/m"))
    page.fill(person, "W1", said=3)
    assert "1 of 4 answered" in page.words(person.get("/m"))


def test_until_the_first_close_every_screen_says_whom_to_tell_of_a_wrong_department(
    phone: Browser, held: Held
) -> None:
    wrong = "Wrong department? Tell the facilitator your number: No. 1"
    page.joined(phone, held)
    for move, addresses in (
        (None, ["/m"]),
        (rounds.open_vote, ["/m", "/m?at=W1", "/m?at=end"]),
    ):
        if move:
            held.move(move)
        for address in addresses:
            seen = phone.get(address)
            assert wrong in page.words(seen)
            assert page.data(seen)["wrong"].format(number="No. 1") == wrong
    held.vote("Water", 1, 2, 3)
    page.fill(phone, "W1", said=1)
    for later in (rounds.close_vote, rounds.reveal, rounds.open_vote):
        held.move(later)
        assert "Wrong department?" not in page.words(phone.get("/m"))


def test_people_of_a_group_are_told_so_too(phone: Browser, held: Held) -> None:
    held.group("scores", Flood="WAT", Energy="PWR")
    page.joined(phone, held, "Flood")
    assert "Wrong group? Tell the facilitator your number: No. 1" in page.words(phone.get("/m"))


def test_one_button_confirms_all_answers_of_before_and_leaves_new_ones(
    browser: Opens, voting: Held
) -> None:
    person = page.joined(browser(), voting)
    for code, said in (("W1", "3"), ("W2", "na"), ("P1", "1")):
        page.fill(person, code, said=said)
    assert 'id="keep"' not in person.get("/m").body
    voting.vote("Water", 1, 2, 3)
    voting.move(rounds.close_vote, rounds.reveal, rounds.open_vote)
    page.fill(person, "P1", said=0)
    assert 'id="keep"' in person.get("/m").body
    assert page.fill(person, "end", go="keep").location == "/m?at=end"
    seen = person.get("/m")
    assert 'id="keep"' not in seen.body
    assert [page.pressed(seen, code) for code in ("W1", "W2", "P1")] == [["3"], ["na"], ["0"]]


def test_keeping_all_is_refused_in_words_when_the_vote_closed_meanwhile(
    browser: Opens, voting: Held
) -> None:
    person = page.joined(browser(), voting)
    page.fill(person, "W1", said="3")
    voting.vote("Water", 1, 2, 3)
    voting.move(rounds.close_vote, rounds.reveal, rounds.open_vote)
    read = page.data(person.get("/m"))
    voting.move(rounds.close_vote)
    late = {"at": "end", "round": read["round"], "person": read["person"], "go": "keep"}
    answer = person.post("/m", late)
    assert answer.status == 409
    assert "This answer came after the vote had closed" in page.words(answer)
    voting.move(rounds.drop_vote, rounds.open_vote)
    answer = person.post("/m", late)
    assert answer.status == 409
    assert "The vote in which you gave this answer has closed" in page.words(answer)
    assert page.pressed(person.get("/m?at=W1"), "W1") == []


def test_keeping_all_never_overwrites_what_another_device_gives_meanwhile(
    browser: Opens, voting: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = page.joined(browser(), voting)
    for code in ("W1", "W2"):
        page.fill(person, code, said=3)
    voting.vote("Water", 1, 2, 3)
    voting.move(rounds.close_vote, rounds.reveal, rounds.open_vote)
    meanwhile(monkeypatch, voting, person, 4)
    answer = page.fill(person, "end", go="keep")
    assert (answer.status, error_in(answer)[:36]) == (409, "You had already given a newer answer")
    assert [page.pressed(answer, code) for code in ("W1", "W2")] == [["4"], ["3"]]


def test_what_the_last_workshop_agreed_on_is_in_sight_and_fills_nothing_in(
    browser: Opens, workshop: Sets
) -> None:
    workshop(date=datetime.date(2025, 10, 14)).settle(P2=4.5, W1="both")
    now, blind = workshop(shows_last=True), workshop()
    now.move(rounds.open_vote)
    blind.move(rounds.open_vote)
    me = page.joined(browser(), now)
    seen = me.get("/m?at=P2")
    assert "agreed on" not in page.joined(browser(), blind).get("/m?at=P2").body
    line = "The last workshop, October 14, 2025, agreed on: 4.5"
    assert page.words(seen).count(line) == 1
    assert line in page.screen(seen, "P2")
    assert page.pressed(seen, "P2") == []
    both = "the room did not agree: both views were recorded"
    assert f"In the last workshop, October 14, 2025, {both}" in page.screen(
        me.get("/m?at=W1"), "W1"
    )


@pytest.mark.parametrize("first", ["moved", "other"])
def test_that_somebody_was_moved_is_told_to_nobody_else(
    browser: Opens, voting: Held, first: str
) -> None:
    moved = page.joined(browser(), voting)
    (row,) = rows(voting.store, Participant)
    other = page.joined(browser(), voting, "Power")
    move_device(voting.store, HOST, voting.code, row.token_hash, voting.department("Roads"))
    order = [moved, other] if first == "moved" else [other, moved]
    said = {id(who): page.words(who.get("/m")) for who in order}
    assert "The facilitator moved you to Roads." in said[id(moved)]
    assert "The facilitator moved you" not in said[id(other)]


def test_who_is_moved_by_the_facilitator_reads_it_until_the_close(
    phone: Browser, voting: Held
) -> None:
    voting.group("scores", Rivers="WAT", Grid="PWR")
    person = page.joined(phone, voting, "Rivers")
    note = "The facilitator moved you to Grid."
    (row,) = rows(voting.store, Participant)
    assert note not in page.words(person.get("/m"))
    move_device(voting.store, HOST, voting.code, row.token_hash, voting.department("Grid"))
    assert note in page.words(person.get("/m"))
    voting.move(rounds.close_vote)
    assert note not in page.words(person.get("/m"))


def test_the_page_of_a_moved_device_learns_it_as_of_any_other_change(
    browser: Opens, voting: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("resilience.web.phone.routes.SHARED", -1.0)
    moved, other = (page.joined(browser(), voting) for _ in range(2))
    before = [page.state_of(one) for one in (moved, other)]
    first, _ = rows(voting.store, Participant)
    for name in ("Roads", "Power"):
        move_device(voting.store, HOST, voting.code, first.token_hash, voting.department(name))
        now = [page.state_of(one) for one in (moved, other)]
        assert (now[0] == before[0], now[1] == before[1]) == (False, True)
        before = now
