"""What to do first after a workshop: the votes on actions and their costs decide with the gains."""

import datetime
from collections.abc import Iterable
from dataclasses import replace

import pandas as pd
import pytest

from resilience.scoring.planning.actions import Feasible, PlannedAction, feasible_words
from resilience.services.counting import rounds
from resilience.services.deciding.agreed_levels import agree
from resilience.services.deciding.feasibility import show_feasibility, vote_feasibility
from resilience.services.deciding.follow_up import EarlierActions, OpenAction, WorkshopActions
from resilience.services.results.priorities import (
    priority_frame,
    what_first_in,
    with_earlier,
)
from resilience.services.results.results import WorkshopResult
from resilience.services.workshop.phase import Phase
from resilience.text import Text
from resilience.wording.priorities import (
    assumed_words,
    covered_words,
    first_words,
    front_words,
    priority_rows,
    voted_words,
)
from tests.services.deciding.test_actions import add
from tests.services.held import HOST, Held

TEXT = Text()
DAY = datetime.date(2025, 10, 14)


@pytest.fixture
def result(held: Held) -> WorkshopResult:
    """W1 has 1, 2 and 3 of Water: 50 of 100; nobody answered anything else."""
    held.bring_to(Phase.REVEALED)
    return held.result()


def action(number: int, about: str, *, cost: str | None, **changes: object) -> PlannedAction:
    plain = PlannedAction(
        about, f"Do {number}.", cost=cost, id=number, department="Water", feasible=Feasible()
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def voted(people: int, value: float) -> Feasible:
    return Feasible("voted", value, people)


def numbers(found: Iterable[OpenAction]) -> list[int | None]:
    return [one.action.id if one.action else None for one in found]


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
    # the only answer is all that could be scored, half of it to be gained
    assert (only.gain, only.priority) == (50, 37.5)
    assert numbers(found.actions["W1"]) == [1, 2, 4]
    assert found.first.priorities.find_out == ("P1", "P2", "W2")


def test_the_list_says_of_each_action_what_its_votes_count(held: Held) -> None:
    """One of two actions on W1 has enough votes: the feasibility of W1 is that of this one alone."""
    held.bring_to(Phase.REVEALED)
    numbers = [add(held), add(held), add(held, indicator="P1")]
    people = [held.join() for _ in range(3)]
    for who in people:
        vote_feasibility(held.store, who, numbers[0], 1)
    vote_feasibility(held.store, people[0], numbers[1], 0)
    show_feasibility(held.store, HOST, held.code)
    result = held.result()
    (only,) = what_first_in(result).first.priorities.ranked
    assert (only.code, only.feasibility, only.feasibility_assumed) == ("W1", 1, False)
    assert [feasible_words(one.feasible, TEXT) for one in result.actions] == [
        "3 people: 3 feasible, 0 feasible with difficulty, 0 hardly feasible",
        "too few votes to show: not counted",
        "no votes: counts as half feasible (0.5)",
    ]


def scored(result: WorkshopResult) -> WorkshopResult:
    """The result with a score of Water and an overall."""
    city = result.result.city
    codes = ("WAT", result.workshop.framework.root.code)
    scores = {code: replace(city[code], value=50.0) for code in codes}
    return replace(result, result=replace(result.result, city={**city, **scores}))


def test_indicators_with_as_large_a_gain_are_counted(result: WorkshopResult) -> None:
    rows = priority_frame(result, what_first_in(result), "en")
    other = rows.assign(code="W0", title="Pipes")
    said = first_words(pd.concat([rows, other], ignore_index=True), scored(result), TEXT)
    assert said == [
        "Progress on “Pipes” could raise the score by up to 50.0 points",
        "It is among the five largest gains in 100\u00a0% of the tests with varied weights. "
        "1 more indicator has as large a gain.",
    ]


@pytest.mark.parametrize("priority", [6.0, 60.0])
def test_the_headline_is_the_largest_gain_however_feasible(
    result: WorkshopResult, priority: float
) -> None:
    rows = priority_frame(result, what_first_in(result), "en").assign(assumed=False)
    other = rows.assign(code="W0", title="Pipes", gain=60.0, priority=priority)
    assert first_words(pd.concat([rows, other], ignore_index=True), scored(result), TEXT) == [
        "Progress on “Pipes” could raise the score by up to 60.0 points",
        "It is among the five largest gains in 100\u00a0% of the tests with varied weights.",
    ]


def test_what_was_voted_not_feasible_is_no_headline(result: WorkshopResult) -> None:
    rows = priority_frame(result, what_first_in(result), "en")
    other = rows.assign(code="W0", title="Pipes", gain=60.0, priority=0.0, assumed=False)
    assert first_words(pd.concat([rows, other], ignore_index=True), scored(result), TEXT) == [
        "Progress on “Drains” could raise the score by up to 50.0 points",
        "It is among the five largest gains in 100\u00a0% of the tests with varied weights. "
        "1 indicator with a larger gain was voted hardly feasible by everyone.",
    ]


def test_nobody_voted_counts_as_a_half_and_is_said(result: WorkshopResult) -> None:
    found = what_first_in(result)
    rows = priority_frame(result, found, "en")
    assert rows.to_dict("records") == [
        {
            "code": "W1",
            "title": "Drains",
            "theme": "Water",
            "place": 0,
            "gain": 50.0,
            "feasibility": 0.5,
            "assumed": True,
            "cost": "",
            "priority": 25.0,
            "front": True,
            "sure": 1.0,
        }
    ]
    assert first_words(rows, result, TEXT) == [
        "Judging by the answers so far, progress on “Drains” could raise the score",
        "Too little was answered for an overall score: points are based on what was answered.",
        "It is among the five largest gains in 100\u00a0% of the tests with varied weights.",
    ]
    assert priority_rows(rows, found, TEXT).to_dict("list") == {
        "Maximum gain": [50.0],
        "Among the five largest gains": ["100\u00a0%"],
        "Unbeaten on gain, feasibility and cost": ["yes, if its feasibility is 0.5"],
    }


def test_a_half_without_votes_is_marked_beside_feasibility_that_was_voted(
    result: WorkshopResult,
) -> None:
    rows = priority_frame(result, what_first_in(result), "en")
    voted = rows.assign(code="W0", assumed=False, feasibility=0.8, cost="low")
    both = pd.concat([voted, rows], ignore_index=True)
    shown = priority_rows(both, what_first_in(result), TEXT)
    assert shown["Feasibility (0 to 1)"].tolist() == ["0.8", "0.5 *"]
    assert shown["Cost"].tolist() == ["low cost", ""]


def test_what_is_agreed_already_stands_beside_with_how_far_it_is(result: WorkshopResult) -> None:
    planned = (action(1, "W1", cost=None), action(2, "W1", cost=None, state="under way"))
    found = what_first_in(replace(result, actions=planned))
    rows = priority_rows(priority_frame(result, found, "en"), found, TEXT)
    assert rows["What will be done"].tolist() == ["Do 1. (not started) · Do 2. (under way)"]


def test_an_action_is_open_on_each_of_its_indicators(result: WorkshopResult) -> None:
    one = action(1, "W1", cost=None, also=("P1",))
    found = what_first_in(replace(result, actions=(one,)))
    assert {code: numbers(of) for code, of in found.actions.items()} == {"W1": [1], "P1": [1]}


def test_open_actions_of_earlier_workshops_count_but_leave_the_order(
    result: WorkshopResult,
) -> None:
    framework = result.workshop.framework
    planned = (action(1, "P1", cost="low", feasible=voted(3, 1.0)),)
    result = replace(result, actions=planned)
    other = replace(framework, id="another")
    states = ("open", "under way", "done", "dropped")
    before = [
        action(n, "W1", cost="low", state=state, feasible=voted(3, 1.0))
        for n, state in enumerate(states, start=2)
    ]
    earlier = EarlierActions(
        (
            WorkshopActions("AAAAAA", DAY, framework, tuple(before)),
            WorkshopActions("BBBBBB", DAY, other, (action(9, "W1", cost="low"),)),
        )
    )
    own = what_first_in(result)
    found = with_earlier(own, result, earlier)
    assert found.first == own.first
    assert numbers(found.ahead) == [1, 2, 3, 9]
    assert [one.since for one in found.ahead] == [None, DAY, DAY, DAY]
    # an indicator of another framework is another one
    assert {code: numbers(of) for code, of in found.actions.items()} == {"P1": [1], "W1": [2, 3]}
    rows = priority_rows(priority_frame(result, found, "en"), found, TEXT)
    assert rows["What will be done"].tolist() == [
        "Do 2. (not started, from the workshop of October 14, 2025) · "
        "Do 3. (under way, from the workshop of October 14, 2025)"
    ]


def test_open_actions_that_may_not_be_read_count_too(result: WorkshopResult) -> None:
    result = replace(result, actions=(action(1, "P1", cost="low"),))
    own = what_first_in(result)
    found = with_earlier(own, result, EarlierActions((), ((), ("W1",)), ("done", "open", "open")))
    assert found.first == own.first
    assert numbers(found.ahead) == [1, None, None]
    assert {code: numbers(of) for code, of in found.actions.items()} == {"P1": [1], "W1": [None]}
    rows = priority_rows(priority_frame(result, found, "en"), found, TEXT)
    assert rows["What will be done"].tolist() == ["open action from an earlier workshop"]


def test_the_front_is_said_in_words(result: WorkshopResult) -> None:
    rows = priority_frame(result, what_first_in(result), "en")
    found = "Of the options with feasibility votes shown, none beats these on gain, feasibility and cost: “Drains”."
    assert front_words(rows, TEXT) == "", "one half is assumed"
    assert front_words(rows.assign(assumed=False), TEXT) == found
    rows = rows.assign(assumed=False)
    assert front_words(rows.assign(front=False), TEXT) == ""


def test_the_front_of_the_chart_is_said_for_one_and_for_several(result: WorkshopResult) -> None:
    one = priority_frame(result, what_first_in(result), "en").assign(assumed=False)
    said = "Of the options with feasibility votes shown, none beats {} on gain and feasibility: {}."
    assert voted_words(one, TEXT) == said.format("this one", "“Drains”")
    two = pd.concat([one, one.assign(title="Dikes")], ignore_index=True)
    assert voted_words(two, TEXT) == said.format("these", "“Drains”, “Dikes”")


def test_what_the_order_assumes_is_said(result: WorkshopResult) -> None:
    rows = priority_frame(result, what_first_in(result), "en")
    (nobody,) = assumed_words(rows, TEXT)
    assert nobody.startswith(
        "No votes on open actions of this workshop are shown, so the order is by gain."
    )
    both = pd.concat([rows, rows.assign(code="W2", assumed=False)], ignore_index=True)
    assert assumed_words(both, TEXT) == [
        "Costs and votes from earlier workshops do not count here. If no feasibility votes from this workshop are shown for an indicator, it counts as half feasible (0.5)."
    ]
    assert assumed_words(rows.assign(assumed=False), TEXT) == []


@pytest.mark.parametrize(
    ("planned", "said"),
    [
        ([False] * 10, "None of the 10 largest possible gains has an open action"),
        ([False], "The largest possible gain has no open action"),
        ([True], "The largest possible gain has an open action"),
        ([True, True], "All 2 largest possible gains have an open action"),
        ([True, False, False], "1 of the 3 largest possible gains has an open action"),
        ([True, True, False], "2 of the 3 largest possible gains have an open action"),
    ],
)
def test_how_many_of_the_largest_gains_have_an_action(planned: list[bool], said: str) -> None:
    assert covered_words(planned, TEXT) == said


def test_a_target_lowers_what_is_to_be_gained(result: WorkshopResult) -> None:
    # W1 has 50 and is all that was answered: to 75 there are 25 points
    (only,) = what_first_in(replace(result, targets={"WAT": 75.0})).first.priorities.ranked
    assert only.gain == 25


def test_a_gain_is_by_how_much_the_overall_rises_also_beside_an_unanswered_theme(
    held: Held,
) -> None:
    """W2 is unknown, so Water is left out: the overall is 50, that of Power alone."""
    held.move(rounds.open_vote)
    for name in ("Water", "Water", "Water", "Power", "Power", "Power"):
        held.say(held.join(name), W1=0, P1=2, P2=5)
    held.move(rounds.close_vote, rounds.reveal)
    result = held.result()
    rows = priority_frame(result, what_first_in(result), "en")
    assert dict(zip(rows["code"], rows["gain"], strict=True)) == {"P1": 25, "P2": 25, "W1": 0}
    assert first_words(rows, result, TEXT)[-1] == (
        "1 indicator with a score is not listed: its theme has too few answers to count in the "
        "overall score."
    )
    root = result.workshop.framework.root.code
    assert result.result.city[root].value == 50
    agree(held.store, HOST, held.code, "P1", 4.0)
    assert held.result().result.city[root].value == 75
    agree(held.store, HOST, held.code, "W1", 4.0)
    assert held.result().result.city[root].value == 75, "with W1 at its best too"


def test_what_is_voted_not_feasible_is_not_called_at_its_target(result: WorkshopResult) -> None:
    planned = (action(1, "W1", cost=None, feasible=voted(3, 0.0)),)
    found = what_first_in(replace(result, actions=planned))
    rows = priority_frame(result, found, "en")
    assert rows["gain"].tolist() == [50]
    assert first_words(rows, result, TEXT) == [
        "Everyone who voted found everything that would raise the overall score hardly feasible."
    ]


def test_without_scores_or_anything_to_gain_that_is_said(
    held: Held, result: WorkshopResult
) -> None:
    rows = priority_frame(result, what_first_in(result), "en")
    assert "no indicator" in first_words(rows[:0], result, TEXT)[0].lower()
    nothing = rows.assign(gain=0.0, priority=0.0)
    assert first_words(nothing, result, TEXT) == [
        "No single indicator would raise the overall score by reaching its target."
    ]
