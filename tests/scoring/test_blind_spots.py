"""Blind spots: a theme that one unit sees otherwise (methods.md section 5)."""

import pytest

from resilience.framework import Goalposts, even_levels
from resilience.scoring.blind_spots import BlindSpot, blind_spots
from tests.scoring.build import (
    Given,
    Person,
    framework,
    indicator,
    people,
    person,
    tally,
    theme,
)


def spots(*room: Person) -> tuple[BlindSpot, ...]:
    """Blind spots of a theme with five levels A and B, three levels C, a measured D, and E of
    five levels without weight."""
    below = theme("below", indicator("B"), indicator("C", scale=even_levels(3)))
    asked = framework(
        theme("T", indicator("A"), indicator("D", scale=Goalposts(0, 8)), indicator("E", 0), below)
    )
    return blind_spots(asked.themes[0], tally(asked, room))


def voted(unit: str, *answers: Given, code: str = "A") -> list[Person]:
    return people(unit, code, *answers)


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ([3, 3, 3], (BlindSpot("T", "x", 3, 2, "higher"),)),
        ([1, 1, 4], (BlindSpot("T", "x", 1, 2, "lower"),)),
        ([0], (BlindSpot("T", "x", 0, 2, "lower"),)),
        ([2, 3], ()),
        ([2, 4], (BlindSpot("T", "x", 3, 2, "higher"),)),
        ([2, 2, 4, 4, 4], (BlindSpot("T", "x", 4, 2, "higher"),)),
        (["dk", "na", ""], ()),
    ],
)
def test_a_unit_whose_median_is_a_level_from_the_rest_has_a_blind_spot(
    own: list[Given], expected: tuple[BlindSpot, ...]
) -> None:
    # y and z hold one another: each has the median 2 with and without x
    others = [*voted("y", 2, 2, 2, 2, 2, 2), *voted("z", 2, 2, 2, 2, 2, 2)]
    assert spots(*others, *voted("x", *own)) == expected


def test_two_middle_answers_of_the_rest_count_as_their_mean() -> None:
    # the rest of x is 1, 2: median 1.5, and that of y is 3, 3, 2; z stands 2 to 3
    found = spots(*voted("x", 3, 3), *voted("y", 1), *voted("z", 2))
    assert found == (
        BlindSpot("T", "y", 1, 3, "lower"),
        BlindSpot("T", "x", 3, 1.5, "higher"),
        BlindSpot("T", "z", 2, 3, "lower"),
    )


def test_one_unit_alone_has_no_blind_spot() -> None:
    assert spots(*voted("x", 4, 4)) == ()
    assert spots(*voted("x", 4, 4), *voted("y", "dk")) == ()
    assert spots() == ()


def test_the_answers_to_all_indicators_of_a_kind_are_pooled() -> None:
    # x answers 0 to A, and 4, 4 to B: median 4; the three levels of C are of another kind
    others = [*voted("y", 2, 2, 2, 2, 2, 2), *voted("z", 2, 2, 2, 2, 2, 2)]
    own = [*voted("x", 0), *voted("x", 4, 4, code="B"), *voted("x", 0, 0, 0, 0, code="C")]
    assert spots(*others, *own) == (BlindSpot("T", "x", 4, 2, "higher"),)


def test_of_two_kinds_that_are_as_common_the_finer_is_compared() -> None:
    own = [*voted("x", 4), *voted("x", 0, code="C")]
    other = [*voted("y", 2), *voted("y", 2, code="C")]
    assert [spot.median for spot in spots(*own, *other)] == [4, 2]


def test_an_indicator_that_nobody_answered_makes_no_kind_common() -> None:
    found = spots(*voted("x", 0, code="C"), *voted("y", 2, code="C"))
    assert [(spot.unit, spot.median, spot.rest) for spot in found] == [("x", 0, 2), ("y", 2, 0)]


def test_measured_numbers_and_what_has_no_weight_make_no_blind_spot() -> None:
    others = [*voted("y", 2, 2, 2), *voted("z", 2, 2, 2)]
    assert spots(*others, *voted("x", 8, code="D"), *voted("x", 4, 4, code="E")) == ()


def test_a_table_is_one_answer_of_a_blind_spot() -> None:
    others = [*voted("y", 2, 2, 2), *voted("z", 2, 2, 2)]
    table = person("x", size=9, A=4)
    assert spots(*others, *voted("x", 2, 2), table) == ()


def test_indicators_that_were_not_asked_make_no_blind_spot() -> None:
    asked = framework(theme("T", indicator("A"), indicator("B", tier="quick")))
    found = tally(asked, [person("x", B=4), person("y", B=0)], tier="quick")
    assert [spot.unit for spot in blind_spots(asked.themes[0], found)] == ["x", "y"]
