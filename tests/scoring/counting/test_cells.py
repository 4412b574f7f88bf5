"""Which cells of an indicator are served, and which are counted as one."""

import pytest

from resilience.scoring import Crowd
from resilience.scoring.counting.cells import Cell, ServedUnits, served


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
