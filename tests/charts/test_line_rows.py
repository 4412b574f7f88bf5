"""Lines in rows: words on the segments, scores at the points, names above, fit for a phone."""

import datetime
import itertools
from typing import Any

import pytest

from resilience.charts.figures import line_rows
from resilience.charts.line_rows import POINT
from resilience.charts.lines import ScoreLine
from resilience.charts.template import ACCENT
from resilience.text import Text
from tests.charts.frames import drawn, numbers

NAMES = ["Vote 1", "Vote 2", "Agreed"]
WATER = ScoreLine("Water", [50.0, 68.75, 75.0], ["rise", ""], said=["clear rise", ""])
POWER = ScoreLine("Power", [50.0, 50.0, None], ["", ""], said=["not asked again", ""])


def rows(*lines: ScoreLine, names: list[str] = NAMES) -> dict[str, Any]:
    return drawn(line_rows(lines, names, {"clear-rise": "clear rise"}, "Themes", Text()))


def dots(figure: dict[str, Any]) -> list[dict[str, Any]]:
    return [trace for trace in figure["data"] if trace["mode"] == "markers+text"]


def notes(figure: dict[str, Any], said: str) -> list[dict[str, Any]]:
    return [note for note in figure["layout"]["annotations"] if note["text"] == said]


def test_a_point_is_as_high_in_each_row_and_has_its_score() -> None:
    water, power = dots(rows(WATER, POWER))
    ys = numbers(water["y"])
    assert ys[0] - ys[2] == pytest.approx(25 * POINT)
    assert water["text"] == ["<b>50.0</b>", "<b>68.8</b>", "<b>75.0</b>"]
    assert power["text"] == ["<b>50.0</b>", "<b>50.0</b>", ""]
    assert numbers(power["y"])[0] == numbers(power["y"])[1]


def test_words_are_at_the_middle_of_their_segment_and_below_it() -> None:
    figure = rows(WATER, POWER)
    water, _ = dots(figure)
    (clear,) = notes(figure, "clear rise")
    assert clear["x"] == 0.25
    assert clear["y"] > max(numbers(water["y"])[:2])
    assert notes(figure, "not asked again")
    assert [t["line"]["color"] for t in figure["data"] if t["mode"] == "lines"].count(ACCENT) == 1


def test_rows_are_below_one_another() -> None:
    figure = rows(WATER, POWER)
    heads = [notes(figure, f"<b>{name}</b>")[0]["y"] for name in ("Water", "Power")]
    feet = [note["y"] for note in notes(figure, "Vote 1")]
    assert all(a < b for a, b in itertools.pairwise([heads[0], feet[0], heads[1], feet[1]]))
    assert figure["layout"]["height"] > feet[1]
    assert max(numbers(dots(figure)[0]["y"])) < feet[0]


def test_of_many_names_only_the_first_and_the_last_are_at_the_foot() -> None:
    days = [datetime.date(2026, 10, n) for n in (1, 2, 3)]
    names = [f"October {day.day}, 2026" for day in days]
    figure = drawn(line_rows([WATER], names, {}, "Themes", Text(), days))
    assert not notes(figure, names[1])
    first, last = notes(figure, names[0])[0], notes(figure, names[2])[0]
    assert (first["xanchor"], last["xanchor"]) == ("left", "right")
    assert notes(rows(WATER), "Vote 2")


def test_rows_of_days_are_as_far_apart_as_these_and_of_one_day_one_after_the_other() -> None:
    days = [datetime.date(2026, 10, n) for n in (1, 2, 5)]
    (water,) = dots(drawn(line_rows([WATER], NAMES, {}, "Themes", Text(), days)))
    assert numbers(water["x"]) == [0, 0.25, 1]
    (water,) = dots(drawn(line_rows([WATER], NAMES, {}, "Themes", Text(), days[:1] * 3)))
    assert numbers(water["x"]) == [0, 0.5, 1]


def test_names_are_no_markup() -> None:
    figure = rows(ScoreLine("<i>Water", [1.0, 2.0], [""]), names=["<b>1", "2"])
    assert notes(figure, "<b>&lt;i&gt;Water</b>")
    assert notes(figure, "&lt;b&gt;1")


def test_a_line_without_scores_is_a_row_too() -> None:
    figure = rows(ScoreLine("Roads", [None] * 3, ["", ""], said=["not shown", ""]))
    assert notes(figure, "<b>Roads</b>")
    assert not notes(figure, "not shown"), "there is no segment"
