"""What the method note says of false findings holds in the published simulation."""

import re
from collections.abc import Iterable
from itertools import chain, product
from math import factorial, prod
from pathlib import Path

import numpy as np

from resilience.scoring.notes.significance import PASSAGES
from resilience.scoring.opinions.agreement import agreement

RATES = Path(__file__).parents[2] / "docs" / "method" / "error-rates.md"
DEPARTMENTS, SPLITS, VOTES, YEARS, MEANS, PLACES = (words for _, words in PASSAGES)


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


def table(heading: str) -> dict[str, list[float]]:
    """The figures in per cent of the table with this header, by the first cell of its rows."""
    lines = RATES.read_text().split(f"\n| {heading} |", 1)[1].split("\n\n", 1)[0].splitlines()[2:]
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines]
    return {first: [float(re.split(r"[ (]", one)[0]) for one in rest] for first, *rest in cells}


def spans(figures: Iterable[float]) -> str:
    """A range as the note prints it."""
    every = list(figures)
    return f"{round(min(every))} to {round(max(every))}"


def test_the_power_between_years_is_that_of_all_layouts_simulated() -> None:
    found = {
        kind: own[3:]
        for kind, own in table(
            "departments | false alarm, 0.0 | 0.25 | 0.5 | found, 0.0 | 0.25 | 0.5"
        ).items()
    }
    every = [*chain(*found.values()), *row("years: found")]
    assert f"on a theme is found in {spans(every)} of 100" in YEARS
    assert f"in {spans(found['12, 12, 12, 12'])} with 48 people in four departments" in YEARS
    assert f"in {spans(found[', '.join(['4'] * 12)])} with 48 people in twelve" in YEARS
    assert max(row("years: found")[3:6]) < 2


def test_changes_of_years_are_false_as_seldom_as_the_note_says() -> None:
    """In rooms of up to twelve departments; where one was replaced, of up to six."""
    kinds = table("departments | false alarm, 0.0 | 0.25 | 0.5 | found, 0.0 | 0.25 | 0.5")
    assert max(len(re.findall(r"\d+", kind)) for kind in kinds) == 12
    assert max(chain(*(own[:3] for own in kinds.values()), row("years: false alarm"))) < 5
    assert max(row("years, one department replaced: false alarm")) < 5
    assert (
        "fewer than 5 of 100 simulated rooms of two to twelve departments (of two to six" in YEARS
    )


def test_the_power_between_departments_is_that_of_all_layouts_simulated() -> None:
    found = table("departments | clear difference, 0.0 | 0.25 | 0.5 | blind spot, 0.0 | 0.25 | 0.5")
    differences = [*chain(*(own[:3] for own in found.values())), *row("clear difference: found")]
    spots = [*chain(*(own[3:] for own in found.values())), *row("blind spot: found")]
    assert f"clear difference in {spans(differences)} of 100 simulated rooms" in DEPARTMENTS
    assert f"a blind spot in {spans(spots)}: least often" in DEPARTMENTS


def test_false_differences_of_unlike_spreads_are_those_of_all_layouts_simulated() -> None:
    lines = RATES.read_text().split("in levels | clear difference |\n", 1)[1].split("\n\n", 1)[0]
    figures = [float(line.split("|")[3].split("(")[0]) for line in lines.splitlines()[1:]]
    assert len(figures) == 8
    assert f"{spans(figures)} in 100 simulated rooms of 20 and 50" in DEPARTMENTS


def test_ranges_contain_the_truth_as_often_as_the_note_says() -> None:
    drawn = table("departments | spread 0.4 | 0.75 | 1.3")
    fixed = table("departments, one middle | least | largest")
    found = {**drawn, **{f"one middle, {kind}": own for kind, own in fixed.items()}}
    assert any(kind.endswith("of 3") for kind in found), "the smallest department that is shown"
    alone = [*chain(*(own for kind, own in found.items() if kind.endswith("of 1")))]
    others = [*chain(*(own for kind, own in found.items() if not kind.endswith("of 1")))]
    assert f"in {spans([*others, *row('interval: holds')])} of 100 cases, least often" in MEANS
    assert f"it does so in {spans(alone)}." in MEANS
    assert f"in {spans(row('places: holds'))} of 100." in PLACES


def test_any_indicator_of_a_small_room_often_looks_split() -> None:
    heading = "departments | 0.0 | 0.25 | 0.5"
    small, middle, large = table(heading).values()
    assert f"split in {spans(small)} of 100 rooms of 8 people, in {spans(middle)} of 100" in SPLITS
    assert max(large) < 0.5


def test_the_places_name_both_means() -> None:
    assert "Every second draw uses a mean that is pulled down by low themes." in PLACES


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
    assert "21 to 31 of 100 indicators with 5 to 12 answers" in SPLITS


def test_few_blind_spots_are_false_where_departments_do_not_know_some_questions() -> None:
    found = table("departments | 3 questions, 15 % | 3, 30 % | 4, 15 % | 4, 30 %")
    assert len(found) == 5
    assert "know hardly anything about 15 or 30 in 100 questions" in DEPARTMENTS
    assert max(chain(*found.values())) < 5
