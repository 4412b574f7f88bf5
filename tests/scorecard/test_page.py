"""The description of a scorecard: what both pages are told, as JSON."""

import json
from typing import Any

import pytest

from resilience.framework import AnswerValue
from resilience.scorecard.answers import read_said, sent_form
from resilience.scorecard.page import scorecard
from resilience.scorecard.place import person_key, seal_of, watch_query
from resilience.services.access.access import Visitor
from resilience.services.counting import rounds
from resilience.services.results.own_page import read_own_page
from resilience.services.workshop.run_sheet import begin_step
from resilience.store import Store
from resilience.text import Text
from tests.services.delivering import save_remark
from tests.services.held import HOST, KEY, Held, set_up
from tests.usual import usual_framework


def begin_practice(held: Held) -> None:
    """Go to the step of practice, the second of the run sheet."""
    begin_step(held.store, HOST, held.code, 1, "practice")


def told(
    held: Held, who: Visitor, room: dict[str, tuple[int, ...]] | None = None
) -> dict[str, Any]:
    """What somebody's page is told, as a browser reads it."""
    own = read_own_page(held.store, who, "en")
    page = scorecard(own, "somebody", Text("en"), key=KEY, room=room)
    read: dict[str, Any] = json.loads(json.dumps(page))
    return read


@pytest.mark.parametrize(
    ("said", "written"),
    [(2, "2"), (2.0, "2"), (2.75, "2.75"), ("na", "na"), ("dk", "dk"), (None, "")],
)
def test_an_answer_is_written_and_read_again(said: AnswerValue | None, written: str) -> None:
    assert sent_form(said) == written
    if said is not None:
        assert read_said(written) == said


@pytest.mark.parametrize("written", ["", "x", "1,5", "NA"])
def test_what_is_no_answer_is_not_read(written: str) -> None:
    with pytest.raises(ValueError, match="convert"):
        read_said(written)


def test_it_asks_what_the_vote_asks_and_has_the_own_answers(held: Held) -> None:
    held.move(rounds.open_vote)
    who = held.join()
    held.say(who, W1=3, P2=2.5)
    save_remark(held.store, who, "W2", evidence="The register")
    page = told(held, who, {"W1": (0, 1, 0, 2, 0), "P2": (), "W2": (0, 0, 0, 0, 0)})
    cards = {card["code"]: card for step in page["steps"] for card in step["cards"]}
    assert list(cards) == ["W1", "W2", "P1", "P2"]
    assert {code for code, card in cards.items() if "room" in card} == {"W1"}
    assert (len(cards["W1"]["levels"]), cards["P2"]["unit"]) == (5, "hours")
    assert {code: own["said"] for code, own in page["answers"].items()} == {
        "W1": "3",
        "W2": "",
        "P2": "2.5",
    }
    assert page["answers"]["W2"]["evidence"] == "The register"
    assert page["counter"] >= 3


def test_while_no_vote_is_open_it_says_why_and_asks_nothing(held: Held) -> None:
    page = told(held, held.join())
    assert page["closed"].startswith("You are in. The vote has not started yet")
    empty = (page["steps"], page["answers"], page["before"], page["practice"], page["again"])
    assert empty == ([], {}, {}, None, False)


def test_the_two_events_are_read_until_the_vote_closes(held: Held) -> None:
    who = held.join()
    named = [["Most probable event", held.view.probable], ["Severe event", held.view.severe]]
    assert told(held, who)["events"] == named
    held.move(rounds.open_vote)
    assert told(held, who)["events"] == named
    held.vote("Water", 1, 2, 3)
    held.move(rounds.close_vote)
    assert told(held, who)["events"] == []


def test_at_the_step_of_practice_there_is_a_question_of_no_indicator(held: Held) -> None:
    who = held.join()
    begin_practice(held)
    page = told(held, who)
    assert len(page["practice"]["levels"]) == len(page["chips"]["4"]) == 4
    assert page["steps"] == []
    assert page["said"]["practice"] == "Practice: nothing is saved or sent"
    held.move(rounds.open_vote)
    voting = told(held, who)
    assert voting["practice"] is None
    assert "practice" not in voting["said"]


def test_a_clock_has_the_name_of_its_step_but_while_somebody_votes_only_the_clock_of_the_vote_is_there(
    held: Held,
) -> None:
    who = held.join()
    assert told(held, who)["clock"]["break"] == "Break"
    held.move(rounds.open_vote)
    assert told(held, who)["clock"] == {"vote": "", "second vote": ""}


def test_the_script_has_a_sentence_for_all_that_a_card_has(held: Held) -> None:
    held.move(rounds.open_vote)
    who = held.join()
    held.say(who, W1=3, P2=2.5)
    plain = told(held, who)["said"]
    needless = {"usual", "official", "room", "before", "lent", "again", "keepAll"}
    assert needless.isdisjoint(plain)
    assert {"field", "measure", "number"} <= plain.keys()
    assert "room" in told(held, who, {"W1": (0, 1, 0, 2, 0)})["said"]
    held.vote("Water", 1, 2)
    held.reveal()
    held.move(rounds.open_vote)
    assert {"before", "again", "keepAll"} <= told(held, who)["said"].keys()
    assert needless.isdisjoint(told(held, held.join())["said"]), (
        "a latecomer has no earlier answers"
    )


def test_what_is_not_translated_is_said_to_be(held: Held) -> None:
    held.move(rounds.open_vote)
    own = read_own_page(held.store, held.join(), "ja")
    assert "lent" in scorecard(own, "somebody", Text("ja"), key=KEY)["said"]


def test_a_card_has_nothing_that_it_has_nothing_of(held: Held) -> None:
    held.move(rounds.open_vote)
    cards = [card for step in told(held, held.join())["steps"] for card in step["cards"]]
    assert all(all(card.values()) for card in cards)


@pytest.mark.parametrize(
    ("department", "order", "usual"),
    [
        ("Water", ["W2", "W1", "P1", "P2"], {"W2", "P1"}),
        ("水务", ["W2", "W1", "P1", "P2"], {"W2", "P1"}),
        ("Power", ["W1", "W2", "P1", "P2"], set()),
        ("Mixed tables", ["W1", "W2", "P1", "P2"], set()),
    ],
)
def test_what_the_department_usually_knows_comes_first_and_is_marked(
    store: Store, department: str, order: list[str], usual: set[str]
) -> None:
    framework = usual_framework(W2="water", P1="water")
    held = set_up(store, framework, departments=dict.fromkeys(("Water", "水务", "Power"), 5))
    held.move(rounds.open_vote)
    page = told(held, held.join(department, size=4))
    cards = [card for step in page["steps"] for card in step["cards"]]
    assert [card["code"] for card in cards] == order
    assert {card["code"] for card in cards if card.get("usual")} == usual
    assert page["said"].get("usual") == ("Your department usually knows this" if usual else None)


def test_person_and_seal_tell_no_token_and_no_key() -> None:
    assert person_key("token") != person_key("other")
    assert "token" not in person_key("token")
    assert seal_of(KEY, "ABCDEF") in watch_query(KEY, "ABCDEF")
    assert seal_of(KEY, "ABCDEF") != seal_of(KEY, "ABCDEG")
