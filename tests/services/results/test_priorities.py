"""What to do first after a workshop: the votes on actions and their costs decide with the gains."""

from dataclasses import replace

import pytest

from resilience.scoring.planning.actions import Feasible, PlannedAction
from resilience.services.results.priorities import priority_frame, what_first_in
from resilience.services.results.results import WorkshopResult
from resilience.services.workshop.phase import Phase
from resilience.text import Text
from resilience.wording.priorities import (
    by_cost,
    first_words,
    front_words,
    priority_rows,
)
from tests.services.held import Held

TEXT = Text()


@pytest.fixture
def result(held: Held) -> WorkshopResult:
    """W1 has 1, 2 and 3 of Water: 50 of 100; nobody answered anything else."""
    held.bring_to(Phase.REVEALED)
    return held.result()


def action(number: int, about: str, *, cost: str | None, **changes: object) -> PlannedAction:
    plain = PlannedAction(
        number, about, f"Do {number}.", "Water", None, cost, "open", "", Feasible()
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def voted(people: int, value: float) -> Feasible:
    return Feasible("voted", value, people)


def test_of_several_actions_all_votes_and_the_lowest_cost_count(result: WorkshopResult) -> None:
    planned = (
        action(1, "W1", cost="high", feasible=voted(3, 1.0)),
        action(2, "W1", cost="medium", feasible=voted(1, 0.0)),
        action(3, "W1", cost="low", state="done", feasible=voted(9, 0.0)),
        action(4, "W1", cost=None),
    )
    found = what_first_in(replace(result, actions=planned))
    (only,) = found.first.priorities.ranked
    assert (only.code, only.feasibility, only.cost_class) == ("W1", 0.75, 2)
    # a quarter of the overall, half of it to be gained
    assert (only.gain, only.priority) == (12.5, 9.375)
    assert [one.id for one in found.actions["W1"]] == [1, 2, 4]
    assert found.first.priorities.find_out == ("P1", "P2", "W2")


def test_nobody_voted_counts_as_a_half_and_is_said(result: WorkshopResult) -> None:
    found = what_first_in(result)
    rows = priority_frame(result, found, "en")
    assert rows.to_dict("records") == [
        {
            "code": "W1",
            "title": "Drains",
            "theme": "Water",
            "place": 0,
            "gain": 12.5,
            "feasibility": 0.5,
            "assumed": True,
            "cost": "",
            "priority": 6.25,
            "front": True,
            "sure": 1.0,
        }
    ]
    assert first_words(rows, TEXT) == [
        "W1 · Drains adds up to 12.5 points",
        "It is among the first five in 100\u00a0% of tests with other weights.",
    ]
    ((cost, own),) = by_cost(rows, TEXT)
    assert cost == "cost unknown"
    assert priority_rows(own, found, TEXT).to_dict("list") == {
        "Adds up to": [12.5],
        "Feasibility (0 to 1)": ["0.5 · nobody voted"],
        "Among the first five": ["100\u00a0%"],
        "On the front": ["yes"],
        "What will be done": [""],
    }


def test_what_is_agreed_already_stands_beside_with_how_far_it_is(result: WorkshopResult) -> None:
    planned = (action(1, "W1", cost=None), action(2, "W1", cost=None, state="under way"))
    found = what_first_in(replace(result, actions=planned))
    rows = priority_rows(priority_frame(result, found, "en"), found, TEXT)
    assert rows["What will be done"].tolist() == ["Do 1. (still open) · Do 2. (on the way)"]


def test_the_front_is_said_in_words(result: WorkshopResult) -> None:
    rows = priority_frame(result, what_first_in(result), "en")
    assert front_words(rows, TEXT).endswith("and better in one: W1.")
    assert front_words(rows.assign(front=False), TEXT) == ""


def test_a_target_lowers_what_is_to_be_gained(result: WorkshopResult) -> None:
    # W1 has 50: of the way to 75 there are 25 points, a quarter of them in the overall
    (only,) = what_first_in(replace(result, targets={"WAT": 75.0})).first.priorities.ranked
    assert only.gain == 6.25


def test_without_scores_or_anything_to_gain_that_is_said(
    held: Held, result: WorkshopResult
) -> None:
    rows = priority_frame(result, what_first_in(result), "en")
    assert "no indicator" in first_words(rows[:0], TEXT)[0].lower()
    assert "Nothing is left to gain" in first_words(rows.assign(gain=0.0, priority=0.0), TEXT)[0]
