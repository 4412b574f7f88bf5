"""Whether a theme moved between two years (docs/methods.md, section 4)."""

from math import sqrt

import numpy as np
import pytest
from scipy import stats

from resilience.scoring.comparison.years import (
    MOVEMENTS,
    ByUnit,
    Moments,
    Movement,
    holm,
    moments,
    movement,
    standard_error,
    trends,
)

NOBODY = np.nan
STEP = 25.0


def year(*units: Moments) -> ByUnit:
    return {(str(at), frozenset()): unit for at, unit in enumerate(units)}


def test_a_unit_keeps_the_moments_of_its_personal_means() -> None:
    # 40, 50, 90: mean 60, squares 400 + 100 + 900 over 2
    assert moments(np.array([40.0, 50, 90])) == Moments(3, 60, 700)
    assert moments(np.array([40.0, NOBODY, 50, 90])) == Moments(3, 60, 700)
    assert moments(np.array([40.0])) == Moments(1, 40, 0)
    assert moments(np.array([NOBODY])) is None
    assert moments(np.array([])) is None


def test_in_a_city_each_department_counts_once() -> None:
    # each unit adds 800/4/4^2 = 12.5 to a variance of 100; 8 * 12.5^2/100^2/3 makes 24 degrees of freedom
    before = year(*[Moments(4, 40, 800), Moments(4, 60, 800)] * 2)
    after = year(*[Moments(4, 60, 800), Moments(4, 80, 800)] * 2)
    found = trends({"T": before}, {"T": after}, {"T": STEP})["T"]
    assert (found.change, found.departments) == (20, 4)
    assert found.p == pytest.approx(2 * stats.t.sf(20 / sqrt(100), 24))


def test_the_stricter_of_two_tests_counts() -> None:
    """Departments that moved by 0, 0, 0 and 40: certain by answers, chance by departments."""
    before = year(*[Moments(50, 40, 200)] * 4)
    after = year(*[Moments(50, 40 + by, 200) for by in (0, 0, 0, 40)])
    found = trends({"T": before}, {"T": after}, {"T": STEP})["T"]
    by_departments = stats.ttest_1samp([0, 0, 0, 40], 0).pvalue
    assert (found.change, found.verdict) == (10, "may be chance")
    assert found.p == pytest.approx(by_departments)


def test_of_fewer_than_four_departments_no_change_is_told_from_other_people_having_come() -> None:
    before, after = ([Moments(50, mean, 200)] * 4 for mean in (40, 60))
    for departments, word in ((3, "too few to tell"), (4, "clear rise")):
        first, last = ({"T": year(*units[:departments])} for units in (before, after))
        found = trends(first, last, {"T": STEP})["T"]
        assert (found.change, found.verdict) == (20, word)
        assert (found.p is None) == (found.clear_from is None) == (departments < 4)


def test_units_present_once_are_not_compared() -> None:
    before = year(Moments(9, 40, 200), Moments(9, 0, 200))
    after = {**year(Moments(9, 40, 200)), ("other", frozenset({"a", "b"})): Moments(9, 100, 200)}
    found = trends({"T": before}, {"T": after}, {"T": STEP})["T"]
    assert (found.change, found.departments) == (0, 1)
    nothing = trends({"T": before}, {"T": {("x", frozenset()): Moments(9, 1, 1)}}, {"T": STEP})["T"]
    assert (nothing.change, nothing.verdict, nothing.departments) == (None, "too few to tell", 0)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([], [Moments(9, 40, 8)]),
        ([Moments(2, 40, 8), *[Moments(1, 40, 0)] * 3], [Moments(9, 60, 8)] * 4),
        ([Moments(1, 40, 0)] * 9, [Moments(1, 60, 0)] * 9),
    ],
)
def test_below_six_answers_or_where_no_unit_has_two_it_is_too_few_to_tell(
    before: list[Moments], after: list[Moments]
) -> None:
    found = trends({"T": year(*before)}, {"T": year(*after)}, {"T": STEP})["T"]
    assert (found.p, found.verdict, found.clear_from) == (None, "too few to tell", None)


def test_a_unit_of_one_answer_takes_the_spread_within_the_others() -> None:
    before = year(*[Moments(5, 40, 900)] * 3, Moments(1, 60, 0))
    after = year(Moments(5, 60, 900), *[Moments(5, 40, 900)] * 2, Moments(1, 60, 0))
    # 900/5/16 of each of three units with 4 degrees of freedom, 900/16 of the fourth with their 12
    three, alone = 11.25, 56.25
    variance = 2 * (3 * three + alone)
    freedom = variance**2 / (2 * (3 * three**2 / 4 + alone**2 / 12))
    found = trends({"T": before}, {"T": after}, {"T": STEP})["T"]
    assert found.p == pytest.approx(2 * stats.t.sf(5 / sqrt(variance), freedom))


def test_people_who_all_say_the_same_are_never_certain() -> None:
    """Two tables of 40 and then of 50, in four departments: as if one of two had been a level off."""
    before, after = (year(*[Moments(2, mean, 0)] * 4) for mean in (40, 50))
    found = trends({"T": before}, {"T": after}, {"T": STEP})["T"]
    error = sqrt(2 * 4 * (STEP**2 / 2) / 2 / 16)
    assert found.p == pytest.approx(2 * stats.t.sf(10 / error, 8))
    assert found.verdict == "may be chance"


def test_from_what_change_on_it_would_be_clear_is_told() -> None:
    before, after = (year(*[Moments(4, mean, 800)] * 4) for mean in (40, 42))
    themes = {"A": STEP, "B": STEP, "C": STEP}
    found = trends(dict.fromkeys(themes, before), dict.fromkeys(themes, after), themes)["A"]
    assert found.clear_from == pytest.approx(stats.t.ppf(1 - 0.05 / 6, 24) * sqrt(100))


@pytest.mark.parametrize(("more", "verdict"), [(0.01, "clear rise"), (-0.01, "may be chance")])
def test_a_change_is_clear_from_what_was_told_on(more: float, verdict: str) -> None:
    before, after = (year(*[Moments(6, mean, 500)] * 4) for mean in (20, 22))
    told = trends({"T": before}, {"T": after}, {"T": STEP})["T"].clear_from
    assert told is not None
    moved = year(*[Moments(6, 20 + told + more, 500)] * 4)
    assert trends({"T": before}, {"T": moved}, {"T": STEP})["T"].verdict == verdict


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
        (3, 0.05, "may be chance"),
        (0, 1, "may be chance"),
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
    before, after = (year(*[Moments(12, mean, 150)] * 4) for mean in (50, 57))
    still = dict.fromkeys("BCDE", before)
    steps = dict.fromkeys("ABCDE", STEP)
    alone = trends({"A": before}, {"A": after}, steps)["A"]
    among = trends({"A": before, **still}, {"A": after, **still}, steps)["A"]
    assert (alone.verdict, among.verdict) == ("clear rise", "may be chance")
    assert alone.p is not None
    assert among.p == pytest.approx(5 * alone.p)


def test_themes_that_one_year_lacks_are_not_compared() -> None:
    here = year(Moments(7, 40, 8))
    assert list(trends({"A": here, "B": here}, {"B": here, "C": here}, {"B": STEP})) == ["B"]


@pytest.mark.parametrize(
    ("units", "error"),
    [
        # sqrt(100/4 + 100/4) / 2 = 3.54, up to the next half
        ([Moments(4, 40, 100), Moments(4, 60, 100)], 4.0),
        ([Moments(9, 40, 324)], 6.0),
        ([Moments(6, 40, 0)], None),  # all agree, which says nothing of how others would differ
        # a unit of one takes the 100 of the other: sqrt(100/5 + 100) / 2 = 5.48
        ([Moments(5, 40, 100), Moments(1, 60, 0)], 5.5),
        ([Moments(5, 40, 100)], None),
        ([Moments(1, 40, 0)] * 6, None),
        ([], None),
    ],
)
def test_the_standard_error_of_the_overall_is_told_to_half_a_point(
    units: list[Moments], error: float | None
) -> None:
    assert standard_error(units, 6) == error
