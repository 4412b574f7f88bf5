"""Units side by side on a theme, on what all of those compared have a score for; worked by hand."""

import pytest

from resilience.scoring import score
from resilience.scoring.comparison.units import (
    Basis,
    Gap,
    city_gaps,
    partial_scores,
    shared_themes,
    widest_gaps,
)
from resilience.scoring.scores.what_if import restricted
from tests.scoring.build import framework, indicator, person, scored, tally, theme

FOUR = framework(theme("T", *(indicator(code) for code in "ABCD")))
ALIKE = {"A": 1, "B": 2, "C": 1}


def test_units_that_answer_alike_are_not_apart_whatever_one_does_not_know() -> None:
    """Their own scores of the theme are 50 and 33.3, as only x knows D."""
    result = scored(FOUR, person("x", **ALIKE, D=4), person("y", **ALIKE, D="dk"))
    assert [round(result.units[name]["T"].value or 0, 1) for name in "xy"] == [50, 33.3]
    (gap,) = widest_gaps(FOUR, result.units)
    assert (gap.least, gap.most) == pytest.approx((100 / 3, 100 / 3))
    assert gap.basis == Basis(3, 4)
    shared = shared_themes(FOUR, result.units)["T"]
    assert shared.codes == ("A", "B", "C")
    assert shared.scores == pytest.approx({"x": 100 / 3, "y": 100 / 3})
    assert partial_scores(FOUR, result.units) == {("x", "T"): Basis(4, 4), ("y", "T"): Basis(3, 4)}


def test_each_pair_is_compared_on_what_both_have() -> None:
    """x and y share A, B and C (equal); x and z share A, B and D: 25 and 75, as D is 100 to z and 0 to x is 25."""
    people = {
        "x": person("x", A=1, B=2, C=1, D=0),
        "y": person("y", A=1, B=2, C=1, D="dk"),
        "z": person("z", A=3, B=4, C="na", D=4),
    }
    result = scored(FOUR, *people.values())
    first, *others = widest_gaps(FOUR, result.units)
    assert (first.low, first.high, first.basis) == ("x", "z", Basis(3, 4))
    assert (first.least, first.most) == pytest.approx((25, 275 / 3))
    assert others == []  # y and z share A and B: 37.5 and 87.5
    shared = shared_themes(FOUR, result.units)["T"]
    assert shared.codes == ("A", "B")
    assert shared.scores == pytest.approx({"x": 37.5, "y": 37.5, "z": 87.5})


def test_a_unit_without_a_score_of_the_theme_takes_nothing_from_the_others() -> None:
    result = scored(FOUR, person("x", **ALIKE, D=1), person("y", **ALIKE, D=1), person("z", D=4))
    assert shared_themes(FOUR, result.units)["T"].scores.keys() == {"x", "y"}
    (gap, *_) = widest_gaps(FOUR, result.units)
    assert gap.basis.whole
    assert gap.units == shared_themes(FOUR, result.units)["T"].units == Basis(2, 3)
    assert partial_scores(FOUR, result.units) == {}


def test_what_no_unit_has_marks_nobody() -> None:
    result = scored(FOUR, person("x", **ALIKE), person("y", **ALIKE))
    assert widest_gaps(FOUR, result.units)[0].basis == Basis(3, 3)
    assert partial_scores(FOUR, result.units) == {}


def test_equal_numbers_of_other_questions_are_marked() -> None:
    result = scored(FOUR, person("x", A=1, B=1, C=1), person("y", B=1, C=1, D=1))
    assert set(partial_scores(FOUR, result.units).values()) == {Basis(3, 4)}


def test_themes_that_share_nothing_are_not_compared() -> None:
    asked = framework(theme("T", *(indicator(code) for code in "AB")), threshold=0.5)
    result = scored(asked, person("x", A=4), person("y", B=0))
    assert shared_themes(asked, result.units) == {}
    assert widest_gaps(asked, result.units) == ()


def test_weights_and_rules_are_those_of_the_framework() -> None:
    for rule in ("mean", "geometric", "sum"):
        asked = framework(
            theme("T", indicator("A", weight=3), indicator("B"), indicator("C"), rule=rule)
        )
        people = person("x", A=1, B=2, C=4), person("y", A=3, B=4)
        (gap,) = widest_gaps(asked, scored(asked, *people).units)
        common = restricted(asked, "AB")
        alone = score(common, tally(common, people)).units
        most = alone["y"]["T"].value or 0
        maximum = alone["y"]["T"].maximum or 0
        assert gap.most == pytest.approx(100 * most / maximum)


def test_pairs_that_print_the_same_are_given_too_and_a_single_unit_has_none() -> None:
    asked = framework(theme("T", indicator("A")), theme("U", indicator("B")))
    result = scored(asked, person("x", A=0, B=4), person("y", A=4, B=0))
    assert widest_gaps(asked, result.units) == (
        Gap("T", "x", "y", 0, 100, Basis(1, 1), Basis(2, 2)),
        Gap("U", "y", "x", 0, 100, Basis(1, 1), Basis(2, 2)),
    )
    assert widest_gaps(asked, scored(asked, person("x", A=0, B=4)).units) == ()


def test_a_unit_is_compared_with_the_city_on_what_both_have() -> None:
    """y does not know D, which is 100 to x: the city's 41.7 of A to D is 33.3 of A to C, as is y's."""
    result = scored(FOUR, person("x", **ALIKE, D=4), person("y", **ALIKE, D="dk"))
    found = city_gaps(FOUR, result.units, result.city)
    own = found["x", "T"]
    assert (own.own, own.city) == pytest.approx((50, 50))
    assert own.basis == Basis(4, 4)
    assert found["y", "T"].own == pytest.approx(100 / 3)
    assert found["y", "T"].points == pytest.approx(0)
    assert found["y", "T"].basis == Basis(3, 4)


def test_above_the_city_is_positive_and_below_it_negative() -> None:
    result = scored(FOUR, person("x", A=4, B=4, C=4, D=4), person("y", A=0, B=0, C=0, D=2))
    found = city_gaps(FOUR, result.units, result.city)
    assert [found[name, "T"].points for name in "xy"] == pytest.approx([43.75, -43.75])


def test_what_has_no_score_in_the_city_or_the_unit_is_not_compared() -> None:
    people = person("x", A=4, B=4, C=4, D=4), person("y", A=0, D="dk")
    result = scored(FOUR, *people)
    assert city_gaps(FOUR, result.units, result.city).keys() == {("x", "T")}
    bare = scored(FOUR, person("x", A=0)).city
    assert city_gaps(FOUR, result.units, bare) == {}


def test_a_question_that_does_not_apply_to_the_city_is_left_out_of_both_sides() -> None:
    """A is not applicable to y and z, so to the city; x has 100 of it and 0, 0 and 50 of the others."""
    others = {"B": 0, "C": 0, "D": 2}
    people = (
        person("x", A=4, **others),
        person("y", A="na", **others),
        person("z", A="na", **others),
    )
    result = scored(FOUR, *people)
    found = city_gaps(FOUR, result.units, result.city)["x", "T"]
    assert (found.own, found.city) == pytest.approx((50 / 3, 50 / 3))
    assert found.basis == Basis(3, 4)
