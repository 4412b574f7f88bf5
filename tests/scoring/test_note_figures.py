"""What the method note says of false findings holds in the published simulation."""

import re
from pathlib import Path

from resilience.scoring.notes.significance import PASSAGES

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
