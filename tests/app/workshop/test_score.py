"""Scoring: what the page tells the scorecard; and My answers, where people look over what they said."""

import datetime
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from resilience.framework import Framework
from resilience.framework.departments import known_first
from resilience.scorecard.place import person_key
from resilience.services.access.access import Visitor, identify
from resilience.services.counting import rounds
from resilience.services.voting.responses import own_ballot
from resilience.services.workshop import reply_step
from resilience.services.workshop.desk import COUNTDOWN_NOW
from resilience.services.workshop.phase import Phase
from resilience.store import now
from resilience.store.tables import ReplyStep
from resilience.ui.shared.menu import ANSWERS, HOME, SCORE
from tests.app.seen import figures, kinds, pages_linked, pieces, sheet, words
from tests.app.visit import as_host, as_person, as_staff, as_stranger, token_in
from tests.services.delivering import save_remark
from tests.services.held import CITY, HOST, KEY, Held, set_up

NOT_JOINED = (
    "You have not joined a workshop on this device. Join with the code that the facilitator shows, "
    "or open your own return link."
)
CLOSED = "The vote is closed. Your saved answers are kept; see them under My answers."


@pytest.fixture
def token(voting: Held) -> str:
    """The token of somebody of Water."""
    return token_in(voting)


def me(held: Held, token: str) -> Visitor:
    """Who a token stands for."""
    return identify(held.store, KEY, participant_token=token)


def cards(at: AppTest) -> dict[str, dict[str, Any]]:
    """What the scorecard asks, by code."""
    return {card["code"]: card for step in sheet(at)["steps"] for card in step["cards"]}


def said(at: AppTest) -> dict[str, str]:
    """The answers that the scorecard shows as chosen."""
    return {code: own["said"] for code, own in sheet(at)["answers"].items()}


def moved_elsewhere(held: Held, *steps: Callable[..., None]) -> None:
    """Moves on another device, long enough ago for this one to notice."""
    held.move(*steps)
    st.cache_data.clear()


def test_my_answers_have_the_result_after_the_countdown_by_themselves(
    voting: Held, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for who in (me(voting, token), voting.join("Water"), voting.join("Water")):
        voting.say(who, W1=2, W2=3)
    voting.move(rounds.close_vote)
    monkeypatch.setattr(reply_step, "COUNTDOWN", datetime.timedelta(minutes=5))
    moved_elsewhere(voting, rounds.reveal)
    counting = as_person(ANSWERS, token)
    assert "of 100" not in words(counting)
    assert "after the countdown on the projector" in words(counting)
    assert "by=topic" in sheet(counting)["watch"]
    assert sheet(counting)["state"].endswith(COUNTDOWN_NOW)
    monkeypatch.setattr(reply_step, "COUNTDOWN", datetime.timedelta())
    after = as_person(ANSWERS, token)
    assert not sheet(after)["state"].endswith(COUNTDOWN_NOW)
    assert "Cascais" in words(after)
    assert "Power no score" in " ".join(words(after).split())


def test_the_result_comes_before_the_other_ways_and_the_lowest_theme_is_marked(
    voting: Held, token: str
) -> None:
    for who in (me(voting, token), voting.join("Water"), voting.join("Water")):
        voting.say(who, W1=4, W2=3, P1=1, P2=10)
    voting.move(rounds.close_vote)
    counted = as_person(SCORE, token)
    assert sheet(counted)["leaves"] is True
    moved_elsewhere(voting, rounds.reveal)
    at = as_person(SCORE, token)
    assert sheet(at)["leaves"] is False
    read = " ".join(words(at).split())
    order = [
        read.index(one) for one in ("of 100", "My answers", "Questions from the", "Next person")
    ]
    assert order == sorted(order)
    (bars,) = [
        body for body in (str(one.proto.body) for one in at.get("html")) if "own-themes" in body
    ]
    assert re.findall(r'<li class="lowest"><span>(.*?)</span>', bars) == ["Power"]
    assert bars.count("<li") == 2


def test_nobody_scores_without_having_joined(held: Held) -> None:
    for page in (SCORE, ANSWERS):
        for at in (
            as_stranger(page),
            as_stranger(page, held.code),
            as_host(page, held.code),
            as_staff(page, held, "facilitator"),
            as_person(page, "a token of nobody"),
        ):
            assert (
                words(at)
                == f"{NOT_JOINED}\nThe link that you were given\nOpen the link\nGo to the home page"
            )
            assert kinds(at).isdisjoint({"bidi_component", "table", "selectbox"})


def test_before_the_vote_the_page_says_that_it_waits(held: Held) -> None:
    at = as_person(SCORE, token_in(held))
    assert pieces(at) == [
        "Cascais",
        "You are in. The vote has not started yet; this page updates automatically.",
        "No. 1",
        "Most probable event",
        "The river floods the station.",
        "Severe event",
        "The sea and the river flood the city.",
        "Questions from the room",
    ]
    assert sheet(at)["steps"] == []


def test_the_page_changes_when_the_vote_opens(held: Held) -> None:
    at = as_person(SCORE, token_in(held))
    moved_elsewhere(held, rounds.open_vote)
    at.run()
    assert sheet(at)["state"] == "voting 0"
    assert list(cards(at)) == ["W1", "W2", "P1", "P2"]


def test_all_themes_are_there_with_question_levels_and_background(voting: Held, token: str) -> None:
    at = as_person(SCORE, token)
    steps = [(step["place"], step["title"]) for step in sheet(at)["steps"]]
    assert steps == [("Theme 1 of 2", "Water"), ("Theme 2 of 2", "Power")]
    first = cards(at)["W1"]
    assert (first["title"], first["question"]) == ("Drains", "Do they hold?")
    assert first["levels"] == ["No.", "Rarely.", "Half.", "Mostly.", "Yes."]
    assert sheet(at)["states"]["na"] == "Not applicable here"
    assert len(sheet(at)["chips"]["5"]) == 5
    assert [words for _, words in sheet(at)["events"]] == [
        "The river floods the station.",
        "The sea and the river flood the city.",
    ]
    assert said(at) == {}
    assert "The light page, for phones and weak networks" in pieces(at)
    assert figures(at) == set()


def test_a_measured_indicator_has_a_unit_and_no_levels(voting: Held, token: str) -> None:
    card = cards(as_person(SCORE, token))["P2"]
    assert (card["unit"], "levels" in card) == ("hours", False)


def test_it_is_the_sheet_of_the_device_s_person_and_holds_no_token(
    voting: Held, token: str
) -> None:
    at = as_person(SCORE, token)
    assert sheet(at)["person"] == person_key(token)
    assert token not in str(sheet(at))


def test_stored_answers_are_there_on_each_device_with_what_was_written(
    voting: Held, token: str
) -> None:
    who = me(voting, token)
    voting.say(who, W1=3, W2="na", P2=2.5)
    save_remark(voting.store, who, "W1", comment="Half.", evidence="Register", confidence="low")
    at = as_person(SCORE, token)
    assert said(at) == {"W1": "3", "W2": "na", "P2": "2.5"}
    written = sheet(at)["answers"]["W1"]
    assert written.pop("mark")
    assert written == {
        "said": "3",
        "comment": "Half.",
        "evidence": "Register",
        "confidence": "low",
    }
    assert sheet(at)["counter"] == own_ballot(voting.store, who).counter


def test_two_people_do_not_see_one_another_s_answers(voting: Held, token: str) -> None:
    voting.say(me(voting, token), W1=3)
    assert said(as_person(SCORE, token_in(voting))) == {}


def test_when_the_vote_closes_the_page_says_so(voting: Held, token: str) -> None:
    voting.say(me(voting, token), W1=2)
    moved_elsewhere(voting, rounds.close_vote)
    at = as_person(SCORE, token)
    assert pieces(at) == ["Cascais", CLOSED, "No. 1", "My answers", "Questions from the room"]
    assert pages_linked(at) == [("My answers", "answers")]
    assert sheet(at)["answers"] == {}


@pytest.mark.parametrize("phase", [Phase.COUNTED, Phase.REVEALED, Phase.CLOSED])
def test_a_closed_vote_takes_no_answers(held: Held, phase: Phase) -> None:
    token = token_in(held)
    held.bring_to(phase)
    at = as_person(SCORE, token)
    told = {
        Phase.COUNTED: "The vote is closed. It has no answers from you.",
        Phase.REVEALED: "The result is revealed",
        Phase.CLOSED: "This workshop is closed. Its result is kept.",
    }
    assert told[phase] in words(at)
    assert cards(at) == {}


def test_a_second_round_asks_some_indicators_alone(voting: Held, token: str) -> None:
    voting.vote("Water", 1, 2, 3)
    voting.say(me(voting, token), W1=1)
    at = as_person(SCORE, token)
    voting.move(rounds.close_vote, rounds.reveal)
    rounds.open_vote(voting.store, HOST, voting.code, ["W2"])
    st.cache_data.clear()
    at.run()
    assert not at.exception
    assert [step["place"] for step in sheet(at)["steps"]] == ["Theme 1 of 1"]
    assert list(cards(at)) == ["W2"]


def test_a_vote_reopened_after_its_reveal_asks_on_the_scorecard_too(
    voting: Held, token: str
) -> None:
    voting.vote("Water", 1, 2, 3)
    voting.say(me(voting, token), W1=1)
    voting.move(rounds.close_vote, rounds.reveal, rounds.reopen_vote)
    at = as_person(SCORE, token)
    assert not at.exception
    assert not at.error
    assert "room" not in cards(at)["W1"]


def test_who_came_after_the_first_vote_reads_why_they_are_not_asked(voting: Held) -> None:
    voting.vote("Water", 1, 2, 3)
    voting.move(rounds.close_vote, rounds.reveal)
    token = token_in(voting)
    voting.move(rounds.open_vote)
    at = as_person(SCORE, token)
    assert not at.exception
    assert cards(at) == {}
    assert "This is a later vote, only for people who answered in the first one" in words(at)


def test_while_departments_reply_first_another_vote_shows_no_answers_of_the_room(
    workshop: Callable[..., Held],
) -> None:
    held = workshop()
    held.move(rounds.open_vote)
    held.vote("Water", 1, 2, 3)
    token = token_in(held)
    held.say(me(held, token), W1=1)
    held.move(rounds.close_vote, rounds.reveal)
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    with held.store.write() as session:  # earlier versions opened another vote meanwhile
        session.add(ReplyStep(workshop_id=held.id, opened_at=now()))
    assert "room" not in cards(as_person(SCORE, token))["W1"]


def test_the_quick_tier_asks_its_indicators_alone(workshop: Callable[..., Held]) -> None:
    held = workshop(tier="quick")
    held.move(rounds.open_vote)
    assert list(cards(as_person(SCORE, token_in(held)))) == ["W1", "P1"]


def test_without_events_there_is_nothing_to_have_in_mind(workshop: Callable[..., Held]) -> None:
    held = workshop(probable="", severe="")
    held.move(rounds.open_vote)
    assert sheet(as_person(SCORE, token_in(held)))["events"] == []


def test_an_open_workshop_says_so(workshop: Callable[..., Held]) -> None:
    held = workshop(k=0)
    assert "No small-group protection: even a group of one person is shown" in words(
        as_person(SCORE, token_in(held))
    )


def test_words_of_the_facilitator_are_told_as_they_were_typed(
    workshop: Callable[..., Held],
) -> None:
    event = "Damage of $3 m, then $5 m. ![x](https://elsewhere.example/x.png) <b>"
    held = workshop(city=replace(CITY, name="*Port* [x](y)"), probable=event)
    token = token_in(held)
    assert sheet(as_person(SCORE, token))["city"] == "*Port* [x](y)"
    held.move(rounds.open_vote)
    st.cache_data.clear()
    assert sheet(as_person(SCORE, token))["events"][0] == ["Most probable event", event]


def test_the_full_framework_has_a_card_for_each_indicator(voting: Held, urban: Framework) -> None:
    held = set_up(voting.store, urban)
    held.move(rounds.open_vote)
    codes = list(cards(as_person(SCORE, token_in(held))))
    asked = known_first(urban, urban.asked("full"), "water")
    assert codes == [indicator.code for indicator in asked]
    assert len(codes) == 59


def test_the_link_of_another_workshop_in_the_address_changes_nothing(
    voting: Held, token: str, workshop: Callable[..., Held]
) -> None:
    other = workshop()
    at = as_person(SCORE, token)
    before = sheet(at)
    at.query_params["workshop"] = other.code
    assert sheet(at.run()) == before


def test_my_answers_before_the_vote_are_empty(held: Held) -> None:
    token = token_in(held, "Power")
    at = as_person(ANSWERS, token)
    said = pieces(at)
    assert "The vote has not started yet." in said
    assert not [one for one in said if "answered" in one]
    assert f"https://resilience.example/return/{token}" in said
    assert "Your changes" not in said
    assert figures(at) == set()


def test_my_answers_are_listed_with_comments_and_what_changed(voting: Held, token: str) -> None:
    who = me(voting, token)
    voting.say(who, W1=1, W2="na", P2=2.5)
    voting.say(who, W1=3)
    save_remark(voting.store, who, "W1", comment="*Half* of it")
    at = as_person(ANSWERS, token)
    assert list(at.table[0].value["Indicator"]) == [
        r"W1 · Drains — “\*Half\* of it”",
        "W2 · Dikes",
        "P1 · Grid",
        "P2 · Outage",
    ]
    assert list(at.table[0].value["Answer"]) == ["3", "Not applicable here", "no answer yet", "2.5"]
    changed = at.table[1].value
    assert changed["Indicator"].iloc[0] == "W1 · Drains"
    assert (changed["Earlier answer"].iloc[0], changed["Now"].iloc[0]) == ("1", "3")
    assert "Only you see what you answered before." in pieces(at)
    assert "3 of 4 answered" in pieces(at)
    assert ("Continue scoring", "score") in pages_linked(at)


def test_after_a_second_vote_my_answers_are_those_of_both(voting: Held, token: str) -> None:
    who = me(voting, token)
    voting.say(who, W1=1, P2=2.5)
    voting.vote("Water", 2, 3, 4)
    voting.move(rounds.close_vote, rounds.reveal)
    rounds.open_vote(voting.store, HOST, voting.code, ["W1", "W2"])
    voting.say(who, W1=3)
    at = as_person(ANSWERS, token)
    assert "First vote: 2 of 4 answered · Later vote: 1 of 2 answered" in pieces(at)
    assert list(at.table[0].value["Answer"]) == [
        "First vote: 1 · Later vote: 3",
        "First vote: not answered · Later vote: no answer yet",
        "not answered",
        "2.5",
    ]


def test_my_answers_hold_nothing_of_others(voting: Held, token: str) -> None:
    other = token_in(voting)
    voting.say(me(voting, other), W1=4)
    at = as_person(ANSWERS, token)
    assert set(at.table[0].value["Answer"]) == {"no answer yet"}
    assert other not in words(at)


def test_a_participant_moves_to_another_department_with_the_answers(
    voting: Held, token: str
) -> None:
    voting.say(me(voting, token), W1=1)
    at = as_person(ANSWERS, token)
    assert "Move me and my answers to that department" not in words(at)
    at.selectbox(key="answers-department").set_value(voting.department("Roads")).run()
    at.button(key="answers-move").click().run()
    assert not at.exception
    assert at.selectbox(key="answers-department").value == voting.department("Roads")
    assert "Move me and my answers to that department" not in words(at)
    assert own_ballot(voting.store, me(voting, token)).given == 1


def test_only_a_table_is_offered_the_mixed_tables(voting: Held, token: str) -> None:
    offered = as_person(ANSWERS, token).selectbox(key="answers-department").options
    assert offered == ["Water", "Power", "Roads"]
    at_a_table = token_in(voting, size=3)
    offered = as_person(ANSWERS, at_a_table).selectbox(key="answers-department").options
    assert offered == ["Water", "Power", "Roads", "Mixed tables"]


def test_after_the_first_close_the_department_is_fixed(voting: Held, token: str) -> None:
    voting.vote("Water", 1, 2, 3)
    at = as_person(ANSWERS, token)
    at.selectbox(key="answers-department").set_value(voting.department("Roads")).run()
    voting.move(rounds.close_vote)
    at.button(key="answers-move").click().run()
    assert "selectbox" not in kinds(at)
    assert "Water" in pieces(at)
    assert "Continue scoring" not in words(at)


def test_the_first_page_leads_back_to_the_answers(voting: Held, token: str) -> None:
    assert ("Back to my answers", "score") in pages_linked(as_person(HOME, token))


def test_in_another_vote_the_own_answers_of_before_are_there_to_be_kept(
    voting: Held, token: str
) -> None:
    who = me(voting, token)
    voting.say(who, W1=1, P1="dk")
    save_remark(voting.store, who, "W1", comment="Old.", confidence="low")
    voting.vote("Water", 3, 4)
    voting.move(rounds.close_vote, rounds.reveal, rounds.open_vote)
    at = as_person(SCORE, token)
    data = sheet(at)
    assert (data["again"], data["answers"]) == (True, {})
    assert {code: own["said"] for code, own in data["before"].items()} == {"W1": "1", "P1": "dk"}
    assert (data["before"]["W1"]["comment"], data["before"]["W1"]["confidence"]) == ("Old.", "low")
    assert cards(at)["W1"]["room"] == [0, 1, 0, 1, 1]
    assert "room" not in cards(at)["P1"]


def test_what_the_last_workshop_agreed_on_is_in_sight_and_fills_nothing_in(
    workshop: Callable[..., Held],
) -> None:
    workshop(date=datetime.date(2025, 10, 14)).settle(W1=3.0)
    now = workshop(shows_last=True)
    now.move(rounds.open_vote)
    at = as_person(SCORE, token_in(now))
    assert cards(at)["W1"]["agreed"] == "The last workshop, October 14, 2025, agreed on: 3"
    assert "agreed" not in cards(at)["W2"]
    assert said(at) == {}
