"""Results over the years on what they have in common, worked by hand."""

from dataclasses import replace

from resilience.framework import Framework, even_levels
from resilience.scoring import Side
from resilience.scoring.comparison.series import (
    asked_of,
    common_by_theme,
    scores_on,
    theme_series,
)
from tests.scoring.build import Given, Person, framework, indicator, scored, theme

#: levels 0 to 4 are worth 0, 25, 50, 75, 100
OLD = framework(theme("A", indicator("a1"), indicator("a2")), theme("B", indicator("b1")))
#: a third indicator in A, another scale for b1, and a theme that is new
NEW = framework(
    theme("A", indicator("a1"), indicator("a2"), indicator("a3")),
    theme("B", indicator("b1", scale=even_levels(3)), indicator("b2")),
    theme("C", indicator("c1")),
)


def side(asked: Framework, **answers: Given) -> Side:
    """The result of two people who answer alike."""
    people = [Person("unit", answers)] * 2
    return Side("city", asked, scored(asked, *people).city, people=2, departments=1)


def overall_of(first: Side, last: Side) -> tuple[float | None, float | None]:
    """The overall of two results on what both asked."""
    codes = asked_of(first, [first, last])
    before, after = (scores_on(one, last.framework, codes) for one in (first, last))
    root = last.framework.root.code
    return before.get(root), after.get(root)


FIRST = side(OLD, a1=0, a2=2, b1=4)
SECOND = side(OLD, a1=2, a2=2, b1=4)
LAST = side(NEW, a1=4, a2=2, a3=0, b1=2, b2=1, c1=3)


def test_with_all_in_common_the_lines_are_the_scores_as_printed() -> None:
    assert theme_series([FIRST, SECOND]) == [
        {"all": 62.5, "A": 25.0, "B": 100.0},
        {"all": 75.0, "A": 50.0, "B": 100.0},
    ]
    assert overall_of(FIRST, SECOND) == (62.5, 75.0)


def test_what_the_last_one_added_moves_no_line() -> None:
    # A by a1 and a2 alone: 75 and not 50
    series = theme_series([FIRST, SECOND, LAST])
    assert [one["A"] for one in series] == [25.0, 50.0, 75.0]
    assert common_by_theme([FIRST, SECOND, LAST])["A"] == {"a1", "a2"}


def test_a_theme_without_anything_in_common_is_a_gap_and_never_a_nought() -> None:
    series = theme_series([FIRST, SECOND, LAST])
    assert [one["B"] for one in series] == [None, None, 62.5]
    assert [one["C"] for one in series] == [None, None, 75.0]


def test_the_overall_of_two_is_of_what_both_asked() -> None:
    assert overall_of(SECOND, LAST) == (50.0, 75.0)


def test_a_quick_year_among_the_last_two_narrows_the_lines_of_all() -> None:
    quick = side(framework(theme("A", indicator("a1")), theme("B", indicator("b1"))), a1=1, b1=1)
    series = theme_series([FIRST, quick, SECOND])
    assert [one["A"] for one in series] == [0.0, 25.0, 50.0]


def test_a_quick_first_year_is_a_gap_and_narrows_nothing() -> None:
    quick = side(framework(theme("A", indicator("a1")), theme("B", indicator("b1"))), a1=1, b1=1)
    years = [quick, FIRST, SECOND]
    series = theme_series(years)
    assert [one["A"] for one in series] == [None, 25.0, 50.0]
    assert [one["B"] for one in series] == [25.0, 100.0, 100.0]
    assert [one["all"] for one in series] == [None, 62.5, 75.0], "the quick one lacks a theme"
    assert asked_of(quick, years) == {"b1"}
    assert asked_of(FIRST, years) == {"a1", "a2", "b1"}


def test_a_year_that_lacks_a_theme_leaves_a_gap_and_the_others_their_line() -> None:
    short = side(framework(theme("B", indicator("b1"))), b1=2)
    series = theme_series([FIRST, short, SECOND])
    assert [one["A"] for one in series] == [25.0, None, 50.0]
    assert [one["B"] for one in series] == [100.0, 50.0, 100.0]


def test_another_framework_has_nothing_in_common() -> None:
    other = replace(FIRST, framework=replace(OLD, id="other"))
    assert theme_series([other, SECOND])[0] == {"all": None, "A": None, "B": None}
    assert overall_of(other, SECOND) == (None, None)


def test_the_weights_of_the_last_one_serve_for_all() -> None:
    heavy = framework(theme("A", indicator("a1", 3), indicator("a2")), theme("B", indicator("b1")))
    last = side(heavy, a1=2, a2=2, b1=4)
    assert theme_series([FIRST, last])[0]["A"] == 12.5
