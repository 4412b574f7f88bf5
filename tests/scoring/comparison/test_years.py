"""Whether a theme moved between two years (docs/methods.md, section 4)."""

from math import sqrt

import pytest
from scipy import stats

from resilience.scoring.comparison.years import (
    MOVEMENTS,
    ByUnit,
    Movement,
    UnitChange,
    holm,
    movement,
    trends,
)

STEP = 25.0


def moved(*units: tuple[float, float, int]) -> ByUnit:
    """The changes of units from their scores before and after, with as many answers in each year."""
    return {
        (str(at), frozenset()): UnitChange(before, after, (n, n))
        for at, (before, after, n) in enumerate(units)
    }


def test_each_department_counts_once_by_its_change() -> None:
    changes = [10.0, 20, 30, 40]
    units = moved(*[(40, 40 + by, 50) for by in changes])
    found = trends({"T": units}, {"T": STEP})["T"]
    assert (found.change, found.departments, found.start) == (25, 4, 40)
    assert found.p == pytest.approx(stats.ttest_1samp(changes, 0).pvalue)
    assert found.verdict == "clear rise"


def test_one_department_that_moved_alone_is_no_clear_change() -> None:
    found = trends({"T": moved(*[(40, 40 + by, 50) for by in (0, 0, 0, 40)])}, {"T": STEP})["T"]
    assert (found.change, found.verdict) == (10, "may be chance")


@pytest.mark.parametrize(("departments", "word"), [(3, "too few to tell"), (4, "clear rise")])
def test_of_fewer_than_four_departments_no_change_is_told_from_other_people_having_come(
    departments: int, word: Movement
) -> None:
    units = moved(*[(40, 60, 50)] * departments)
    found = trends({"T": units}, {"T": STEP})["T"]
    assert (found.change, found.verdict) == (20, word)
    assert (found.p is None) == (found.clear_from is None) == (departments < 4)


@pytest.mark.parametrize(("before", "after", "word"), [(2, 2, True), (1, 9, False), (9, 1, False)])
def test_below_six_answers_in_either_year_it_is_too_few_to_tell(
    before: int, after: int, *, word: bool
) -> None:
    units = {(str(at), frozenset[str]()): UnitChange(0, 100, (before, after)) for at in range(4)}
    found = trends({"T": units}, {"T": STEP})["T"]
    assert (found.p is not None) == (found.clear_from is not None) == word


def test_departments_that_all_moved_alike_are_never_certain() -> None:
    """As if one of the eight people of the smaller year had been a level off in the change of a department."""
    units = {(str(at), frozenset[str]()): UnitChange(40, 50, (2, 9)) for at in range(4)}
    found = trends({"T": units}, {"T": STEP})["T"]
    error = sqrt(STEP**2 / 8 / 4)
    assert found.p == pytest.approx(2 * stats.t.sf(10 / error, 3))
    assert found.verdict == "may be chance"


def test_from_what_change_on_it_would_be_clear_is_told() -> None:
    units = moved(*[(40, 40 + by, 50) for by in (-10, 0, 10, 8)])
    themes = dict.fromkeys("ABC", STEP)
    found = trends(dict.fromkeys(themes, units), themes)["A"]
    error = stats.sem([-10, 0, 10, 8])
    assert found.clear_from == pytest.approx(stats.t.ppf(1 - 0.05 / 6, 3) * error)


@pytest.mark.parametrize(("more", "verdict"), [(0.01, "clear rise"), (-0.01, "may be chance")])
def test_a_change_is_clear_from_what_was_told_on(more: float, verdict: str) -> None:
    shape = (-3.0, 1.0, 3.0, -1.0)
    told = trends({"T": moved(*[(20, 20 + by, 50) for by in shape])}, {"T": STEP})["T"].clear_from
    assert told is not None
    units = moved(*[(20, 20 + by + told + more, 50) for by in shape])
    assert trends({"T": units}, {"T": STEP})["T"].verdict == verdict


def test_departments_that_are_not_compared_are_counted() -> None:
    units = {"T": moved((40, 40, 9)), "U": {}}
    found = trends(units, {"T": STEP, "U": STEP}, {"T": 2})
    assert [(one.once, one.departments) for one in found.values()] == [(2, 1), (0, 0)]
    assert (found["U"].change, found["U"].start, found["U"].verdict) == (
        None,
        None,
        "too few to tell",
    )


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
    units = moved(*[(50, 54 + by, 50) for by in (-1, 0, 1, 3)])
    still = dict.fromkeys("BCDE", moved(*[(50, 50 + by, 50) for by in (-1, 1, 2, -2)]))
    steps = dict.fromkeys("ABCDE", STEP)
    alone = trends({"A": units}, steps)["A"]
    among = trends({"A": units, **still}, steps)["A"]
    assert alone.p is not None
    assert (alone.verdict, alone.p < 0.05 < 5 * alone.p) == ("clear rise", True)
    assert among.verdict == "may be chance"
    assert among.p == pytest.approx(5 * alone.p)
