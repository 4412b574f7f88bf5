"""Answers of one participant: what is taken, what is refused, and who sees them."""

from typing import Any

import pytest

from resilience.errors import InputError, WrongTime
from resilience.framework import AnswerValue, Framework
from resilience.services.access.access import Visitor
from resilience.services.counting import rounds
from resilience.services.voting.responses import (
    LONGEST_REMARK,
    Ballot,
    own_ballot,
    own_history,
)
from resilience.services.workshop.phase import Phase
from resilience.store import Store, now
from resilience.store.tables import Response
from tests.services.delivering import save_answer, save_remark
from tests.services.held import Held, rows, set_up

#: W1 has levels 0 to 4; P2 counts hours from 10 (worst) to 0 (best) and takes nothing beyond
TAKEN: list[tuple[str, AnswerValue]] = [
    ("W1", 0),
    ("W1", 4),
    ("W1", 3.0),
    ("W1", "na"),
    ("W1", "dk"),
    ("P2", 0),
    ("P2", 10),
    ("P2", 2.75),
    ("P2", "na"),
    ("P2", "dk"),
]
REFUSED: list[tuple[str, Any, str]] = [
    ("W1", 5, "W1 has levels 0 to 4; 5 is not one of them. Nothing was stored."),
    ("W1", -1, "W1 has levels 0 to 4; -1 is not"),
    ("W1", 1.5, "W1 has levels 0 to 4; 1.5 is not"),
    ("W1", float("nan"), "nan is not one"),
    ("W1", float("inf"), "inf is not one"),
    ("P2", 10.01, "P2 takes numbers from 0.0 to 10.0; 10.01 is out of range"),
    ("P2", -0.01, "-0.01 is out of range"),
    ("P2", float("nan"), "nan is out of range"),
    ("P2", float("-inf"), "-inf is out of range"),
    ("W1", "3", "a level, not applicable, or don't know"),
    ("W1", "", "a level, not applicable, or don't know"),
    ("W1", "NA", "a level, not applicable, or don't know"),
    ("P2", "blank", "a level, not applicable, or don't know"),
    ("W9", 1, "does not ask about the indicator W9"),
    ("WAT", 1, "does not ask about the indicator WAT"),
    ("", 1, "does not ask about the indicator"),
    ("W1\0", 1, "does not ask about the indicator"),
    ("x" * 5000, 1, "does not ask about the indicator x{40}\\."),
]


@pytest.fixture
def voting(sqlite_store: Store, framework: Framework) -> Held:
    """A workshop in its first vote."""
    held = set_up(sqlite_store, framework)
    held.move(rounds.open_vote)
    return held


@pytest.fixture
def who(voting: Held) -> Visitor:
    """Somebody who joined that workshop."""
    return voting.join()


@pytest.mark.parametrize(("indicator", "said"), TAKEN)
def test_an_answer_on_the_scale_is_stored_and_given_back(
    voting: Held, who: Visitor, indicator: str, said: AnswerValue
) -> None:
    before = now()
    saved = save_answer(voting.store, who, indicator, said)
    assert (saved.indicator, saved.said) == (indicator, said)
    assert before <= saved.saved_at <= now()
    assert own_ballot(voting.store, who).answers == {indicator: saved}


@pytest.mark.parametrize(("indicator", "said", "words"), REFUSED)
def test_an_answer_off_the_scale_is_refused_and_changes_nothing(
    voting: Held, who: Visitor, indicator: str, said: Any, words: str
) -> None:
    voting.say(who, W1=2, P2=5)
    before = own_ballot(voting.store, who)
    with pytest.raises(InputError, match=words):
        save_answer(voting.store, who, indicator, said)
    assert own_ballot(voting.store, who) == before
    assert own_history(voting.store, who) == []


def test_an_indicator_that_only_the_full_tier_asks_is_not_asked_in_the_quick_one(
    sqlite_store: Store, framework: Framework
) -> None:
    held = set_up(sqlite_store, framework, tier="quick")
    held.move(rounds.open_vote)
    person = held.join()
    assert own_ballot(held.store, person).asked == ("W1", "P1")
    held.say(person, W1=1, P1=1)
    with pytest.raises(InputError, match="does not ask about the indicator W2"):
        held.say(person, W2=1)


@pytest.mark.parametrize("phase", Phase)
def test_answers_and_remarks_are_taken_while_a_vote_is_open(held: Held, phase: Phase) -> None:
    person = held.join()
    held.bring_to(phase)
    is_open = phase is Phase.VOTING
    ballot = own_ballot(held.store, person)
    assert ballot.open == is_open
    if is_open:
        held.say(person, W1=1)
        save_remark(held.store, person, "W1", comment="Hm.")
        assert own_ballot(held.store, person).given == 1
        return
    with pytest.raises(WrongTime, match="This answer came after the vote had closed"):
        save_answer(held.store, person, "W1", 1)
    with pytest.raises(WrongTime, match="This answer came after the vote had closed"):
        save_remark(held.store, person, "W1", comment="Hm.")
    assert rows(held.store, Response, participant_id=person.participant_id) == []


def test_before_the_first_vote_the_ballot_is_empty(held: Held) -> None:
    assert own_ballot(held.store, held.join()) == Ballot((), {}, open=False, number=1, before={})


def test_a_second_vote_asks_what_was_chosen_and_starts_blank(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", 1, 2, 3)
    who = held.join()
    held.say(who, W2=1)
    held.reveal()
    rounds.open_vote(held.store, held.staff("facilitator"), held.code, ["P2", "W1"])
    ballot = own_ballot(held.store, who)
    assert (ballot.asked, ballot.open, ballot.number) == (("W1", "P2"), True, 2)
    assert (ballot.answers, ballot.before) == ({}, {})
    with pytest.raises(InputError, match="does not ask about the indicator W2"):
        held.say(who, W2=1)


def test_a_ballot_counts_as_given_what_has_an_answer(voting: Held, who: Visitor) -> None:
    voting.say(who, W1=0, W2="na", P1="dk")
    save_remark(voting.store, who, "P2", comment="I must ask.")
    ballot = own_ballot(voting.store, who)
    assert (len(ballot.answers), ballot.given) == (4, 3)
    assert ballot.answers["P2"].said is None


def test_a_changed_answer_is_in_the_own_history_and_its_remark_stays(
    voting: Held, who: Visitor
) -> None:
    voting.say(who, W1=0)
    save_remark(voting.store, who, "W1", comment="It overflows.", confidence="high")
    voting.say(who, W1=0)
    voting.say(who, W1="na")
    assert [(old.said, old.comment) for old in own_history(voting.store, who)] == [
        (0, ""),
        (0, "It overflows."),
    ]
    current = own_ballot(voting.store, who).answers["W1"]
    assert (current.said, current.comment, current.confidence) == ("na", "It overflows.", "high")


def test_a_person_sees_and_changes_the_own_answers_alone(voting: Held, who: Visitor) -> None:
    other = voting.join()
    voting.say(who, W1=1)
    voting.say(other, W1=4)
    save_remark(voting.store, other, "W1", comment="Mine.")
    before = own_ballot(voting.store, other), own_history(voting.store, other)
    voting.say(who, W1=2, W2="dk")
    save_remark(voting.store, who, "W1", comment="Hers.", evidence="A map.")
    assert (own_ballot(voting.store, other), own_history(voting.store, other)) == before
    assert [old.said for old in own_history(voting.store, who)] == [1, 2]
    assert own_ballot(voting.store, who).answers["W1"].comment == "Hers."


@pytest.mark.parametrize("name", ["comment", "evidence"])
def test_a_remark_is_kept_as_it_was_written(voting: Held, who: Visitor, name: str) -> None:
    text = 'Zeile 1\nline 2 "quoted" <b>{braces}</b> 台风 100 % \U0001f30a'
    saved = save_remark(voting.store, who, "W1", **{name: f"  {text}\n "})
    assert getattr(saved, name) == text
    assert own_ballot(voting.store, who).answers["W1"] == saved


@pytest.mark.parametrize("name", ["comment", "evidence"])
def test_a_remark_has_a_longest_length(voting: Held, who: Visitor, name: str) -> None:
    kept = "x" * LONGEST_REMARK
    save_remark(voting.store, who, "W1", **{name: f" {kept} "})
    with pytest.raises(InputError, match="4001 characters; at most 4000 can be saved"):
        save_remark(voting.store, who, "W1", **{name: f"{kept}y"})
    assert getattr(own_ballot(voting.store, who).answers["W1"], name) == kept


def test_what_no_database_can_hold_is_taken_out_of_a_remark(held: Held) -> None:
    """PostgreSQL takes no NUL, and neither takes half a surrogate pair."""
    held.move(rounds.open_vote)
    who = held.join()
    saved = save_remark(held.store, who, "W1", comment="a\0b", evidence="c\ud800d")
    assert (saved.comment, saved.evidence) == ("ab", "c?d")
    assert own_ballot(held.store, who).answers["W1"] == saved


def test_what_is_not_given_of_a_remark_stays_and_what_is_empty_goes(
    voting: Held, who: Visitor
) -> None:
    save_remark(voting.store, who, "W1", comment="A.", evidence="B.", confidence="low")
    save_remark(voting.store, who, "W1", comment="")
    kept = own_ballot(voting.store, who).answers["W1"]
    assert (kept.comment, kept.evidence, kept.confidence) == ("", "B.", "low")


@pytest.mark.parametrize("confidence", ["", "sure", "HIGH", "low "])
def test_confidence_is_one_of_three(voting: Held, who: Visitor, confidence: str) -> None:
    with pytest.raises(InputError, match="low, medium or high"):
        save_remark(voting.store, who, "W1", confidence=confidence)
    assert rows(voting.store, Response) == []


def test_a_remark_on_what_is_not_asked_is_refused(voting: Held, who: Visitor) -> None:
    with pytest.raises(InputError, match="does not ask about the indicator W9"):
        save_remark(voting.store, who, "W9", comment="Hm.")
    assert rows(voting.store, Response) == []


def test_what_was_saved_before_a_reopening_is_kept(held: Held) -> None:
    held.move(rounds.open_vote)
    who, *_ = held.vote("Water", 4, 1, 1)
    held.move(rounds.close_vote, rounds.reopen_vote)
    held.say(who, W2=3)
    assert {k: a.said for k, a in own_ballot(held.store, who).answers.items()} == {"W1": 4, "W2": 3}
