"""Bubbles of gain and feasibility: values, which are marked, and that no name lies over another."""

from typing import Any

import pandas as pd

from resilience.charts.figures import gain_bubbles
from resilience.charts.template import ACCENT, MUTED
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


#: what the colours mean
LEGEND = {"front": "none beats it", "behind": "another beats it"}


def bubbles() -> list[dict[str, Any]]:
    """The traces, those behind first."""
    return list(drawn(gain_bubbles(ROWS, LEGEND, "Gain", Text()))["data"])


def test_an_indicator_is_a_bubble_in_the_colour_of_the_front_or_behind() -> None:
    behind, front = bubbles()
    assert (behind["name"], front["name"]) == ("another beats it", "none beats it")
    assert (numbers(front["x"]), numbers(front["y"])) == ([0.5, 0.9], [2.0, 0.5])
    assert (numbers(behind["x"]), numbers(behind["y"])) == ([0.5], [1.98])
    assert [one["marker"]["color"] for one in (behind, front)] == [MUTED, ACCENT]


def test_size_says_how_sure() -> None:
    behind, front = bubbles()
    assert numbers(front["marker"]["size"]) == [40, 12]
    assert numbers(behind["marker"]["size"]) == [19]


def test_a_name_that_would_lie_over_a_better_one_is_left_out_and_each_has_room() -> None:
    behind, front = bubbles()
    assert (front["text"], behind["text"]) == (["Drains", "Grid"], [""])
    assert front["textposition"] == ["top center", "middle left"]


def test_whoever_points_at_a_bubble_reads_what_it_costs() -> None:
    behind, front = bubbles()
    assert [one[1] for one in front["customdata"]] == ["low cost", "cost unknown"]
    assert behind["customdata"][0][1] == "high cost"
    assert "%{customdata[1]}" in front["hovertemplate"]
