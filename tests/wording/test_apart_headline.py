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


def test_departments_that_score_alike_are_not_set_apart(framework: Framework) -> None:
    alike = MATRIX.assign(Water=[50.2, 50.4])
    assert apart_headline(alike, NOTHING, framework, TEXT) == (
        "No theme is seen differently by a point or more by two departments"
    )
    assert apart_headline(MATRIX.iloc[:1], NOTHING, framework, TEXT) == ""
