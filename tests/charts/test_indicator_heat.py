"""Indicators by unit: every number in its cell, missing ones as gaps, themes on lines of their own."""

import math

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.figures import indicator_heat
from resilience.text import Text
from tests.charts.frames import NAN, drawn, numbers

SCORES = pd.DataFrame(
    {"North": [75.0, 0.0, NAN], "South": [46.9, 100.0, 47.0]}, index=["W1", "W2", "P1"]
)
NAMES = ["W1 · Drains", "W2 · Dikes <b>", "P1 · Grid"]
THEMES = ["Water", "Water", "Power"]


def heat(themes: list[str] = THEMES) -> go.Figure:
    """The heat map of the three indicators."""
    return indicator_heat(SCORES, NAMES, themes, "Score by indicator", Text())


def rows(figure: go.Figure) -> list[list[float]]:
    """The numbers of the cells, row by row."""
    flat = numbers(drawn(figure)["data"][0]["z"])
    return [flat[at : at + 2] for at in range(0, len(flat), 2)]


def test_themes_stand_on_lines_of_their_own_above_their_rows() -> None:
    figure = heat()
    found = rows(figure)
    assert [all(map(math.isnan, row)) for row in found] == [True, False, False, True, False]
    assert found[1:3] == [[75.0, 46.9], [0.0, 100.0]]
    notes = drawn(figure)["layout"]["annotations"]
    assert [(note["text"], note["y"]) for note in notes] == [
        ("<b>Water</b>", 0),
        ("<b>Power</b>", 3),
    ]
    axis = drawn(figure)["layout"]["yaxis"]
    assert (axis["tickvals"], axis["ticktext"]) == ([1, 2, 4], ["W1", "W2", "P1"])


def test_the_long_title_of_a_theme_has_room_for_its_lines() -> None:
    long = "Ecological conservation and nature-based solutions"
    axis = drawn(heat(["Water", long, long]))["layout"]["yaxis"]
    assert axis["tickvals"] == [1, 4, 5]


def test_rows_of_one_theme_bear_their_names_and_names_of_units_stand_above_alone() -> None:
    layout = drawn(heat(["Water"] * 3))["layout"]
    assert layout["yaxis"]["ticktext"] == ["W1 · Drains", "W2 · Dikes &lt;b&gt;", "P1 · Grid"]
    assert "annotations" not in layout
    assert "xaxis2" not in layout
    assert layout["xaxis"]["ticktext"] == ["North", "South"]


def test_every_cell_says_its_number_in_a_readable_ink_or_a_dash() -> None:
    said = drawn(heat())["data"][1]
    assert said["text"] == ["75", "47", "0", "100", "–", "47"]
    assert numbers(said["y"]) == [1, 1, 2, 2, 4, 4]
    inks = dict(zip(said["text"], said["textfont"]["color"], strict=True))
    assert (inks["0"], inks["100"], inks["–"]) == ("#ffffff", "#000000", "#1b2733")


def test_a_row_that_is_pointed_at_says_its_name_as_it_is_typed() -> None:
    said = drawn(heat())["data"][0]["customdata"]
    assert [row[0] for row in said] == ["", "W1 · Drains", "W2 · Dikes &lt;b&gt;", "", "P1 · Grid"]


def test_twelve_departments_by_forty_five_indicators_stand_upright_and_are_named_twice() -> None:
    many = pd.DataFrame(
        {f"Department {n}": [50.0] * 45 for n in range(12)}, index=[f"I{n}" for n in range(45)]
    )
    themes = [f"Theme {n // 9}" for n in range(45)]
    layout = drawn(indicator_heat(many, list(many.index), themes, "t", Text()))["layout"]
    for axis in (layout["xaxis"], layout["xaxis2"]):
        assert axis["tickangle"] == -90
        assert len(axis["ticktext"]) == 12
    assert (layout["xaxis"]["side"], layout["xaxis2"]["side"]) == ("top", "bottom")
    drawn_rows = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    assert drawn_rows == 50 * 28  # 45 indicators and five titles of themes, 28 pixels each


def test_no_indicators_make_an_empty_map() -> None:
    empty = pd.DataFrame({"North": []}, index=[], dtype="float64")
    assert drawn(indicator_heat(empty, [], [], "t", Text()))["layout"]["title"]["text"] == "t"
