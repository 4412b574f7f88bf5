"""Figures: titles, values, what is missing, what can be read, and nothing from elsewhere."""

import math
import re

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from resilience.charts import in_order, title_of
from resilience.charts.figures import (
    level_dots,
    theme_dots,
)
from resilience.charts.rows import LINE, RAISED, ROW
from resilience.charts.template import ACCENT, LOW, SCALE, ink_on, wrapped
from resilience.text import Text
from tests.charts.frames import NAN, contrast, drawn, labels_at, numbers, rgb, ticks


def on_scale(score: float) -> tuple[float, ...]:
    """The colour of a score 0..100 on the scale."""
    stops = [float(str(stop)) for stop, _ in SCALE]
    colours = np.array([rgb(str(colour)) for _, colour in SCALE])
    return tuple(float(np.interp(score / 100, stops, colours[:, n])) for n in range(3))


LEGEND = dict.fromkeys(("score", "range", "previous", "target", "median"), "a mark")


def dots(*rows: tuple[str, str, float], **more: list[float]) -> go.Figure:
    """The plot of themes by title, printed score and score."""
    return theme_dots(frame_of(*rows, **more), LEGEND, "Score by theme, 0 to 100")


def frame_of(*rows: tuple[str, str, float], **more: list[float]) -> pd.DataFrame:
    """Themes by title, printed score and score."""
    frame = pd.DataFrame(rows, columns=["title", "shown", "score"])
    columns = ("low", "high", "previous", "target", "median")
    frame["lowest"] = frame["score"] == frame["score"].min()
    return frame.assign(**{name: more.get(name, [NAN] * len(rows)) for name in columns})


def trace(figure: go.Figure, at: int) -> list[float]:
    """Where the marks of a trace lie from 0 to 100."""
    return numbers(drawn(figure)["data"][at]["x"])


def test_themes_are_dots_at_their_scores_that_say_them() -> None:
    figure = dots(("Water", "62.5", 62.5), ("Power", "40.0", 40.0))
    assert title_of(figure) == "Score by theme, 0 to 100"
    assert trace(figure, -1) == [62.5, 40.0]
    said = [note["text"] for note in drawn(figure)["layout"]["annotations"]]
    assert sorted(said) == ["<b>40.0</b>", "<b>62.5</b>", "<b>Power</b>", "Water"]
    assert drawn(figure)["data"][-1]["marker"]["color"] == [ACCENT, LOW]


def test_range_last_year_median_and_target_have_their_own_marks() -> None:
    more = {"low": [30.0], "high": [55.0], "previous": [35.0], "median": [50.0], "target": [60.0]}
    figure = dots(("Power", "40.0", 40.0), **more)
    assert trace(figure, 0)[:2] == [30.0, 55.0]
    assert trace(figure, 1)[:2] == [35.0, 40.0]
    assert (trace(figure, 2), trace(figure, 3)) == ([35.0], [50.0])
    (tick,) = ticks(figure)
    assert (tick["x0"], tick["x1"]) == (60.0, 60.0)


def test_a_target_meets_no_name_and_long_names_wrap_on_a_phone_alone() -> None:
    more = {"target": [60.0]}
    name = "Ecological conservation and nature-based solutions"
    figure = dots((name, "40.0", 40.0), **more)
    (tick,) = ticks(figure)
    assert ROW * (tick["y1"] - tick["y0"]) / 2 <= RAISED
    (said,) = [note["text"] for note in drawn(figure)["layout"]["annotations"] if note["x"] == 0]
    assert said == f"<b>{name}</b>"


def test_the_key_of_a_file_has_the_order_of_the_page() -> None:
    figure = theme_dots(
        frame_of(("Power", "40.0", 40.0)), {"score": "2026", "target": "target"}, ""
    )
    in_order(figure, ["2026", "target"])
    assert {one.name: one.legendrank for one in figure.data if one.name} == {"2026": 1, "target": 2}


def test_a_file_names_the_colour_of_the_lowest_theme() -> None:
    rows = pd.DataFrame({"title": ["Water", "Power"], "shown": ["62", "40"], "score": [62.0, 40.0]})
    frame = rows.assign(low=NAN, high=NAN, previous=NAN, target=NAN, median=NAN)
    frame["lowest"] = [False, True]
    figure = theme_dots(frame, {"score": "2026", "lowest": "lowest theme"}, "")
    keys = {one.name: one.marker.color for one in figure.data if one.showlegend}
    assert keys["lowest theme"] == LOW


def test_the_lines_of_the_scale_run_through_no_name() -> None:
    figure = dots(
        ("Water", "62.5", 62.5), ("A theme with a name of two lines, or more", "40.0", 40.0)
    )
    (path,) = (one["path"] for one in drawn(figure)["layout"]["shapes"] if one["type"] == "path")
    pieces = [tuple(map(float, re.split("[,V]", piece))) for piece in path[1:].split(" M")]
    assert sorted({x for x, *_ in pieces}) == [0, 25, 50, 75, 100]
    names = [
        note for note in drawn(figure)["layout"]["annotations"] if note.get("yanchor") == "bottom"
    ]
    for note in names:
        foot = note["y"] - note["yshift"] / ROW
        head = foot - LINE * (1 + note["text"].count("<br>")) / ROW
        assert all(end <= head or start >= foot for _, start, end in pieces)


def test_a_theme_without_a_score_has_no_dot_and_says_why() -> None:
    figure = dots(("Water", "62.5", 62.5), ("Roads", "not enough answers", NAN))
    assert math.isnan(trace(figure, -1)[1])
    assert labels_at(figure)[0, 1]["text"] in ("not enough answers", "Roads")
    assert "not enough answers" in figure.to_json()
    scale = [one["path"] for one in drawn(figure)["layout"]["shapes"] if one["type"] == "path"]
    assert scale and ",0.86V" not in scale[0], "no line of the scale runs through the words"


def test_all_of_several_lowest_themes_are_emphasised() -> None:
    figure = dots(("Water", "62.5", 62.5), ("Power", "50.0", 50.0), ("Roads", "50.0", 50.0))
    assert drawn(figure)["data"][-1]["marker"]["color"] == [ACCENT, LOW, LOW]


def test_no_themes_are_drawn_too() -> None:
    assert "annotations" not in drawn(dots())["layout"]


@pytest.mark.parametrize("score", [*range(101), 46.9, 46.99])
def test_the_ink_of_a_cell_can_be_read_at_every_score(score: float) -> None:
    assert contrast(rgb(ink_on(score)), on_scale(score)) >= 4.5


def test_a_figure_refers_to_nothing_elsewhere() -> None:
    assert "http" not in dots(("Water", "50.0", 50.0)).to_json()


def test_chinese_and_japanese_labels_are_wrapped_between_signs() -> None:
    assert wrapped("生態系の保全と自然を活用した解決策", 12) == (
        "生態系の保全<br>と自然を活用<br>した解決策"
    )
    assert wrapped("能力、参画", 4) == "能力、<br>参画"  # no line begins with a comma
    # no line ends with an opening bracket
    assert wrapped("ライフライン（電力・ガス等）", 14) == "ライフライン<br>（電力・ガス等）"
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


COUNTS = pd.DataFrame([[2, 0, 9], [0, 1, 0]], index=["Water", "Power"])


def test_every_answer_is_a_dot_in_the_row_of_its_unit_and_the_column_of_its_level() -> None:
    figure = level_dots(COUNTS, Text())
    cells = [
        [(round(x), round(y)) for x, y in zip(trace.x, trace.y, strict=True)]
        for trace in figure.data[::2]
    ]
    assert cells == [[(0, 0)] * 2, [(1, 1)], [(2, 0)] * 9]
    numbers = [list(trace.text) for trace in figure.data[1::2]]
    assert numbers == [["<b>2</b>", "0"], ["0", "<b>1</b>"], ["<b>9</b>", "0"]]


def test_dots_of_a_cell_do_not_cover_one_another_and_stay_inside() -> None:
    places = [
        (x, y) for t in level_dots(COUNTS, Text()).data[::2] for x, y in zip(t.x, t.y, strict=True)
    ]
    assert len(set(places)) == len(places) == 12
    assert all(abs(x - round(x)) < 0.5 and abs(y - round(y)) < 0.5 for x, y in places)


@pytest.mark.parametrize(("most", "dots"), [(0, 0), (1, 1), (30, 30)])
def test_a_dot_is_one_answer(most: int, dots: int) -> None:
    figure = level_dots(pd.DataFrame([[most, 0]], index=["Water"]), Text())
    assert title_of(figure) == "Each dot is one answer"
    assert [len(trace.x) for trace in figure.data[::2]] == [dots, 0]


def test_where_dots_do_not_fit_bars_are_as_long_as_their_numbers() -> None:
    figure = level_dots(pd.DataFrame([[31, 0], [62, 1]], index=["Water", "Power"]), Text())
    assert title_of(figure) == "Number of answers"
    lengths = [[round(x, 4) for x in trace.x] for trace in figure.data[::2]]
    assert lengths == [[0.34, 0.68], [round(0.68 / 62, 4)]]
    assert [list(trace.text) for trace in figure.data[1::2]] == [
        ["<b>31</b>", "<b>62</b>"],
        ["0", "<b>1</b>"],
    ]
