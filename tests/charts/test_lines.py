"""Themes as lines: a gap where a score is missing, words at the end that stand clear of one another."""

import datetime
import itertools
import math

import pandas as pd
import pytest

from resilience.charts.figures import theme_lines
from resilience.charts.lines import ABOVE, BELOW, HIGH, LINE, LOW, ROOM
from resilience.text import Text
from tests.charts.frames import NAN, drawn, numbers

YEARS = [datetime.date(2024, 10, 1), datetime.date(2025, 10, 1), datetime.date(2026, 4, 1)]
SCORES = pd.DataFrame(
    {"Water": [40.0, NAN, 62.4], "Power": [50.0, 55.0, NAN], "Roads": [NAN, NAN, NAN]},
    index=["2024", "2025", "2026"],
)
ENDS = ["+22.4 · clear rise", "not in both", ""]


def test_a_line_is_its_scores_and_a_missing_one_is_a_gap() -> None:
    figure = drawn(theme_lines(SCORES, ENDS, "Themes", Text(), YEARS))
    named = {trace["name"]: trace for trace in figure["data"]}
    assert numbers(named["Water"]["y"]) == pytest.approx([40, NAN, 62.4], nan_ok=True)
    assert numbers(named["Power"]["y"]) == pytest.approx([50, 55, NAN], nan_ok=True)
    assert all(math.isnan(score) for score in numbers(named["Roads"]["y"]))
    assert named["Water"]["connectgaps"] is False
    assert figure["layout"]["yaxis"]["range"] == [LOW, HIGH]


def test_lines_are_told_apart_by_shape_too() -> None:
    traces = drawn(theme_lines(SCORES, ENDS, "Themes", Text()))["data"]
    looks = {(trace["line"]["color"], trace["marker"]["symbol"]) for trace in traces}
    assert looks == {("#0072B2", "circle"), ("#E69F00", "square"), ("#56B4E9", "diamond")}


def test_rows_stand_as_far_apart_as_their_days_and_are_named() -> None:
    axis = drawn(theme_lines(SCORES, ENDS, "Themes", Text(), YEARS))["layout"]["xaxis"]
    assert axis["tickvals"] == ["2024-10-01", "2025-10-01", "2026-04-01"]
    assert axis["ticktext"] == ["2024", "2025", "2026"]
    assert axis["range"] == ["2024-10-01", "2026-04-01"]
    votes = drawn(theme_lines(SCORES, ENDS, "Themes", Text()))["layout"]["xaxis"]
    assert votes["tickvals"] == [0, 1, 2]


def test_each_line_ends_in_its_name_last_score_and_words() -> None:
    notes = drawn(theme_lines(SCORES, ENDS, "Themes", Text(), YEARS))["layout"]["annotations"]
    assert [note["text"] for note in notes] == [
        "<b>Water</b><br>62 · +22.4 · clear rise",
        "<b>Power</b><br>– · not in both",
        "<b>Roads</b><br>–",
    ]
    assert [note["y"] for note in notes] == [62.4, 55.0, 50.0]
    assert notes[0]["arrowcolor"] == "#0072B2"
    assert notes[1]["arrowcolor"] == notes[2]["arrowcolor"] == "rgba(0, 0, 0, 0)", "it has no end"


@pytest.mark.parametrize("themes", [1, 5, 9, 14])
@pytest.mark.parametrize("apart", [0.0, 0.4, 12.0])
def test_words_never_stand_over_one_another_nor_outside(themes: int, apart: float) -> None:
    names = [f"A theme with a long name, number {n}" for n in range(themes)]
    rows = [[min(100.0, 40 + apart * n) for n in range(themes)]] * 2
    ends = ["-3.1 · may be chance"] * themes
    figure = drawn(theme_lines(pd.DataFrame(rows, ["2025", "2026"], names), ends, "Themes", Text()))
    tall = figure["layout"]["height"] - ABOVE - BELOW
    spans = []
    for note in figure["layout"]["annotations"]:
        middle = tall * (HIGH - note["y"]) / (HIGH - LOW) + note["ay"]
        half = LINE * (1 + note["text"].count("<br>")) / 2
        spans.append((middle - half, middle + half))
    spans.sort()
    assert all(low[1] <= high[0] for low, high in itertools.pairwise(spans))
    assert spans[0][0] >= 0
    assert spans[-1][1] <= tall


def test_the_words_have_room_at_the_right_and_ten_years_at_the_foot() -> None:
    frame = pd.DataFrame({"Water": [50.0] * 10}, [str(year) for year in range(2017, 2027)])
    layout = drawn(theme_lines(frame, ["+0.0"], "Themes", Text()))["layout"]
    assert layout["margin"]["r"] == ROOM
    assert layout["xaxis"]["tickangle"] == 0
    assert layout["xaxis"]["tickfont"]["size"] == 12


def test_names_are_no_markup() -> None:
    frame = pd.DataFrame({"<i>Water</i>": [50.0, 60.0]}, ["2025", "2026"])
    note = drawn(theme_lines(frame, [""], "Themes", Text()))["layout"]["annotations"][0]
    assert note["text"].startswith("<b>&lt;i&gt;Water&lt;/i&gt;</b>")
