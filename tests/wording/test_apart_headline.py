"""The headline on departments says that none is apart from all others, unless one is a blind spot."""

from dataclasses import replace

import pandas as pd

from resilience.scoring.certainty.blind_spots import BlindSpot
from resilience.services.results.departments import DepartmentDifferences
from resilience.text import Text
from resilience.wording.departments import apart_headline

TEXT = Text("en")
NO_SPOT = "No department is clearly apart from all others by half a level"
NOTHING = DepartmentDifferences((), {}, {})
MATRIX = pd.DataFrame({"Water": [40.0, 60.0], "Power": [50.0, 50.0]}, index=["Roads", "Works"])


def test_a_difference_without_a_blind_spot_is_of_no_department_apart_from_all() -> None:
    said = "Roads and Works see Water most differently: 40 and 60"
    assert apart_headline(MATRIX, NOTHING, TEXT) == f"{said}. {NO_SPOT}"
    spot = BlindSpot("WAT", "Works", "higher")
    found = replace(NOTHING, spots=(spot,))
    assert apart_headline(MATRIX, found, TEXT) == said
    assert apart_headline(MATRIX, replace(NOTHING, spots=None), TEXT) == said, "not looked for"


def test_themes_and_departments_as_far_apart_are_not_passed_over() -> None:
    """Health is 60 and 40 where Water is 40 and 60; then three departments, of which two say 40."""
    both = MATRIX.assign(Health=[60.2, 40.0])
    said = "Departments are furthest apart on Water, Health (20 points)"
    assert apart_headline(both, NOTHING, TEXT) == f"{said}. {NO_SPOT}"
    found = replace(NOTHING, spots=(BlindSpot("WAT", "Works", "higher"),))
    assert apart_headline(both, found, TEXT) == said
    three = pd.DataFrame({"Water": [40.0, 60.0, 40.4]}, index=["Roads", "Works", "Health"])
    assert apart_headline(three, found, TEXT) == (
        "Departments are furthest apart on Water (20 points)"
    )


def test_departments_that_score_alike_are_not_set_apart() -> None:
    alike = MATRIX.assign(Water=[50.2, 50.4])
    assert apart_headline(alike, NOTHING, TEXT) == (
        "No theme is seen differently by a point or more by two departments"
    )
    assert apart_headline(MATRIX.iloc[:1], NOTHING, TEXT) == ""
