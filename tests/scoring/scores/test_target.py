"""Targets and progress: by hand, and as OWASP SAMM publishes them (docs/methods.md, section 1)."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from resilience.framework import Levels, load_framework
from resilience.scoring import ScoreTree, score
from resilience.scoring.scores.target import Figures, gaps_to, progress, to_target
from tests.scoring.build import Person, tally

PUBLISHED = Path(__file__).parents[2] / "data" / "published" / "examples.json"
SAMM: dict[str, Any] = json.loads(PUBLISHED.read_text(encoding="utf-8"))["samm_secure_build"]
SECURE_BUILD = load_framework(Path(__file__).parents[1] / "samm")
CODES = [indicator.code for indicator in SECURE_BUILD.root.indicators()]
EQUAL = dict.fromkeys(CODES, 1.0)
#: a practice of SAMM runs from 0 to 3, a stream's three activities from 0 to 1 each
PRACTICE = 3


def tree(posture: str) -> ScoreTree:
    """What the engine says of a posture of the file: one team that answered all activities."""
    answers = {
        indicator.code: indicator.scale.points.index(points)
        for indicator, points in zip(SECURE_BUILD.root.indicators(), SAMM[posture], strict=True)
        if isinstance(indicator.scale, Levels)
    }
    assert len(answers) == 6
    return score(SECURE_BUILD, tally(SECURE_BUILD, [Person("team", answers)])).city


def activities(posture: str) -> Figures:
    return {code: tree(posture)[code].value for code in CODES}


def practice(posture: str) -> Figures:
    return {"SB": tree(posture)["SB"].value}


@pytest.mark.parametrize(
    ("posture", "published"),
    [
        ("current", "baseline_score"),
        ("target", "target_score"),
        ("later", "current_score_later"),
    ],
)
def test_examples_json_prints_the_score_of_each_posture(posture: str, published: str) -> None:
    (value,) = practice(posture).values()
    assert value is not None
    assert value / 100 * PRACTICE == pytest.approx(SAMM[published])


def test_examples_json_prints_the_gap_and_the_percent_to_target() -> None:
    found = to_target(activities("current"), activities("target"), EQUAL)
    assert found.gap / 100 == pytest.approx(SAMM["gap"])
    assert found.target / 100 == pytest.approx(SAMM["target_sum"])
    assert found.share == pytest.approx(SAMM["percent_to_target"], abs=0.0005)
    assert None not in found.gaps.values()


def test_examples_json_prints_the_progress_to_date() -> None:
    by_activity = progress(activities("current"), activities("later"), activities("target"), EQUAL)
    by_practice = progress(practice("current"), practice("later"), practice("target"), {"SB": 1})
    # the page cuts 0.5556 off after two decimals, as the note in the file says
    assert by_activity is not None
    assert int(by_activity * 100) / 100 == SAMM["progress_to_date"]
    assert by_practice == pytest.approx(by_activity)
    assert by_activity == pytest.approx(0.5556, abs=0.00005)


def test_a_gap_is_never_below_zero_and_unknown_where_a_score_is() -> None:
    now, target = np.array([10, 90, np.nan, 0.1 + 0.2]), np.array([40, 80, 50, 0.3 + 1e-12])
    np.testing.assert_array_equal(gaps_to(now, target), [30, 0, np.nan, 0])


def test_what_is_above_its_target_does_not_offset_a_gap() -> None:
    now: Figures = {"A": 30, "B": 100}
    found = to_target(now, {"A": 60, "B": 40}, {"A": 1, "B": 1})
    # gaps 30 and 0 of targets 60 and 40
    assert found.gaps == {"A": 30, "B": 0}
    assert (found.gap, found.target, found.share) == (30, 100, 0.7)


def test_gaps_and_targets_are_weighted() -> None:
    now: Figures = {"A": 30, "B": 20, "C": 10}
    # (2 x 30 + 1 x 20) of (2 x 60 + 1 x 40) is 80 of 160; weight 0 is shown and does not count
    found = to_target(now, {"A": 60, "B": 40, "C": 50}, {"A": 2, "B": 1, "C": 0})
    assert (found.gap, found.target, found.share) == (80, 160, 0.5)
    assert found.gaps == {"A": 30, "B": 20, "C": 40}


def test_what_is_unknown_now_is_left_out() -> None:
    now: Figures = {"A": 30, "B": None, "C": np.nan}
    targets: Figures = {"A": 60, "B": 40, "C": 40, "D": 40, "N": 40, "X": None}
    weights = {"A": 1.0, "B": 1.0, "C": 1.0, "D": 1.0}
    found = to_target(now, targets, weights)
    # B, C and D are unknown; N does not apply, it has no weight; X has no target
    assert found.gaps == {"A": 30, "B": None, "C": None, "D": None, "N": None}
    assert (found.gap, found.target, found.share) == (30, 60, 0.5)


@pytest.mark.parametrize("targets", [{}, {"A": None}, {"A": 0}, {"B": 50}])
def test_without_a_target_that_can_be_judged_there_is_no_share(targets: Figures) -> None:
    assert to_target({"A": 30}, targets, {"A": 1, "B": 1}).share is None


def test_progress_is_the_part_of_the_gap_that_is_closed() -> None:
    targets: Figures = {"A": 60, "B": 40}
    weights = {"A": 2.0, "B": 1.0}
    # at first 2 x 50 + 1 x 20 = 120 open; later 2 x 20 + 0 = 40: 80 of 120 are closed
    assert progress({"A": 10, "B": 20}, {"A": 40, "B": 90}, targets, weights) == (
        pytest.approx(80 / 120)
    )


def test_who_falls_back_has_progress_below_zero() -> None:
    # 20 were open, 30 are now
    assert progress({"A": 30}, {"A": 20}, {"A": 50}, {"A": 1}) == -0.5


def test_progress_is_judged_on_what_is_known_both_times() -> None:
    first: Figures = {"A": 10, "B": None, "C": 0}
    later: Figures = {"A": 20, "B": 30, "C": None}
    targets: Figures = {"A": 50, "B": 50, "C": 50, "D": None}
    assert progress(first, later, targets, dict.fromkeys("ABCD", 1.0)) == 0.25


@pytest.mark.parametrize(
    ("first", "later", "target"),
    [
        ({"A": 60}, {"A": 30}, {"A": 50}),  # nothing was open
        ({"A": 50 - 1e-12}, {"A": 30}, {"A": 50}),
        ({"A": None}, {"A": 30}, {"A": 50}),
        ({"A": 20}, {"A": None}, {"A": 50}),
        ({"A": 20}, {"A": 30}, {"A": None}),
        ({}, {}, {}),
    ],
)
def test_where_no_gap_was_open_there_is_no_progress(
    first: Figures, later: Figures, target: Figures
) -> None:
    assert progress(first, later, target, {"A": 1}) is None
