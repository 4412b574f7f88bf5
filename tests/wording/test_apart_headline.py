"""The headline on departments says how far apart the furthest are, and no more."""

import pandas as pd

from resilience.text import Text
from resilience.wording.departments import apart_headline

TEXT = Text("en")
MATRIX = pd.DataFrame({"Water": [40.0, 60.0], "Power": [50.0, 50.0]}, index=["Roads", "Works"])


def test_the_two_that_are_furthest_apart_are_named() -> None:
    assert apart_headline(MATRIX, TEXT) == ("Roads and Works see Water most differently: 40 and 60")


def test_themes_and_departments_as_far_apart_are_not_passed_over() -> None:
    """Health is 60 and 40 where Water is 40 and 60; then three departments, of which two say 40."""
    both = MATRIX.assign(Health=[60.2, 40.0])
    assert apart_headline(both, TEXT) == (
        "Departments are furthest apart on Water, Health (20 points)"
    )
    three = pd.DataFrame({"Water": [40.0, 60.0, 40.4]}, index=["Roads", "Works", "Health"])
    assert apart_headline(three, TEXT) == "Departments are furthest apart on Water (20 points)"


def test_departments_that_score_alike_are_not_set_apart() -> None:
    alike = MATRIX.assign(Water=[50.2, 50.4])
    assert apart_headline(alike, TEXT) == (
        "No two departments differ by a point or more on any theme"
    )
    assert apart_headline(MATRIX.iloc[:1], TEXT) == ""
