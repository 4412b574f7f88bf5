"""Actions in words, and when the mean of a vote tells of nobody."""

import pytest

from resilience.scoring import LEAST_K, Crowd
from resilience.scoring.planning.actions import (
    Feasible,
    PlannedAction,
    feasibility_by_indicator,
    feasible,
    feasible_words,
    tally_words,
    with_assumed,
)
from resilience.text import Text

TEXT = Text("en")


# people, of them alone, k: at least max(3, k) people, and of those alone none or as many
@pytest.mark.parametrize(
    ("people", "alone", "k", "expected"),
    [
        (2, 2, 3, False),
        (3, 3, 3, True),
        (3, 3, 0, True),
        (2, 2, 0, False),
        (4, 4, 5, False),
        (5, 5, 5, True),
        (5, 1, 3, False),
        (6, 2, 3, False),
        (7, 3, 3, True),
        (4, 0, 3, True),
        (4, 0, 5, False),
        (0, 0, 0, False),
    ],
)
def test_a_mean_is_shown_from_enough_people_on(
    people: int, alone: int, k: int, expected: bool
) -> None:
    assert Crowd(alone, people - alone).hides(max(LEAST_K, k)) is expected


@pytest.mark.parametrize(
    ("people", "points", "found", "said"),
    [
        (None, None, Feasible("voting"), "the vote on it is open"),
        (0, None, Feasible("nobody"), "no votes: not counted"),
        (2, None, Feasible("few"), "too few votes to show: not counted"),
        (4, 0.0, Feasible("voted", 0.0, 4), "Hardly feasible (4 people)"),
        (4, 1.5, Feasible("voted", 0.375, 4), "Feasible with difficulty (4 people)"),
        (5, 4.0, Feasible("voted", 0.8, 5), "Feasible (5 people)"),
    ],
)
def test_a_vote_in_words(
    people: int | None, points: float | None, found: Feasible, said: str
) -> None:
    assert feasible(people, points) == found
    assert feasible_words(found, TEXT) == said


def planned(number: int, about: str, found: Feasible, state: str = "open") -> PlannedAction:
    return PlannedAction(
        about, "Do it.", state=state, id=number, department="Water", feasible=found
    )


def test_one_half_counts_only_where_no_vote_on_the_indicator_is_shown() -> None:
    unshown = feasible(None, None, signed=True)
    actions = with_assumed(
        [
            planned(1, "A", feasible(4, 4.0)),
            planned(2, "A", feasible(1, None)),
            planned(3, "A", unshown),
            planned(4, "B", feasible(0, None)),
            planned(5, "B", feasible(1, None)),
            planned(6, "C", feasible(4, 4.0), "done"),
            planned(7, "C", unshown),
            planned(8, "C", feasible(1, None), "dropped"),
        ]
    )
    assert [feasible_words(one.feasible, TEXT) for one in actions] == [
        "Feasible (4 people)",
        "too few votes to show: not counted",
        "no votes shown before the sign-off: not counted",
        "no votes: counts as half feasible (0.5)",
        "too few votes to show: counts as half feasible (0.5)",
        "Feasible (4 people)",
        "no votes shown before the sign-off: counts as half feasible (0.5)",
        "too few votes to show: not counted",
    ]
    assert feasibility_by_indicator(actions) == {"A": 1.0}


def test_people_by_choice_are_told_where_they_were_kept() -> None:
    found = feasible(29, 12.5, [13, 7, 9])
    assert feasible_words(found, TEXT) == (
        "29 people: 9 feasible, 7 feasible with difficulty, 13 hardly feasible"
    )


def test_how_far_actions_are_done_first() -> None:
    states = ["open", "done", "dropped", "open", "under way", "done"]
    assert tally_words(states, TEXT) == "2 done · 1 under way · 2 not started · 1 dropped"
    assert tally_words(["open"], TEXT) == "1 not started"
    assert tally_words([], TEXT) == ""
