"""The bubbles of what to do first: values, who is marked, and that no code lies over another."""

import pandas as pd

from resilience.charts.figures import gain_bubbles
from resilience.charts.template import THEME_COLOURS
from resilience.text import Text
from tests.charts.frames import drawn, numbers

ROWS = pd.DataFrame(
    [
        ("A", "Drains", "Water", 0, 2.0, 0.5, True, 1.0, True, 1.0, "low"),
        ("B", "Dikes", "Water", 0, 1.98, 0.5, True, 0.99, False, 0.25, "high"),
        ("C", "Grid", "Power", 1, 0.5, 0.9, False, 0.45, True, 0.0, ""),
    ],
    columns=[
        *("code", "title", "theme", "place", "gain", "feasibility", "assumed", "priority"),
        *("front", "sure", "cost"),
    ],
)


def test_every_indicator_is_a_bubble_of_its_theme() -> None:
    water, power = drawn(gain_bubbles(ROWS, "Gain", Text()))["data"]
    assert (water["name"], power["name"]) == ("Water", "Power")
    assert numbers(water["y"]) == [2.0, 1.98]
    assert numbers(water["x"]) == [0.5, 0.5]
    assert (numbers(power["x"]), numbers(power["y"])) == ([0.9], [0.5])
    assert [one["marker"]["color"] for one in (water, power)] == list(THEME_COLOURS[:2])


def test_size_rim_and_paleness_say_how_sure_how_good_and_whether_anybody_voted() -> None:
    water, power = drawn(gain_bubbles(ROWS, "Gain", Text()))["data"]
    assert numbers(water["marker"]["size"]) == [40, 19]
    assert water["marker"]["line"]["width"] == [3, 0]
    assert water["marker"]["opacity"] == [0.45, 0.45]
    assert power["marker"]["opacity"] == [0.9]


def test_a_code_that_would_lie_over_a_better_one_is_left_out() -> None:
    water, power = drawn(gain_bubbles(ROWS, "Gain", Text()))["data"]
    assert (water["text"], power["text"]) == (["A", ""], ["C"])


def test_whoever_points_at_a_bubble_reads_what_it_costs() -> None:
    water, power = drawn(gain_bubbles(ROWS, "Gain", Text()))["data"]
    assert [one[2] for one in water["customdata"]] == ["low cost", "high cost"]
    assert power["customdata"][0][2] == "cost unknown"
    assert "%{customdata[2]}" in water["hovertemplate"]
