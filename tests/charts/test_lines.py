"""Themes as lines: a gap where a score is missing, words at the end that stand clear of one another."""

import datetime
import itertools

import pytest

from resilience.charts.figures import theme_lines
from resilience.charts.lines import (
    ABOVE,
    BELOW,
    LINE,
    ROOM,
    ScoreLine,
    sorted_lines,
    span_of,
    spread,
)
from resilience.charts.template import ACCENT, LOW, MUTED
from resilience.text import Text
from tests.charts.frames import drawn

YEARS = [datetime.date(2024, 10, 1), datetime.date(2025, 10, 1), datetime.date(2026, 4, 1)]
NAMES = ["2024", "2025", "2026"]
LINES = [
    ScoreLine("Overall", [45.0, 50.0, 62.0], ["", ""], "+12", strong=True),
    ScoreLine("Water", [40.0, 50.0, 62.4], ["", "rise"], "+12.4 · clear rise"),
    ScoreLine("Power", [50.0, 35.0, None], ["fall", ""], "not in both"),
    ScoreLine("Roads", [None, None, None], ["", ""]),
]
UNJUDGED = ScoreLine("Power", [30.0, 40.0, 45.0], ["", "unjudged"])
LEGEND = {
    "overall": "Overall",
    "clear-rise": "clear rise",
    "clear-fall": "clear fall",
    "unclear": "no clear change",
    "unjudged": "shown without a verdict",
}


def sides(figure: dict, colour: str) -> list:  # type: ignore[type-arg]
    """The points of the sides of a colour, with a None after each."""
    return [
        trace["y"]
        for trace in figure["data"]
        if trace["mode"] == "lines" and trace["line"]["color"] == colour
    ]


def test_a_side_is_coloured_where_the_change_is_clear_and_grey_else() -> None:
    figure = drawn(theme_lines(LINES, NAMES, LEGEND, "Themes", Text(), YEARS))
    assert sides(figure, MUTED) == [[40.0, 50.0, None]]
    assert sides(figure, ACCENT) == [[50.0, 62.4, None], [45.0, 50.0, None, 50.0, 62.0, None]]
    assert sides(figure, LOW) == [[50.0, 35.0, None]], "none leads over a gap"


def test_a_side_without_a_verdict_is_dotted() -> None:
    traces = drawn(theme_lines([UNJUDGED], NAMES, LEGEND, "Themes", Text(), YEARS))["data"]
    dashes = {trace["line"]["dash"]: trace["y"] for trace in traces if trace["mode"] == "lines"}
    assert dashes == {"solid": [30.0, 40.0, None], "dot": [40.0, 45.0, None]}


def test_the_overall_is_bold_and_drawn_last() -> None:
    traces = drawn(theme_lines(LINES, NAMES, LEGEND, "Themes", Text(), YEARS))["data"]
    widths = [trace["line"]["width"] for trace in traces if trace["mode"] == "lines"]
    assert widths[-1] == max(widths)
    assert traces[-1]["name"] == "Overall"


def test_a_file_names_each_kind_of_line_once() -> None:
    lines = [*LINES, *LINES, UNJUDGED]
    traces = drawn(theme_lines(lines, NAMES, LEGEND, "Themes", Text(), YEARS))["data"]
    named = [(trace["legendrank"], trace["name"]) for trace in traces if trace["showlegend"]]
    assert sorted(named) == list(enumerate(LEGEND.values(), 1))


def test_lines_are_told_apart_by_shape_too() -> None:
    traces = drawn(theme_lines(LINES, NAMES, LEGEND, "Themes", Text(), YEARS))["data"]
    shapes = [trace["marker"]["symbol"] for trace in traces if trace["mode"] == "markers"]
    assert len(set(shapes)) == len(LINES)


def test_rows_stand_as_far_apart_as_their_days_and_are_named() -> None:
    axis = drawn(theme_lines(LINES, NAMES, LEGEND, "Themes", Text(), YEARS))["layout"]["xaxis"]
    assert axis["tickvals"] == ["2024-10-01", "2025-10-01", "2026-04-01"]
    assert axis["ticktext"] == NAMES
    assert axis["range"] == ["2024-10-01", "2026-04-01"]


def test_near_workshops_are_named_at_two_heights_and_those_of_a_day_stand_apart() -> None:
    days = [YEARS[0], datetime.date(2024, 10, 8), YEARS[2]]
    axis = drawn(theme_lines(LINES, NAMES, LEGEND, "Themes", Text(), days))["layout"]["xaxis"]
    assert axis["ticktext"] == ["2024", "<br>2025", "2026"]
    days = [YEARS[0]] * 3
    axis = drawn(theme_lines(LINES, NAMES, LEGEND, "Themes", Text(), days))["layout"]["xaxis"]
    assert axis["tickvals"] == [0, 1, 2]


def test_each_line_ends_in_its_name_last_score_and_words() -> None:
    notes = drawn(theme_lines(LINES, NAMES, LEGEND, "Themes", Text(), YEARS))["layout"][
        "annotations"
    ]
    assert [note["text"] for note in notes] == [
        "<b>Overall 62.0</b> · +12",
        "Water <b>62.4</b> · +12.4 · clear rise",
        "Power <b>–</b> · not in both",
        "Roads <b>–</b>",
    ]
    assert [note["y"] for note in notes] == [62.0, 62.4, 35.0, 50.0]
    assert notes[1]["arrowcolor"] == ACCENT
    assert notes[2]["arrowcolor"] == notes[3]["arrowcolor"] == "rgba(0, 0, 0, 0)", "it has no end"


@pytest.mark.parametrize(
    ("scores", "span"),
    [
        ([40.0, 62.0], (40, 70)),
        ([51.0, 58.0], (50, 80)),
        ([98.0, 100.0], (70, 100)),
        ([3.0, 4.0], (0, 30)),
        ([0.0, 100.0], (0, 100)),
        ([100.0, 100.0], (70, 100)),
        ([None, None], (0, 100)),
    ],
)
def test_the_axis_is_of_tens_around_all_scores(
    scores: list[float | None], span: tuple[float, float]
) -> None:
    low, high = span_of([ScoreLine("Water", scores, [""])])
    assert (low + 2, high - 2) == span


def test_lines_are_sorted_by_score_below_the_overall() -> None:
    lines = [ScoreLine(str(score), [score], []) for score in (None, 3.0, 7.0)]
    overall = ScoreLine("Overall", [5.0], [], strong=True)
    names = [one.name for one in sorted_lines([*lines, overall])]
    assert names == ["Overall", "7.0", "3.0", "None"]


@pytest.mark.parametrize("themes", [1, 5, 9, 14])
@pytest.mark.parametrize("apart", [0.0, 0.4, 12.0])
def test_words_never_stand_over_one_another_nor_outside(themes: int, apart: float) -> None:
    lines = [
        ScoreLine(
            f"A theme with a name that is long, number {n}",
            [min(100.0, 40 + apart * n)] * 2,
            [""],
            "−3.1 · may be chance",
        )
        for n in range(themes)
    ]
    figure = drawn(theme_lines(lines, NAMES[:2], LEGEND, "Themes", Text(), YEARS[:2]))
    low, high = span_of(lines)
    tall = figure["layout"]["height"] - ABOVE - BELOW
    spans = []
    for note in figure["layout"]["annotations"]:
        middle = tall * (high - note["y"]) / (high - low) + note["ay"]
        half = LINE * (1 + note["text"].count("<br>")) / 2
        spans.append((middle - half, middle + half))
    spans.sort()
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))
    assert spans[0][0] >= 0
    assert spans[-1][1] <= tall


def test_words_that_would_meet_share_their_shift_and_others_stand_at_their_point() -> None:
    assert spread([100.0, 50.0, 110.0], [40, 20, 20], 200) == [90.0, 50.0, 120.0]
    assert spread([0.0, 5.0, 150.0], [20, 20, 20], 200) == [10.0, 30.0, 150.0], "none is outside"
    assert spread([200.0, 195.0], [20, 20], 200) == [190.0, 170.0]


def test_a_long_end_is_on_a_line_of_its_own_and_the_axis_has_no_words() -> None:
    end = "−3.1 · may be chance"
    lines = [ScoreLine("A theme with a name that is long", [50.0, 60.0], [""], end)]
    layout = drawn(theme_lines(lines, NAMES[:2], {}, "Themes", Text(), YEARS[:2]))["layout"]
    assert layout["annotations"][0]["text"].endswith(f"<b>60.0</b><br>{end}")
    assert "title" not in layout["yaxis"], "the subtitle says what scores are out of"


def test_the_words_have_room_at_the_right_and_ten_years_at_the_foot() -> None:
    days = [datetime.date(year, 10, 1) for year in range(2017, 2027)]
    lines = [ScoreLine("Water", [50.0] * 10, [""] * 9, "0.0")]
    names = [str(day.year) for day in days]
    layout = drawn(theme_lines(lines, names, {}, "Themes", Text(), days))["layout"]
    assert layout["margin"]["r"] == ROOM
    assert layout["xaxis"]["tickangle"] == 0
    assert layout["xaxis"]["tickfont"]["size"] == 12
    assert layout["xaxis"]["ticktext"][1] == "<br>2018"


def test_names_are_no_markup() -> None:
    lines = [ScoreLine("<i>Water</i>", [50.0, 60.0], [""])]
    figure = drawn(theme_lines(lines, ["<b>1", "2"], {}, "Themes", Text(), YEARS[:2]))["layout"]
    assert figure["annotations"][0]["text"].startswith("&lt;i&gt;Water&lt;/i&gt;")
    assert figure["xaxis"]["ticktext"][0] == "&lt;b&gt;1"
