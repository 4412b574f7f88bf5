"""What charts show, each in a sentence with numbers that can be read off them."""

import pandas as pd

from resilience.text import Text
from resilience.wording.chart_findings import (
    again_words,
    answers_words,
    apart_words,
    cells_words,
    extremes_words,
    moves_words,
    themes_words,
)
from tests.charts.frames import NAN, THREE, pointed, themes

TEXT = Text()


def test_the_highest_and_the_lowest_are_named_and_what_is_missing_is_passed_over() -> None:
    assert themes_words(THREE, TEXT) == (
        "Highest: Water 62.5; lowest: Power and the grid that carries it 40.0."
    )
    assert apart_words(THREE, TEXT) == (
        "The highest and lowest themes are 23 points apart."  # 62.5 - 40 is 22.5
    )


def test_zero_is_the_lowest_and_nothing_is_no_zero() -> None:
    named = [("Water", 0.0), ("Power", NAN), ("Roads", 3.0)]
    assert extremes_words(named, TEXT) == "Highest: Roads 3; lowest: Water 0."
    assert extremes_words([("Power", NAN)], TEXT) == "Nothing here has a score yet."
    assert extremes_words([], TEXT) == "Nothing here has a score yet."


def test_equal_scores_are_neither_high_nor_low() -> None:
    assert extremes_words([("Water", 50.0), ("Power", 50.0)], TEXT) == "Every score here is 50."
    one = [("Water", 50.0), ("Power", NAN)]
    assert extremes_words(one, TEXT) == "Only Water has a score here: 50."
    assert apart_words(themes(("Water", "scored", 50.0, 50.0, 50.0)), TEXT) == (
        "Fewer than two themes have a score."
    )


def test_equal_ends_are_all_named_or_counted() -> None:
    pairs = [("A", 100.0), ("B", 99.6), ("C", 20.0), ("D", 20.4), ("E", 20.0), ("F", 20.0)]
    assert extremes_words(pairs, TEXT) == "Highest: A, B 100; lowest: 20 (4 scores)."


def test_points_are_told_as_the_share_that_bars_show() -> None:
    found = themes_words(pointed(("Big", 6, 12), ("Small", 4, 4)), TEXT)
    assert found.replace("\u00a0", " ") == "Highest: Small 100 %; lowest: Big 50 %."
    assert apart_words(pointed(("Big", 6, 12), ("Small", 4, 4)), TEXT) == (
        "The highest and lowest themes are 50 percentage points apart."
    )


def test_a_matrix_names_row_and_column() -> None:
    matrix = pd.DataFrame({"Water": [75.0, NAN], "Power": [25.0, 100.0]}, index=["North", "South"])
    assert cells_words(matrix, TEXT) == "Highest: South · Power 100; lowest: North · Power 25."


def test_answers_tell_the_level_that_most_give() -> None:
    counts = pd.DataFrame([[2, 0, 9], [0, 1, 0]], index=["Water", "Power"])
    assert answers_words(counts, TEXT) == "The most frequent level is 2, with 9 of 12 answers."
    tied = pd.DataFrame([[2, 2]], index=["Water"])
    assert answers_words(tied, TEXT) == ("Levels 0 and 1 tie for first, with 2 of 4 answers each.")
    three = pd.DataFrame([[2, 1, 2, 2]], index=["Water"])
    assert answers_words(three, TEXT) == (
        "3 levels tie for first, with 2 of 7 answers each: 0, 2, 3."
    )
    assert answers_words(counts * 0, TEXT) == "No level is shown."


def test_answers_of_a_later_vote_say_which_vote_and_how_many_indicators() -> None:
    counts = pd.DataFrame([[9, 0, 1], [1, 2, 9]], index=["First vote", "Later vote"])
    said = "In the later vote on 4 indicators, the most frequent level is 2, with 9 of 12 answers"
    assert again_words(counts, 4, TEXT) == said
    nobody = "Later vote · No level is shown."
    assert again_words(counts * 0, 4, TEXT) == nobody
    tied = pd.DataFrame([[2, 2]], index=["Later vote"])
    assert again_words(tied, 1, TEXT) == (
        "Later vote · Levels 0 and 1 tie for first, with 2 of 4 answers each."
    )


def votes(water: list[float], power: list[float], roads: list[float]) -> pd.DataFrame:
    """Scores from the first vote to what was agreed."""
    index = ["Vote 1", "Vote 2", "Agreed"]
    return pd.DataFrame({"Water": water, "Power": power, "Roads": roads}, index=index)


def test_the_largest_change_from_the_first_vote_to_the_last_score() -> None:
    one = votes([60, 61, 63], [54, 90, 54], [NAN, 10, 20])
    assert moves_words(one, TEXT) == "Largest change from Vote 1 to Agreed: Water (60.0 to 63.0)"
    two = votes([60, 60, 63], [50, 50, 47], [1, 1, 1])
    assert moves_words(two, TEXT) == (
        "Largest change from Vote 1 to Agreed: Water (60.0 to 63.0), Power (50.0 to 47.0)"
    )
    none = votes([60, 65, 60.4], [50, 50, 49.6], [NAN, NAN, NAN])
    assert moves_words(none, TEXT) == (
        "No theme scored both times changed by 1 or more from Vote 1 to Agreed"
    )
    assert moves_words(one[["Roads"]], TEXT) == ""
