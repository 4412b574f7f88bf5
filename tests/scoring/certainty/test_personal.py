"""Each participant's own mean of a theme, worked by hand."""

import numpy as np
import pytest

from resilience.framework import Framework, Goalposts
from resilience.scoring.certainty.personal import theme_means
from tests.scoring.build import OWN, Person, framework, indicator, tally, theme

NOBODY = np.nan


def means(asked: Framework, *people: Person) -> dict[str, list[float]]:
    """The theme means of people, each a unit of their own."""
    return {
        code: found.tolist() for code, found in theme_means(asked, tally(asked, people)).items()
    }


def test_a_personal_mean_is_weighted_and_knows_own_values_and_measured_numbers() -> None:
    asked = framework(
        theme("A", indicator("a1", 3), indicator("a2", 1)),
        theme("B", indicator("b1", scale=OWN), indicator("b2", scale=Goalposts(10, 0))),
    )
    # 3 x 100 and 1 x 50 over 4; level 2 is worth 40 and 4 of 10 hours is worth 60
    found = means(asked, Person("p", {"a1": 4, "a2": 2, "b1": 2, "b2": 4}))
    assert found == {"A": [87.5], "B": [50.0], "all": [68.75]}


def test_what_is_not_applicable_goes_with_its_weight_and_what_is_unknown_is_missing() -> None:
    asked = framework(theme("A", *(indicator(f"a{n}") for n in range(4))))
    people = [
        Person("na", {"a0": 4, "a1": 4, "a2": 4, "a3": "na"}),
        Person("dk", {"a0": 0, "a1": 0, "a2": 4, "a3": "dk"}),
        Person("too few", {"a0": 4, "a1": 4, "a2": "dk"}),
        Person("half of the rest", {"a0": 4, "a1": "dk", "a2": "na", "a3": "na"}),
    ]
    # 3 of 3 that apply; 3 of 4; 2 of 4 and 1 of 2 are below two thirds
    assert means(asked, *people)["A"] == pytest.approx([100, 100 / 3, NOBODY, NOBODY], nan_ok=True)


def test_a_table_counts_as_what_it_said() -> None:
    asked = framework(theme("A", indicator("a1")))
    assert means(asked, Person("table", {"a1": 3}, size=8))["A"] == [75.0]


def test_points_are_a_share_of_those_of_what_was_answered() -> None:
    asked = framework(
        theme("A", *(indicator(f"a{n}", scale=OWN) for n in range(3)), rule="sum"), rule="sum"
    )
    # 8 and 4 of 16 points, with one unknown
    assert means(asked, Person("p", {"a0": 3, "a1": 2, "a2": "dk"}))["A"] == [75.0]


def test_a_theme_that_was_not_asked_has_none() -> None:
    asked = framework(theme("A", indicator("a1", tier="quick")), theme("B", indicator("b1")))
    found = theme_means(asked, tally(asked, [Person("p", {"a1": 4})], tier="quick"))
    assert set(found) == {"A", "all"}
