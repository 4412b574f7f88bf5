"""What the method note says of false findings holds in the published simulation."""

import re
from itertools import product
from math import factorial, prod
from pathlib import Path

import numpy as np

from resilience.scoring.notes.significance import PASSAGES
from resilience.scoring.opinions.agreement import agreement

RATES = Path(__file__).parents[2] / "docs" / "method" / "error-rates.md"
DEPARTMENTS, VOTES, YEARS, MEANS, PLACES = (words for _, words in PASSAGES)


def row(figure: str, at: int = 0) -> list[float]:
    """The figures of a row in per cent: in the first table of rooms of 8, 20 and 50 people, each at three leniencies.

    `at` chooses among rows that start alike, in the order of the file.
    """
    lines = [one for one in RATES.read_text().splitlines() if one.startswith(f"| {figure} |")]
    return [float(re.split(r"[ (]", cell.strip())[0]) for cell in lines[at].split("|")[2:-1]]


def test_fewer_than_five_in_100_rooms_of_equal_views_show_a_clear_difference() -> None:
    assert "fewer than 5 in 100 show a clear difference" in DEPARTMENTS
    assert max(row("clear difference: false alarm")) < 5


def test_no_share_of_the_differences_called_clear_is_said_to_be_chance() -> None:
    """Where departments have the same views, every difference called clear is chance."""
    assert "of the differences called" not in DEPARTMENTS


def test_the_power_between_years_is_that_of_the_simulation() -> None:
    assert "50 people in six departments a rise of 15 points is found in 35 to 80 of 100" in YEARS
    _, of_20, of_50 = (row("years: found")[at : at + 3] for at in (0, 3, 6))
    assert (int(min(of_50)), round(max(of_50))) == (35, 80)
    assert max(of_20) < 2
    assert "48 people in four departments it is found in 9 to 17" in YEARS
    of_48 = row("12, 12, 12, 12")[3:]
    assert (round(min(of_48)), round(max(of_48))) == (9, 17)


def test_the_power_between_departments_is_that_of_the_simulation() -> None:
    for figure, least, most in (("clear difference", 2, 17), ("blind spot", 4, 82)):
        of_8, of_20_to_50 = row(f"{figure}: found")[:3], row(f"{figure}: found")[3:]
        assert (round(min(of_20_to_50)), round(max(of_20_to_50))) == (least, most)
        assert max(of_8) == 0
    assert (
        "in 2 to 17 of 100 rooms of 20 to 50 people and as a blind spot in 4 to 82" in DEPARTMENTS
    )


def test_ranges_contain_the_truth_as_often_as_the_note_says() -> None:
    for figure, words in (("interval", MEANS), ("places", PLACES)):
        found = row(f"{figure}: holds")
        assert f"in {round(min(found))} to {round(max(found))} of 100." in words


def test_any_indicator_of_a_small_room_often_looks_split() -> None:
    found = row("4, 4")
    assert (round(min(found)), round(max(found))) == (50, 76)
    assert "one of 20 indicators looks split in 50 to 76 of 100." in DEPARTMENTS


def test_the_places_name_both_means() -> None:
    assert "Every second draw takes a mean that low themes pull down." in PLACES


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
