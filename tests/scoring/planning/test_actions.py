"""Actions in words, and when the mean of a vote tells of nobody."""

import pytest

from resilience.scoring import LEAST_K, Crowd
from resilience.scoring.planning.actions import (
    Feasible,
    feasible,
    feasible_words,
    tally_words,
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
        (0, None, Feasible("nobody"), "nobody voted: counts as 0.5"),
        (2, None, Feasible("few"), "too few votes: counts as 0.5"),
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


def test_people_by_choice_are_told_where_they_were_kept() -> None:
    found = feasible(29, 12.5, [13, 7, 9])
    assert feasible_words(found, TEXT) == (
        "29 people: 9 feasible, 7 feasible with difficulty, 13 hardly feasible"
    )


def test_how_far_actions_are_done_first() -> None:
    states = ["open", "done", "dropped", "open", "under way", "done"]
    assert tally_words(states, TEXT) == "2 done · 1 under way · 2 still open · 1 dropped"
    assert tally_words(["open"], TEXT) == "1 still open"
    assert tally_words([], TEXT) == ""
