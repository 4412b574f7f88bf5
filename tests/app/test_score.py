"""Scoring: each choice is stored at once, and a refusal shows the answer that stands."""

import datetime
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from resilience.framework import Framework
from resilience.services import rounds
from resilience.services.access import Visitor, identify
from resilience.services.phase import Phase
from resilience.services.responses import Answer, own_ballot, own_history
from resilience.ui.menu import ANSWERS, HOME, SCORE
from tests.app.seen import figures, kinds, pages_linked, pieces, words
from tests.app.visit import as_host, as_person, as_staff, as_stranger, token_in
from tests.services.held import CITY, HOST, KEY, Held, set_up

SAVED = re.compile(r":material/check: saved \d\d:\d\d")
NOT_JOINED = (
    "You have not joined a workshop on this device. Join with the code that the facilitator shows, "
    "or open your own return link."
)
CLOSED = "The vote is closed. What you saved is kept; see it under My answers."
REFUSED = "No vote is open now, so this answer was not stored. What you saved before is kept."


@pytest.fixture
def voting(held: Held) -> Held:
    """A workshop whose vote is open."""
    held.move(rounds.open_vote)
    return held


@pytest.fixture
def token(voting: Held) -> str:
    """The token of somebody of Water."""
    return token_in(voting)


def me(held: Held, token: str) -> Visitor:
    """Who a token stands for."""
    return identify(held.store, KEY, participant_token=token)


def stored(held: Held, token: str, code: str) -> Answer | None:
    """The answer in the database."""
    return own_ballot(held.store, me(held, token)).answers.get(code)


def choose(at: AppTest, code: str, said: Any) -> AppTest:
    """Choose a level, not applicable or don't know."""
    at.radio(key=f"score-{code}").set_value(said).run()
    assert not at.exception
    return at


def open_remarks(at: AppTest, code: str) -> AppTest:
    """Open the part of a card for comment, evidence and how sure."""
    at.session_state[f"more-{code}"] = True
    return at.run()


def moved_elsewhere(held: Held, *steps: Callable[..., None]) -> None:
    """Moves on another device, long enough ago for this one to notice."""
    held.move(*steps)
    st.cache_data.clear()


def test_nobody_scores_without_having_joined(held: Held) -> None:
    for page in (SCORE, ANSWERS):
        for at in (
            as_stranger(page),
            as_stranger(page, held.code),
            as_host(page, held.code),
            as_staff(page, held, "facilitator"),
            as_person(page, "a token of nobody"),
        ):
            assert words(at) == f"{NOT_JOINED}\nTo the first page"
            assert kinds(at).isdisjoint({"radio", "table", "selectbox"})


def test_before_the_vote_the_page_says_that_it_waits(held: Held) -> None:
    at = as_person(SCORE, token_in(held))
    assert pieces(at) == [
        "Cascais",
        "You are in. The vote has not started yet; this page changes by itself.",
    ]


def test_the_page_changes_when_the_vote_opens(held: Held) -> None:
    at = as_person(SCORE, token_in(held))
    moved_elsewhere(held, rounds.open_vote)
    assert at.run().radio(key="score-W1").value is None


def test_the_first_theme_is_shown_with_question_and_levels(voting: Held, token: str) -> None:
    at = as_person(SCORE, token)
    assert at.title[0].value == "Water"
    assert at.radio(key="score-W1").options == [
        "**0**  No.",
        "**1**  Rarely.",
        "**2**  Half.",
        "**3**  Mostly.",
        "**4**  Yes.",
        ":material/remove: Not applicable here",
        ":material/help: Don't know",
    ]
    said = pieces(at)
    for line in (
        "### W1 · Drains",
        "Do they hold?",
        "0 of 4 answered",
        "Theme 1 of 2",
        "1. Water",
        "2. Power (0/2)",
        "**Most probable** · The river floods the station.",
        "**Most severe** · The sea and the river flood the city.",
        "Next theme",
        "The light page, for phones and weak networks",
        "Next person",
    ):
        assert line in said
    assert not any(SAVED.match(line) for line in said)
    assert figures(at) == set()


@pytest.mark.parametrize("said", [0, 2, 4, "na", "dk"])
def test_a_choice_is_stored_and_shown_as_saved(voting: Held, token: str, said: Any) -> None:
    at = choose(as_person(SCORE, token), "W1", said)
    answer = stored(voting, token, "W1")
    assert answer is not None
    assert answer.said == said
    assert at.radio(key="score-W1").value == said
    shown = pieces(at)
    assert sum(bool(SAVED.match(line)) for line in shown) == 1
    assert "1 of 4 answered" in shown
    assert stored(voting, token, "W2") is None


def test_a_changed_mind_replaces_the_answer_and_counts_once(voting: Held, token: str) -> None:
    at = as_person(SCORE, token)
    for said in (1, 3, "dk"):
        choose(at, "W1", said)
    answer = stored(voting, token, "W1")
    assert answer is not None
    assert answer.said == "dk"
    assert "1 of 4 answered" in pieces(at)
    assert [old.said for old in own_history(voting.store, me(voting, token))] == [1, 3]


def test_stored_answers_are_there_again_on_another_device(voting: Held, token: str) -> None:
    choose(choose(as_person(SCORE, token), "W1", 3), "W2", "na")
    again = as_person(SCORE, token)
    assert again.radio(key="score-W1").value == 3
    assert again.radio(key="score-W2").value == "na"
    again.button(key="score-on").click().run()
    assert "1. Water (2/2)" in pieces(again)


def test_an_answer_from_another_device_wins_over_the_old_page(voting: Held, token: str) -> None:
    at = choose(as_person(SCORE, token), "W1", 3)
    choose(as_person(SCORE, token), "W1", 0)
    assert at.run().radio(key="score-W1").value == 0


def test_two_people_do_not_see_or_change_one_anothers_answers(voting: Held, token: str) -> None:
    other = token_in(voting)
    choose(as_person(SCORE, token), "W1", 3)
    at = as_person(SCORE, other)
    assert at.radio(key="score-W1").value is None
    choose(at, "W1", 1)
    mine = stored(voting, token, "W1")
    assert mine is not None
    assert mine.said == 3


def test_the_next_theme_and_back(voting: Held, token: str) -> None:
    at = as_person(SCORE, token)
    at.button(key="score-on").click().run()
    assert at.title[0].value == "Power"
    assert "Theme 2 of 2" in pieces(at)
    assert ("Look over my answers", "answers") in pages_linked(at)
    assert [b.label for b in at.button] == ["Previous theme"]
    at.button(key="score-back").click().run()
    assert at.title[0].value == "Water"
    at.selectbox[1].select_index(1).run()
    assert at.title[0].value == "Power"


def power(token: str) -> AppTest:
    """The theme with the measured indicator."""
    at = as_person(SCORE, token)
    at.selectbox[1].select_index(1).run()
    assert not at.exception
    return at


def test_a_measured_indicator_takes_a_number(voting: Held, token: str) -> None:
    at = power(token)
    assert at.radio(key="score-P2").options == [
        ":material/remove: Not applicable here",
        ":material/help: Don't know",
    ]
    number = at.number_input(key="score-P2-number")
    assert (number.label, number.value) == ("Number (hours)", None)
    number.set_value(2.5).run()
    answer = stored(voting, token, "P2")
    assert answer is not None
    assert answer.said == 2.5
    assert at.number_input(key="score-P2-number").value == 2.5
    assert "1 of 4 answered" in pieces(at)


def test_a_measured_indicator_can_be_unknown_and_known_again(voting: Held, token: str) -> None:
    at = choose(power(token), "P2", "dk")
    answer = stored(voting, token, "P2")
    assert answer is not None
    assert answer.said == "dk"
    assert at.number_input(key="score-P2-number").value is None
    at.number_input(key="score-P2-number").set_value(0.0).run()
    again = stored(voting, token, "P2")
    assert again is not None
    assert again.said == 0
    assert at.radio(key="score-P2").value is None


@pytest.mark.parametrize("number", [-1.0, 10.5, 1e308])
def test_a_number_off_the_scale_is_refused_and_the_answer_stands(
    voting: Held, token: str, number: float
) -> None:
    at = power(token)
    at.number_input(key="score-P2-number").set_value(4.0).run()
    at.number_input(key="score-P2-number").set_value(number).run()
    assert len(at.error) == 1
    assert at.error[0].value.startswith("P2 takes numbers from 0")
    assert at.error[0].value.endswith("is outside. Nothing was stored.")
    answer = stored(voting, token, "P2")
    assert answer is not None
    assert answer.said == 4
    assert at.number_input(key="score-P2-number").value == 4
    at.number_input(key="score-P2-number").set_value(5.0).run()
    assert not at.error


def test_comment_evidence_and_certainty_are_stored_with_the_answer(
    voting: Held, token: str
) -> None:
    at = open_remarks(choose(as_person(SCORE, token), "W1", 2), "W1")
    at.text_area(key="comment-W1").input(" The register ends at our fence. ").run()
    at.text_area(key="evidence-W1").input("Drainage register 2025").run()
    at.segmented_control(key="confidence-W1").select("low").run()
    assert not at.exception
    answer = stored(voting, token, "W1")
    assert answer is not None
    assert answer.said == 2
    assert answer.comment == "The register ends at our fence."
    assert (answer.evidence, answer.confidence) == ("Drainage register 2025", "low")
    assert any(line.endswith("· with comment, evidence or how sure") for line in pieces(at))
    assert at.text_area(key="comment-W1").value == "The register ends at our fence."


def test_a_comment_alone_is_no_answer(voting: Held, token: str) -> None:
    at = open_remarks(as_person(SCORE, token), "W1")
    at.text_area(key="comment-W1").input("Ask the port.").run()
    answer = stored(voting, token, "W1")
    assert answer is not None
    assert (answer.said, answer.comment) == (None, "Ask the port.")
    assert "0 of 4 answered" in pieces(at)
    assert at.radio(key="score-W1").value is None


def test_a_card_keeps_its_places_when_an_answer_is_saved(voting: Held, token: str) -> None:
    # else the browser draws what stands below anew, while somebody writes there
    at = open_remarks(as_person(SCORE, token), "W1")
    before = labels_by_place(at)
    choose(at, "W1", 1)
    at.text_area(key="comment-W1").input("Half of it").run()
    assert labels_by_place(at) == before


def labels_by_place(at: AppTest) -> tuple[dict[int, str], list[str]]:
    """What stands where in the card of W1, and the labels of the parts that open."""
    card = at.main.get_by_key("card-W1")
    assert isinstance(card, Block)
    labels = {place: getattr(node.proto, "label", "") for place, node in card.children.items()}
    return labels, [part.label for part in at.expander]


def test_the_parts_for_comments_are_closed_at_first(voting: Held, token: str) -> None:
    at = as_person(SCORE, token)
    assert "Comment, evidence, how sure" in pieces(at)
    assert kinds(at).isdisjoint({"text_area", "button_group"})


def test_when_the_vote_closes_the_page_says_so(voting: Held, token: str) -> None:
    choose(as_person(SCORE, token), "W1", 2)
    moved_elsewhere(voting, rounds.close_vote)
    at = as_person(SCORE, token)
    assert pieces(at) == ["Cascais", CLOSED, "My answers"]
    assert pages_linked(at) == [("My answers", "answers")]


@pytest.mark.parametrize("phase", [Phase.COUNTED, Phase.REVEALED, Phase.CLOSED])
def test_a_closed_vote_takes_no_answers(held: Held, phase: Phase) -> None:
    token = token_in(held)
    held.bring_to(phase)
    at = as_person(SCORE, token)
    told = {
        Phase.COUNTED: CLOSED,
        Phase.REVEALED: "The result is revealed",
        Phase.CLOSED: "This workshop is closed. Its result stays.",
    }
    assert told[phase] in words(at)
    assert "radio" not in kinds(at)


def test_an_answer_after_the_close_is_not_stored_and_said_so(voting: Held, token: str) -> None:
    at = choose(as_person(SCORE, token), "W1", 2)
    voting.move(rounds.close_vote)
    at.radio(key="score-W1").set_value(4).run()
    assert not at.exception
    answer = stored(voting, token, "W1")
    assert answer is not None
    assert answer.said == 2
    moved_elsewhere(voting, rounds.reopen_vote)
    again = at.run()
    assert again.radio(key="score-W1").value == 2
    assert [error.value for error in again.error] == [REFUSED]
    choose(again, "W1", 3)
    assert not again.error


def test_a_refused_comment_shows_the_error_on_its_card_alone(voting: Held, token: str) -> None:
    at = open_remarks(choose(as_person(SCORE, token), "W1", 2), "W1")
    voting.move(rounds.close_vote)
    at.text_area(key="comment-W1").input("Too late").run()
    moved_elsewhere(voting, rounds.reopen_vote)
    open_remarks(at, "W1")
    assert [error.value for error in at.error] == [REFUSED]
    assert at.text_area(key="comment-W1").value == "Too late", "what was refused is not lost"
    choose(at, "W2", 1)
    assert len(at.error) == 1


def test_in_a_rehearsal_the_answers_are_said_to_be_wiped(held: Held) -> None:
    held.move(rounds.rehearse)
    at = as_person(SCORE, token_in(held))
    assert [warning.value for warning in at.warning] == [
        "Rehearsal: these answers are wiped when the real vote starts."
    ]


def test_a_second_round_asks_some_indicators_alone(voting: Held, token: str) -> None:
    voting.vote("Water", 1, 2, 3)
    at = power(token)  # at the last theme when the round ends
    voting.move(rounds.close_vote, rounds.reveal)
    rounds.open_vote(voting.store, HOST, voting.code, ["W2"])
    st.cache_data.clear()
    at.run()
    assert not at.exception
    assert "Theme 1 of 1" in pieces(at)
    assert at.title[0].value == "Water"
    assert [radio.key for radio in at.radio] == ["score-W2"]
    assert "0 of 1 answered" in pieces(at)


def test_the_quick_tier_asks_its_indicators_alone(workshop: Callable[..., Held]) -> None:
    held = workshop(tier="quick")
    held.move(rounds.open_vote)
    at = as_person(SCORE, token_in(held))
    assert [radio.key for radio in at.radio] == ["score-W1"]
    assert "0 of 2 answered" in pieces(at)


def test_without_events_there_is_nothing_to_have_in_mind(workshop: Callable[..., Held]) -> None:
    held = workshop(probable="", severe="")
    held.move(rounds.open_vote)
    assert "The two events to have in mind" not in words(as_person(SCORE, token_in(held)))


def test_words_of_the_facilitator_are_no_markup(workshop: Callable[..., Held]) -> None:
    held = workshop(
        city=replace(CITY, name="*Port* [x](y)"),
        probable="Damage of $3 m, then $5 m. ![x](https://elsewhere.example/x.png)",
    )
    token = token_in(held)
    assert as_person(SCORE, token).title[0].value == r"\*Port\* \[x\](y)"
    held.move(rounds.open_vote)
    st.cache_data.clear()
    said = words(as_person(SCORE, token))
    assert (
        "Damage of \\$3 m, then \\$5 m. !\\[x\\](https\\:\u2060//elsewhere.example/x.png)" in said
    )


def test_the_full_framework_has_a_card_for_each_indicator(voting: Held, urban: Framework) -> None:
    held = set_up(voting.store, urban)
    held.move(rounds.open_vote)
    at = as_person(SCORE, token_in(held))
    codes: list[str] = []
    while True:
        codes += [radio.key.removeprefix("score-") for radio in at.radio if radio.key]
        if not any(button.key == "score-on" for button in at.button):
            break
        at.button(key="score-on").click().run()
    assert codes == [indicator.code for indicator in urban.asked("full")]
    assert len(codes) == 45


def test_the_link_of_another_workshop_in_the_address_changes_nothing(
    voting: Held, token: str, workshop: Callable[..., Held]
) -> None:
    other = workshop()
    at = as_person(SCORE, token)
    at.query_params["workshop"] = other.code
    choose(at.run(), "W1", 1)
    assert stored(voting, token, "W1") is not None


def test_my_answers_before_the_vote_are_empty(held: Held) -> None:
    token = token_in(held, "Power")
    at = as_person(ANSWERS, token)
    said = pieces(at)
    assert "The vote has not started yet." in said
    assert "0 of 0 answered" in said
    assert f"https://resilience.example/return/{token}" in said
    assert "What I changed" not in said
    assert figures(at) == set()


def test_my_answers_are_listed_with_comments_and_what_changed(voting: Held, token: str) -> None:
    who = me(voting, token)
    voting.say(who, W1=1, W2="na", P2=2.5)
    voting.say(who, W1=3)
    at = open_remarks(as_person(SCORE, token), "W1")
    at.text_area(key="comment-W1").input("*Half* of it").run()
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
    assert ("Go on scoring", "score") in pages_linked(at)


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
    assert "Move me there, with my answers" not in words(at)
    at.selectbox(key="answers-department").set_value(voting.department("Roads")).run()
    at.button(key="answers-move").click().run()
    assert not at.exception
    assert at.selectbox(key="answers-department").value == voting.department("Roads")
    assert "Move me there, with my answers" not in words(at)
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
    assert "Go on scoring" not in words(at)


def test_the_first_page_leads_back_to_the_answers(voting: Held, token: str) -> None:
    assert ("Back to my answers", "score") in pages_linked(as_person(HOME, token))


def test_in_another_vote_the_own_answer_of_before_is_kept_by_one_click(
    voting: Held, token: str
) -> None:
    voting.say(me(voting, token), W1=1, P1="dk")
    voting.vote("Water", 3, 4)
    voting.move(rounds.close_vote, rounds.reveal, rounds.open_vote)
    at = as_person(SCORE, token)
    said = words(at)
    assert "0 of 4 answered" in said
    assert "Your answer of before: **1**" in said
    room = "**0**: 0 · **1**: 1 · **2**: 0 · **3**: 1 · **4**: 1"
    assert f"The room before, answers per level: {room}" in said
    at.button(key="keep-W1").click().run()
    assert not at.exception
    kept = stored(voting, token, "W1")
    assert kept is not None
    assert kept.said == 1
    assert stored(voting, token, "P1") is None
    assert "Your answer of before" not in words(at)
    at.button(key="score-keep-all").click().run()
    kept = stored(voting, token, "P1")
    assert kept is not None
    assert kept.said == "dk"
    assert "2 of 4 answered" in words(at)


def test_whoever_comes_for_the_other_vote_has_nothing_to_keep(voting: Held) -> None:
    voting.vote("Water", 1, 2, 3)
    voting.move(rounds.close_vote, rounds.reveal, rounds.open_vote)
    at = as_person(SCORE, token_in(voting))
    assert "This is another vote." in words(at)
    assert [b.label for b in at.button if b.label.startswith("Keep")] == []


def test_what_the_last_workshop_agreed_on_is_in_sight_and_fills_nothing_in(
    workshop: Callable[..., Held],
) -> None:
    workshop(date=datetime.date(2025, 10, 14)).settle(W1=3.0)
    now = workshop()
    now.move(rounds.open_vote)
    at = as_person(SCORE, token_in(now))
    assert words(at).count("The last workshop, October 14, 2025, agreed on: 3") == 1
    assert at.radio(key="score-W1").value is None
    assert "0 of 4 answered" in words(at)
