"""Whether a theme moved between two years (methods.md section 4)."""

from math import sqrt

import numpy as np
import pytest
from scipy.stats import ttest_ind_from_stats

from resilience.scoring.years import (
    MOVEMENTS,
    Moments,
    Movement,
    Trend,
    change,
    holm,
    moments,
    movement,
    pooled,
    trends,
    welch_p,
)

NOBODY = np.nan


def test_a_unit_keeps_the_moments_of_its_personal_means() -> None:
    # 40, 50, 90: mean 60, squares 400 + 100 + 900 over 2
    assert moments(np.array([40.0, 50, 90])) == Moments(3, 60, 700)
    assert moments(np.array([40.0, NOBODY, 50, 90])) == Moments(3, 60, 700)
    assert moments(np.array([40.0])) == Moments(1, 40, 0)
    assert moments(np.array([NOBODY])) is None
    assert moments(np.array([])) is None


def test_pooled_moments_are_those_of_all_people_together() -> None:
    rooms = [np.array([40.0, 50, 90]), np.array([10.0]), np.array([70.0, 30, 20, 20])]
    units = [found for room in rooms if (found := moments(room)) is not None]
    everybody, found = moments(np.concatenate(rooms)), pooled(units)
    assert everybody is not None
    assert found is not None
    assert found.people == everybody.people
    assert (found.mean, found.variance) == pytest.approx((everybody.mean, everybody.variance))
    assert pooled([Moments(1, 30, 0)]) == Moments(1, 30, 0)
    assert pooled([]) is None


def test_two_years_of_one_unit_compare_by_welch_worked_by_hand() -> None:
    # variance of the change 8/2 + 8/2 = 8, t = 8 / sqrt 8 with 2 degrees of freedom, for which p is
    # 1 - t / sqrt(t^2 + 2) in closed form
    found = welch_p([Moments(2, 50, 8)], [Moments(2, 58, 8)])
    assert found == pytest.approx(1 - sqrt(8) / sqrt(10))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Moments(15, 20.8, 7.9), Moments(15, 23.0, 3.8)),
        (Moments(10, 20.6, 9.0), Moments(20, 22.1, 0.9)),
        (Moments(3, 40, 400), Moments(50, 61, 30)),
        (Moments(9, 40, 0), Moments(4, 41, 1)),
        (Moments(2, 50, 1e-12), Moments(2, 50.001, 1e-200)),
        (Moments(20_000_000, 50, 600), Moments(19_000_000, 50.01, 610)),
    ],
)
def test_two_years_of_one_unit_compare_as_in_scipy(before: Moments, after: Moments) -> None:
    expected = ttest_ind_from_stats(
        before.mean, sqrt(before.variance), before.people,
        after.mean, sqrt(after.variance), after.people,
        equal_var=False,
    )  # fmt: skip
    assert welch_p([before], [after]) == pytest.approx(expected.pvalue, rel=1e-9)
    assert welch_p([after], [before]) == welch_p([before], [after])


def test_in_a_city_each_department_counts_once_worked_by_hand() -> None:
    # each unit adds 8 / 2 / 2^2 = 1 to the variance of the change, 4; t = 8 / 2 = 4
    # degrees of freedom 4^2 / (1 + 1 + 1 + 1) = 4, for which the share below t is, with
    # c = 1 + t^2/4 = 5, in closed form 1/2 + 3/8 * t / sqrt(c) * (1 - (c - 1) / (3 c))
    before, after = [Moments(2, 40, 8), Moments(2, 60, 8)], [Moments(2, 48, 8), Moments(2, 68, 8)]
    below = 0.5 + 3 / 8 * 4 / sqrt(5) * (1 - 4 / 15)
    assert welch_p(before, after) == pytest.approx(2 * (1 - below))
    assert change(before, after) == 8


def test_the_size_of_a_department_does_not_weigh_the_change() -> None:
    before = [Moments(100, 40, 8), Moments(3, 60, 8)]
    after = [Moments(3, 40, 8), Moments(100, 60, 8)]
    assert change(before, after) == 0
    assert change(before, [Moments(7, 41, 2)]) == -9


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([], [Moments(5, 40, 8)]),
        ([Moments(5, 40, 8)], []),
        ([Moments(1, 40, 0)], [Moments(5, 60, 8)]),
        ([Moments(5, 40, 8), Moments(1, 40, 0)], [Moments(5, 60, 8)]),
        ([Moments(1, 40, 0)], [Moments(1, 40, 0)]),
    ],
)
def test_without_two_people_in_each_unit_it_is_too_few_to_tell(
    before: list[Moments], after: list[Moments]
) -> None:
    assert welch_p(before, after) is None
    assert trends({"T": before}, {"T": after})["T"].verdict == "too few to tell"


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (Moments(2, 40, 0), Trend(0, 1, "within normal variation")),
        (Moments(9, 41, 0), Trend(1, 0, "clear rise")),
        (Moments(9, 39, 0), Trend(-1, 0, "clear fall")),
        (Moments(9, 40 + 1e-13, 1e-28), Trend(0, 1, "within normal variation")),
    ],
)
def test_where_nobody_differs_a_change_is_certain_and_rounding_none(
    after: Moments, expected: Trend
) -> None:
    found = trends({"T": [Moments(3, 40, 0)]}, {"T": [after]})["T"]
    assert found.change == pytest.approx(expected.change, abs=1e-12)
    assert (found.p, found.verdict) == (expected.p, expected.verdict)


@pytest.mark.parametrize(
    ("p_values", "corrected"),
    [
        # .01 * 3, then .03 * 2, then .04 * 1 but not below the one before
        ([0.01, 0.04, 0.03], [0.03, 0.06, 0.06]),
        ([0.01, None, 0.04, 0.03, None], [0.03, None, 0.06, 0.06, None]),
        ([0.02], [0.02]),
        ([0.5, 0.9], [1, 1]),
        ([0.02, 0.02], [0.04, 0.04]),
        ([None], [None]),
        ([], []),
    ],
)
def test_p_is_corrected_for_the_number_of_themes(
    p_values: list[float | None], corrected: list[float | None]
) -> None:
    assert holm(p_values) == pytest.approx(corrected)


@pytest.mark.parametrize(
    ("moved", "p", "word"),
    [
        (3, 0.049, "clear rise"),
        (-3, 0.049, "clear fall"),
        (3, 0.05, "within normal variation"),
        (0, 1, "within normal variation"),
        (3, None, "too few to tell"),
        (None, None, "too few to tell"),
    ],
)
def test_a_movement_is_clear_below_five_per_cent(
    moved: float | None, p: float | None, word: Movement
) -> None:
    assert movement(moved, p) == word
    assert word in MOVEMENTS


def test_a_theme_is_clear_alone_that_is_not_among_five() -> None:
    # p of a rise by 4 is .02 alone, and five times that among five
    before, after = [Moments(12, 50, 15)], [Moments(12, 54, 15)]
    still = {code: [Moments(12, 50, 15)] for code in "BCDE"}
    alone = trends({"A": before}, {"A": after})
    among = trends({"A": before, **still}, {"A": after, **still})
    assert alone["A"].verdict == "clear rise"
    assert among["A"].verdict == "within normal variation"
    assert alone["A"].p is not None
    assert among["A"].p == pytest.approx(5 * alone["A"].p)
    assert alone["A"].change == among["A"].change == 4


def test_themes_that_one_year_lacks_are_not_compared() -> None:
    here = [Moments(5, 40, 8)]
    assert list(trends({"A": here, "B": here}, {"B": here, "C": here})) == ["B"]
