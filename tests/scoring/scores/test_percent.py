"""Points of themes with different maxima, made comparable."""

import pytest

from resilience.scoring.comparison.units import widest_gaps
from resilience.scoring.scores.percent import percent_of, theme_percents
from resilience.scoring.scores.tables import theme_table, unit_matrix, unit_table
from tests.scoring.build import framework, indicator, person, scored, theme

#: BIG is out of 12 points and SMALL out of 4
BIG = theme("BIG", indicator("A"), indicator("B"), indicator("C"), rule="sum")
SMALL = theme("SMALL", indicator("D"), rule="sum")
ASKED = framework(BIG, SMALL, rule="sum")
MEANS = framework(theme("T", indicator("A"), indicator("B")))


def test_points_are_a_share_of_those_possible() -> None:
    city = scored(ASKED, person(A=2, B=2, C=2, D=4)).city
    assert (city["BIG"].value, city["SMALL"].value) == (6, 4)
    assert percent_of(BIG, city["BIG"]) == 50
    assert percent_of(SMALL, city["SMALL"]) == 100
    assert percent_of(ASKED.root, city["all"]) == 100 * 10 / 16


def test_unknown_points_are_missing_and_never_0() -> None:
    city = scored(ASKED, person(A=3, B=3, D=4)).city
    assert city["BIG"].value == 6
    assert percent_of(BIG, city["BIG"]) == pytest.approx(75)


def test_a_mean_is_its_own_percent_and_no_score_has_none() -> None:
    city = scored(MEANS, person(A=1)).city
    assert percent_of(MEANS.themes[0], city["T"]) is None
    assert percent_of(MEANS.root.children[0], scored(MEANS, person(A=1, B=3)).city["T"]) == 50


def test_themes_in_points_are_compared_in_percent() -> None:
    city = scored(ASKED, person(A=2, B=2, C=2, D=4)).city
    themes = theme_table(ASKED, city, "en")
    assert theme_percents(ASKED, city) == {"BIG": 50, "SMALL": 100}
    assert list(themes["in_points"]) == [True, True]
    assert list(themes["maximum"]) == [12, 4]


def test_units_differ_most_where_they_differ_most_in_percent() -> None:
    result = scored(ASKED, person("x", A=2, B=2, C=2, D=1), person("y", A=3, B=3, C=3, D=3))
    matrix = unit_matrix(unit_table(ASKED, result, "en"))
    assert matrix.to_numpy().tolist() == [[50, 25], [75, 75]]
    (gap,) = widest_gaps(ASKED, result.units)
    assert (gap.theme, gap.low, gap.high, gap.least, gap.most) == ("SMALL", "x", "y", 25, 75)
