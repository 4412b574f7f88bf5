"""Figures: titles, values, what is missing, what can be read, and nothing from elsewhere."""

import math
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from resilience.charts.figures import (
    level_dots,
    theme_bars,
    theme_radar,
)
from resilience.charts.template import SCALE, THEME_COLOURS, ink_on, wrapped
from resilience.text import Text
from tests.charts.frames import NAN, THREE, drawn, labels_at, numbers, pointed, themes


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


@pytest.mark.parametrize("score", [*range(101), 46.9, 46.99])
def test_the_ink_of_a_cell_can_be_read_at_every_score(score: float) -> None:
    assert contrast(rgb(ink_on(score)), on_scale(score)) >= 4.5


def test_names_that_look_like_numbers_stay_names() -> None:
    assert drawn(theme_bars(THREE, Text()))["layout"]["yaxis"]["type"] == "category"


@pytest.mark.parametrize(
    "draw", [lambda: theme_bars(THREE, Text()), lambda: theme_radar(THREE, Text())]
)
def test_a_figure_refers_to_nothing_elsewhere(draw: Callable[[], go.Figure]) -> None:
    assert "http" not in draw().to_json()


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
