"""Bubbles of gain and feasibility: values, which are marked, and that no name lies over another."""

from typing import Any

import numpy as np
import pandas as pd

from resilience.charts.bubbles import coded
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


def test_a_bubble_whose_name_would_lie_over_another_has_its_code() -> None:
    behind, front = bubbles()
    assert (front["text"], behind["text"]) == (["Drains", "Grid"], ["B"])
    assert front["textposition"] == ["top center", "middle left"]
    assert list(coded(ROWS)["code"]) == ["B"]


def test_every_bubble_is_named_in_the_picture_and_the_highest_has_room() -> None:
    rng = np.random.default_rng(5)
    codes = [f"C{n}" for n in range(30)]
    rows = pd.DataFrame(
        {
            "code": codes,
            "title": [f"Title {code}" for code in codes],
            "gain": rng.uniform(1.0, 1.2, 30),
            "feasibility": rng.choice([0.0, 0.4, 0.5, 0.9], 30),
            "priority": rng.uniform(0, 1, 30),
            "front": rng.choice([True, False], 30),
            "sure": 0.5,
            "cost": "low",
        }
    )
    figure = drawn(gain_bubbles(rows, LEGEND, "Gain", Text()))
    labels = [label.replace("<br>", " ") for one in figure["data"] for label in one["text"]]
    named = [words for label in labels for words in label.split(", ") if words]
    named = [words.removeprefix("Title ") for words in named]
    assert sorted(named) == sorted(codes)
    assert figure["layout"]["yaxis"]["range"][1] > 1.1 * rows["gain"].max()


def test_whoever_points_at_a_bubble_reads_what_it_costs() -> None:
    behind, front = bubbles()
    assert [one[1] for one in front["customdata"]] == ["low cost", "cost unknown"]
    assert behind["customdata"][0][1] == "high cost"
    assert "%{customdata[1]}" in front["hovertemplate"]
