"""The headline on departments says that a difference may be chance, unless it is a blind spot."""

from dataclasses import replace

import pandas as pd

from resilience.framework import Framework
from resilience.scoring.certainty.blind_spots import BlindSpot
from resilience.services.results.departments import DepartmentDifferences
from resilience.text import Text
from resilience.wording.departments import apart_headline

TEXT = Text("en")
NOTHING = DepartmentDifferences((), {}, {})
MATRIX = pd.DataFrame({"Water": [40.0, 60.0], "Power": [50.0, 50.0]}, index=["Roads", "Works"])


def test_a_difference_is_said_to_be_possibly_chance(framework: Framework) -> None:
    said = "Roads and Works see Water most differently: 40 and 60"
    assert apart_headline(MATRIX, NOTHING, framework, TEXT) == f"{said}; this may be chance"
    spot = BlindSpot("WAT", "Works", "higher")
    found = replace(NOTHING, spots=(spot,))
    assert apart_headline(MATRIX, found, framework, TEXT) == said


def test_themes_and_departments_as_far_apart_are_not_passed_over(framework: Framework) -> None:
    """Health is 60 and 40 where Water is 40 and 60; then three departments, of which two say 40."""
    both = MATRIX.assign(Health=[60.2, 40.0])
    said = "Departments are furthest apart on Water, Health (20 points)"
    assert apart_headline(both, NOTHING, framework, TEXT) == f"{said}; this may be chance"
    found = replace(NOTHING, spots=(BlindSpot("WAT", "Works", "higher"),))
    assert apart_headline(both, found, framework, TEXT) == f"{said}; this may be chance"
    three = pd.DataFrame({"Water": [40.0, 60.0, 40.4]}, index=["Roads", "Works", "Health"])
    assert apart_headline(three, found, framework, TEXT) == (
        "Departments are furthest apart on Water (20 points)"
    )


def test_departments_that_score_alike_are_not_set_apart(framework: Framework) -> None:
    alike = MATRIX.assign(Water=[50.2, 50.4])
    assert apart_headline(alike, NOTHING, framework, TEXT) == (
        "No theme is seen differently by a point or more by two departments"
    )
    assert apart_headline(MATRIX.iloc[:1], NOTHING, framework, TEXT) == ""
