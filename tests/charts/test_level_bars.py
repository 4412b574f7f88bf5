"""Answers as stacked bars: every number in its segment, in an ink that can be read, other answers hatched."""

import pandas as pd
import pytest

from resilience.charts.figures import level_bars
from resilience.charts.template import colour_of
from resilience.text import Text
from tests.charts.frames import contrast, drawn, numbers, rgb

NAMES = {"na": "not applicable", "dk": "don't know"}
COUNTS = pd.DataFrame(
    [[3, 1, 0, 0], [0, 0, 0, 0], [3, 1, 2, 4]],
    index=["Water <b>", "Roads", "Whole room"],
    columns=[0, 1, "na", "dk"],
)


def test_segments_are_shares_of_their_row_and_say_how_many_answers_they_are() -> None:
    found = drawn(level_bars(COUNTS, NAMES, "Answers", Text()))
    assert [trace["name"] for trace in found["data"]] == ["Level 0", "Level 1", *NAMES.values()]
    assert [numbers(trace["x"]) for trace in found["data"]] == [
        pytest.approx([0.75, 0, 0.3]),
        pytest.approx([0.25, 0, 0.1]),
        pytest.approx([0, 0, 0.2]),
        pytest.approx([0, 0, 0.4]),
    ]
    assert [trace["text"] for trace in found["data"]] == [
        ["3", "", "3"],
        ["1", "", "1"],
        ["", "", "2"],
        ["", "", "4"],
    ]


def test_a_file_has_the_words_of_each_level_from_the_first_on() -> None:
    levels = {"0": "0 · " + "nobody " * 20, "1": "1 · a list"}
    figure = level_bars(COUNTS, levels | NAMES, "Answers", Text())
    drawing = drawn(figure)
    legend, key = drawing["layout"]["legend"], drawing["layout"]["meta"]["key"]
    assert (legend["orientation"], legend["traceorder"]) == ("v", "normal")
    words = [trace["name"] for trace in drawing["data"]]
    assert words[1:] == ["1 · a list", "not applicable", "don't know"]
    assert words[0].count("<br>") == 1
    assert key == 6, "five lines and one of room"


def test_rows_say_how_many_answers_they_have_or_a_dash_and_names_as_typed() -> None:
    notes = drawn(level_bars(COUNTS, NAMES, "Answers", Text()))["layout"]["annotations"]
    assert [note["text"] for note in notes] == [
        "<b>Water &lt;b&gt;</b>  4 answers",
        "<b>Roads</b>  –",
        "<b>Whole room</b>  10 answers",
    ]


def test_levels_have_their_colour_and_what_is_no_level_is_hatched() -> None:
    marks = [t["marker"] for t in drawn(level_bars(COUNTS, NAMES, "Answers", Text()))["data"]]
    assert [mark["color"] for mark in marks[:2]] == [colour_of(0), colour_of(100)]
    assert [mark.get("pattern", {}).get("shape") for mark in marks] == [None, None, "/", "."]


def test_an_indicator_without_rows_is_drawn() -> None:
    empty = pd.DataFrame(columns=[0, 1])
    assert "annotations" not in drawn(level_bars(empty, {}, "Answers", Text()))["layout"]


def test_numbers_can_be_read_on_every_level() -> None:
    wide = pd.DataFrame([[1] * 11], index=["Water"], columns=list(range(11)))
    for trace in drawn(level_bars(wide, {}, "Answers", Text()))["data"]:
        fill, ink = trace["marker"]["color"], trace["textfont"]["color"]
        assert contrast(rgb(fill), rgb(ink)) >= 4.5


@pytest.mark.parametrize("paper", ["#ffffff", "#12181f"])
def test_every_segment_has_an_edge_that_is_seen_on_light_and_dark_pages(paper: str) -> None:
    for trace in drawn(level_bars(COUNTS, NAMES, "Answers", Text()))["data"]:
        assert contrast(rgb(trace["marker"]["line"]["color"]), rgb(paper)) >= 3
        assert trace["marker"]["line"]["width"] >= 1
