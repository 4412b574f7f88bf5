"""Which cells of an indicator are served, and which are counted as one."""

from collections import Counter

import pytest

from resilience.scoring import Crowd
from resilience.scoring.counting.cells import Cell, ServedUnits, least_moved, served


def levels(people: int) -> Cell:
    """So many people who gave a level, each alone."""
    return Cell(levels=people, gave=Crowd(alone=people))


@pytest.mark.parametrize("units", [(8, 9, 10), (98, 99, 100), (1, 2, 3)])
def test_of_equal_units_the_first_joins_those_that_are_too_few(units: tuple[int, int, int]) -> None:
    """Whatever numbers a database gave them."""
    few, first, second = units
    found = served({few: levels(1), first: levels(4), second: levels(4)}, 3)
    assert found == ServedUnits(frozenset({second}), frozenset({few, first}))


def test_the_smallest_one_joins_that_is_enough() -> None:
    found = served({"few": levels(1), "large": levels(9), "small": levels(4)}, 3)
    assert found == ServedUnits(frozenset({"large"}), frozenset({"few", "small"}))


@pytest.mark.parametrize(
    ("first", "later", "to", "moved"),
    [
        ({"0": 3, "1": 1}, {"1": 3}, {"0", "1"}, 2),
        ({"0": 3, "1": 3}, {"1": 3, "2": 3}, {"0", "1", "2"}, 3),
        ({"0": 3, "dk": 3}, {"0": 3, "1": 3}, {"0", "1"}, 0),
        ({"0": 3, "na": 2, "": 1}, {"1": 6}, {"0", "1"}, 3),
        ({"0": 4, "na": 1}, {"na": 4, "": 1}, {"na"}, 3),
        ({"0": 4, "dk": 2}, {"na": 4, "": 2}, {"na"}, 2),
        ({"0": 4}, {"0": 3}, {"0"}, 0),
    ],
)
def test_what_grew_came_from_other_levels_as_far_as_it_must(
    first: dict[str, int], later: dict[str, int], to: set[str], moved: int
) -> None:
    assert least_moved(Counter(first), Counter(later), to) == moved
