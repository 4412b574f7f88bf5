"""What the method note says of false findings holds in the published simulation."""

import re
from itertools import product
from math import factorial, prod
from pathlib import Path

import numpy as np

from resilience.scoring.notes.significance import PASSAGES
from resilience.scoring.opinions.agreement import agreement

RATES = Path(__file__).parents[2] / "docs" / "method" / "error-rates.md"
DEPARTMENTS, _, YEARS, _ = (words for _, words in PASSAGES)


def row(figure: str) -> list[float]:
    """The figures of rooms of 8, 20 and 50 people, each at three degrees of leniency, in per cent."""
    (line,) = (one for one in RATES.read_text().splitlines() if one.startswith(f"| {figure} |"))
    return [float(re.split(r"[ (]", cell.strip())[0]) for cell in line.split("|")[2:-1]]


def test_fewer_than_five_in_100_rooms_of_equal_views_show_a_clear_difference() -> None:
    assert "fewer than 5 in 100 show a clear difference" in DEPARTMENTS
    assert max(row("clear difference: false alarm")) < 5


def test_no_share_of_the_differences_called_clear_is_said_to_be_chance() -> None:
    """Where departments have the same views, every difference called clear is chance."""
    assert "of the differences called" not in DEPARTMENTS


def test_the_power_between_years_is_that_of_the_simulation() -> None:
    assert "35 to 80 of 100" in YEARS
    _, of_20, of_50 = (row("years: found")[at : at + 3] for at in (0, 3, 6))
    assert (int(min(of_50)), round(max(of_50))) == (35, 80)
    assert max(of_20) < 2


def test_rooms_that_look_split_by_chance_are_counted_over_all_rooms() -> None:
    """Answers spread evenly over four levels, 5 to 12 of them."""
    shares = []
    for n in range(5, 13):
        rooms = (c for c in product(range(n + 1), repeat=4) if sum(c) == n)
        ways = (
            factorial(n) / prod(map(factorial, counts))
            for counts in rooms
            if agreement(np.array(counts)).split is not None
        )
        shares.append(100 * sum(ways) / 4**n)
    assert (round(min(shares)), round(max(shares))) == (21, 31)
    assert "21 to 31 of 100 indicators with 5 to 12 answers" in DEPARTMENTS
