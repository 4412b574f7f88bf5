"""Figures: titles, values, what is missing, what can be read, and nothing from elsewhere."""

import math
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from resilience.charts import taken_as
from resilience.charts.figures import (
    level_dots,
    theme_bars,
    theme_radar,
    unit_heat,
)
from resilience.charts.template import SCALE, THEME_COLOURS, ink_on, wrapped
from resilience.text import Text
from tests.charts.frames import NAN, THREE, drawn, labels_at, numbers, pointed, themes

MATRIX = pd.DataFrame(
    {"Water": [75.0, 46.9, NAN], "Power": [0.0, 100.0, 47.0]}, index=["North", "South", "2024"]
)


def heat(matrix: pd.DataFrame = MATRIX) -> go.Figure:
    """The heat map of a matrix."""
    return unit_heat(matrix, "Score by department", Text())


def rgb(colour: str) -> tuple[float, ...]:
    """The parts 0..1 of a colour like #1f5f8b."""
    return tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))


def light(parts: tuple[float, ...]) -> float:
    """Relative luminance (WCAG 2.2)."""
    linear = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """The contrast 1..21 of two colours (WCAG 2.2)."""
    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def on_scale(score: float) -> tuple[float, ...]:
    """The colour of a score 0..100 on the scale."""
    stops = [float(str(stop)) for stop, _ in SCALE]
    colours = np.array([rgb(str(colour)) for _, colour in SCALE])
    return tuple(float(np.interp(score / 100, stops, colours[:, n])) for n in range(3))


def test_a_mark_stands_small_below_the_score_of_its_cell() -> None:
    marks = {("North", "Power"): "3 of 4"}
    found = drawn(unit_heat(MATRIX, "Score by department", Text(), marks))["layout"]["annotations"]
    marked = [one["text"] for one in found if "3 of 4" in one["text"]]
    assert marked == ['0<br><span style="font-size:12px">3 of 4</span>']


def test_bars_have_a_title_that_says_what_they_show() -> None:
    figure = drawn(theme_bars(THREE, Text()))
    assert figure["layout"]["title"]["text"] == "Score by theme, 0 to 100"
    assert figure["layout"]["yaxis"]["autorange"] == "reversed"
    assert figure["layout"]["showlegend"] is False


def test_bars_are_as_long_as_their_scores_and_say_them() -> None:
    figure = theme_bars(THREE, Text())
    assert numbers(drawn(figure)["data"][0]["x"]) == pytest.approx([62.5, 40, 0])
    notes = labels_at(figure)
    assert notes[62.5, "Water"]["text"] == "<b>63</b>"
    assert notes[55, "Power and the grid that<br>carries it"]["text"] == "<b>40</b>"


def test_bars_carry_the_range_that_unknowns_leave() -> None:
    error = drawn(theme_bars(THREE, Text()))["data"][0]["error_x"]
    assert numbers(error["array"]) == pytest.approx([NAN, 15, NAN], nan_ok=True)
    assert numbers(error["arrayminus"]) == pytest.approx([NAN, 10, NAN], nan_ok=True)


def test_bars_say_below_how_far_the_room_agrees() -> None:
    said = theme_bars(THREE.assign(agreed=["agrees on 2 of 2", "agrees on 0 of 1", ""]), Text())
    below = [n["text"] for n in drawn(said)["layout"]["annotations"] if n.get("yshift") == -26]
    assert below == ["agrees on 2 of 2", "agrees on 0 of 1", ""]


def test_a_theme_without_a_score_has_no_bar_and_says_why() -> None:
    figure = theme_bars(THREE, Text())
    assert numbers(drawn(figure)["data"][0]["x"])[2] == 0
    assert labels_at(figure)[0, "Roads"]["text"] == "<b>not enough answers</b>"


def test_a_score_of_zero_is_a_score() -> None:
    figure = theme_bars(themes(("Water", "scored", 0.0, 0.0, 0.0)), Text())
    assert labels_at(figure)[0, "Water"]["text"] == "<b>0</b>"


@pytest.mark.parametrize("count", [0, 1, 5, 9])
def test_each_theme_has_a_colour_and_neighbours_differ(count: int) -> None:
    frame = themes(*((f"Theme {n}", "scored", 50.0, 50.0, 50.0) for n in range(count)))
    figure = drawn(theme_bars(frame, Text()))
    colours = figure["data"][0]["marker"]["color"]
    assert len(colours) == count
    assert set(colours) <= set(THEME_COLOURS)
    assert all(one != other for one, other in pairwise(colours))
    assert len(figure["layout"].get("annotations", [])) == count


def test_the_numbers_of_the_radar_stand_between_two_themes() -> None:
    ten = themes(*((f"Theme {n}", "scored", 50.0, 50.0, 50.0) for n in range(10)))
    axis = drawn(theme_radar(ten, Text()))["layout"]["polar"]["radialaxis"]
    assert axis["angle"] == 72  # themes stand at 90 and, clockwise, at 54 degrees


def test_the_radar_closes_and_leaves_a_gap_where_a_score_is_missing() -> None:
    figure = drawn(theme_radar(THREE, Text()))
    trace = figure["data"][0]
    values = numbers(trace["r"])
    assert values[:2] == [62.5, 40]
    assert math.isnan(values[2])
    assert values[3] == values[0]
    assert trace["theta"][0] == trace["theta"][-1] == "Water"
    assert figure["layout"]["title"]["text"] == "Profile across themes, 0 to 100"
    assert figure["layout"]["polar"]["radialaxis"]["range"] == [0, 100]


def test_the_heat_map_has_its_title_and_the_whole_scale() -> None:
    figure = drawn(heat())
    trace = figure["data"][0]
    assert figure["layout"]["title"]["text"] == "Score by department"
    assert (trace["zmin"], trace["zmax"]) == (0, 100)
    assert trace["showscale"] is False, "every cell says its number"
    assert (trace["x"], trace["y"]) == (["Water", "Power"], ["North", "South", "2024"])


def test_every_cell_of_the_heat_map_says_its_number_or_a_dash() -> None:
    notes = labels_at(heat())
    assert {place: note["text"] for place, note in notes.items()} == {
        ("Water", "North"): "75",
        ("Power", "North"): "0",
        ("Water", "South"): "47",
        ("Power", "South"): "100",
        ("Water", "2024"): "–",
        ("Power", "2024"): "47",
    }


def test_cells_are_written_in_black_on_bright_and_white_on_dark() -> None:
    colours = {note["text"]: note["font"]["color"] for note in labels_at(heat()).values()}
    assert (colours["0"], colours["100"], colours["75"]) == ("#ffffff", "#000000", "#000000")
    assert contrast(rgb(colours["–"]), (1, 1, 1)) > 7


@pytest.mark.parametrize("score", [*range(101), 46.9, 46.99])
def test_the_ink_of_a_cell_can_be_read_at_every_score(score: float) -> None:
    assert contrast(rgb(ink_on(score)), on_scale(score)) >= 4.5


def test_names_that_look_like_numbers_stay_names() -> None:
    layout = drawn(heat())["layout"]
    assert (layout["xaxis"]["type"], layout["yaxis"]["type"]) == ("category", "category")
    assert drawn(theme_bars(THREE, Text()))["layout"]["yaxis"]["type"] == "category"


def test_an_empty_heat_map_is_drawn() -> None:
    assert "annotations" not in drawn(heat(pd.DataFrame()))["layout"]


@pytest.mark.parametrize(
    "draw", [lambda: theme_bars(THREE, Text()), lambda: theme_radar(THREE, Text()), heat]
)
def test_a_figure_refers_to_nothing_elsewhere(draw: Callable[[], go.Figure]) -> None:
    assert "http" not in draw().to_json()


def test_what_looks_like_a_tag_in_a_name_is_shown_as_typed() -> None:
    name = '<a href="https://elsewhere.example">R&D</a>'
    matrix = pd.DataFrame({name: [1.0]}, index=[name])
    assert "<a" not in heat(matrix).to_json()
    assert "&lt;a" in wrapped(name)
    assert "R&amp;D" in wrapped(name)


def test_chinese_and_japanese_labels_are_wrapped_between_signs() -> None:
    assert wrapped("生態系の保全と自然を活用した解決策", 12) == (
        "生態系の保全<br>と自然を活用<br>した解決策"
    )
    assert wrapped("能力、参画", 4) == "能力、<br>参画"  # no line begins with a comma
    assert wrapped("기후위험 모델링과 예측", 12) == "기후위험<br>모델링과<br>예측"


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("", ""),
        ("Short", "Short"),
        ("Climate risk modelling and forecasting", "Climate risk modelling<br>and forecasting"),
        ("Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa b", "Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa<br>b"),
    ],
)
def test_a_long_label_is_wrapped_between_words(label: str, lines: str) -> None:
    assert wrapped(label, 24) == lines


def test_the_browser_is_given_no_way_out_of_the_page_but_a_file_of_the_chart() -> None:
    config = taken_as(heat(), "resilience-K7MPQ3-departments-heat")
    assert config["displaylogo"] is False
    assert config["modeBarButtons"] == [["toImage"]]
    assert config["toImageButtonOptions"] == {
        "filename": "resilience-K7MPQ3-departments-heat",
        "format": "svg",
        "width": 1000,
        "height": heat().layout.height,
        "scale": 2,
    }


def test_points_are_drawn_as_a_share_and_said_as_points() -> None:
    found = drawn(theme_bars(pointed(("Big", 6, 12), ("Small", 4, 4)), Text()))
    assert numbers(found["data"][0]["x"]) == [50, 100]
    assert [a["text"] for a in found["layout"]["annotations"]] == [
        "<b>6 of 12</b>",
        "<b>4 of 4</b>",
    ]
    assert found["layout"]["title"]["text"] == "Points by theme"
    radar = drawn(theme_radar(pointed(("Big", 6, 12), ("Small", 4, 4)), Text()))
    assert numbers(radar["data"][0]["r"]) == [50, 100, 50]


COUNTS = pd.DataFrame([[2, 0, 9], [0, 1, 0]], index=["Water", "Power"])


def test_every_answer_is_a_dot_in_the_row_of_its_unit_and_the_column_of_its_level() -> None:
    figure = level_dots(COUNTS, Text())
    cells = [
        [(round(x), round(y)) for x, y in zip(trace.x, trace.y, strict=True)]
        for trace in figure.data
    ]
    assert cells == [[(0, 0)] * 2, [(1, 1)], [(2, 0)] * 9]


def test_dots_of_a_cell_do_not_cover_one_another_and_stay_inside() -> None:
    places = [
        (x, y) for t in level_dots(COUNTS, Text()).data for x, y in zip(t.x, t.y, strict=True)
    ]
    assert len(set(places)) == len(places) == 12
    assert all(abs(x - round(x)) < 0.5 and abs(y - round(y)) < 0.5 for x, y in places)


@pytest.mark.parametrize(("most", "each"), [(0, 1), (1, 1), (32, 1), (33, 2), (64, 2), (500, 16)])
def test_a_dot_stands_for_as_many_answers_as_fit(most: int, each: int) -> None:
    crowded = pd.DataFrame([[most, 0]], index=["Water"])
    figure = level_dots(crowded, Text())
    assert figure.layout.title.text.startswith(f"Each dot is {each} answer")
    [left, right] = figure.data
    assert (len(left.x), len(right.x)) == (math.ceil(most / each), 0)
