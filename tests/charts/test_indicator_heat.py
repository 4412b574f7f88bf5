"""Indicators by unit: every number in its cell, coloured by the difference from the city, themes on their own lines."""

import re

import pandas as pd
import plotly.graph_objects as go
import pytest

from resilience.charts.diverging import COLOURS
from resilience.charts.figures import indicator_heat
from resilience.charts.template import title_of
from resilience.text import Text
from tests.charts.frames import NAN, drawn, numbers
from tests.charts.test_heat import LEGEND, middles

SCORES = pd.DataFrame(
    {"North": [75.0, 0.0, NAN], "South": [46.9, 100.0, 47.0], "The city": [60.0, 50.0, NAN]},
    index=["W1", "W2", "P1"],
)
NAMES = ["W1 · Drains", "W2 · Dikes <b>", "P1 · Grid"]
THEMES = ["Water", "Water", "Power"]


def heat(themes: list[str] = THEMES) -> go.Figure:
    """The heat map of the three indicators."""
    return indicator_heat(SCORES, NAMES, themes, "Score by indicator", Text(), LEGEND)


def places(figure: go.Figure) -> list[float]:
    """The rows from top to bottom."""
    return sorted(set(numbers(drawn(figure)["data"][-1]["y"])))


def test_cells_have_the_colour_of_their_difference_from_the_city() -> None:
    first, second, third = (round(place, 6) for place in places(heat()))
    assert {words: cells for words, cells in middles(heat()).items() if cells} == {
        "is above-1": [(0, first)],
        "is below-1": [(1, first)],
        "is below-3": [(0, second)],
        "is above-3": [(1, second)],
        "is apart": [(1, third)],
    }
    assert set(LEGEND) == set(COLOURS)


def test_themes_are_named_above_their_first_row_and_rows_have_codes() -> None:
    figure = heat()
    notes = drawn(figure)["layout"]["annotations"]
    first, second, third = places(figure)
    assert [note["text"] for note in notes] == ["<b>Water</b>", "<b>Power</b>"]
    assert [note["y"] for note in notes] == pytest.approx([first - 0.5, third - 0.5])
    assert second - first == pytest.approx(1)
    assert third - second > 1.5
    assert drawn(figure)["layout"]["yaxis"]["ticktext"] == ["W1", "W2", "P1"]


def test_the_long_title_of_a_theme_has_room_for_its_lines() -> None:
    long = "Ecological conservation and nature-based solutions"
    first, second, third = places(heat(["Water", long, long]))
    assert second - first > 2.3
    assert third - second == pytest.approx(1)


def test_rows_of_one_theme_have_their_names_above_and_units_are_named_once() -> None:
    layout = drawn(heat(["Water"] * 3))["layout"]
    names = [note["text"] for note in layout["annotations"]]
    assert names == ["W1 · Drains", "W2 · Dikes &lt;b&gt;", "P1 · Grid"]
    assert "xaxis2" not in layout
    assert layout["xaxis"]["ticktext"] == ["North", "South", "The city"]


def test_every_cell_says_its_number_or_a_dash_and_the_citys_are_bold() -> None:
    said = [re.sub("<span[^>]*>|</span>", "", one) for one in drawn(heat())["data"][-1]["text"]]
    assert said == [
        *("75 ▵", "47 ▿", "<b>60</b>", "0 ▼", "100 ▲", "<b>50</b>", "–", "47", "<b>–</b>")
    ]


def test_a_cell_that_is_pointed_at_says_its_name_as_it_is_typed() -> None:
    said = drawn(heat())["data"][-1]["customdata"]
    assert said[3] == "W2 · Dikes &lt;b&gt;<br>North: 0.0"


def test_many_indicators_have_the_names_of_units_at_the_foot_too() -> None:
    many = pd.DataFrame(
        {f"Department {n}": [50.0] * 45 for n in range(12)}, index=[f"I{n}" for n in range(45)]
    )
    themes = [f"Theme {n // 9}" for n in range(45)]
    figure = indicator_heat(many, list(many.index), themes, "t", Text(), LEGEND)
    layout = drawn(figure)["layout"]
    for axis in (layout["xaxis"], layout["xaxis2"]):
        assert axis["autotickangles"] == [0, -90]
        assert len(axis["ticktext"]) == 12
    assert (layout["xaxis"]["side"], layout["xaxis2"]["side"]) == ("top", "bottom")
    assert drawn(figure)["data"][-1]["xaxis"] == "x2", "an axis without a trace is not drawn"


def test_no_indicators_are_drawn_too() -> None:
    empty = pd.DataFrame({"North": [], "The city": []}, dtype="float64")
    assert title_of(indicator_heat(empty, [], [], "t", Text(), LEGEND)) == "t"
