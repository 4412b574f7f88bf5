"""Pictures for print: the values of the charts, gaps where there is none, words as they were typed."""

import math
import re
import xml.etree.ElementTree as ET

import pandas as pd
import pytest

from resilience.charts.paper import (
    level_stack,
    paper_bubbles,
    paper_lines,
    paper_radar,
    paper_strips,
    stack_key,
)
from resilience.charts.paper.svg import drawing, words
from resilience.charts.template import ACCENT, THEME_COLOURS, colour_of
from resilience.text import Text
from tests.charts.frames import NAN, THREE, said_in, themes
from tests.charts.test_bubbles import ROWS

SVG = "{http://www.w3.org/2000/svg}"
#: two themes, the second without a score of the city itself, and one other city without the first
CITIES = pd.DataFrame(
    {"Haiwan": [60.0, NAN], "Porto": [40.0, 50.0], "Gaia": [50.0, 70.0], "Braga": [NAN, 60.0]},
    index=["Water", "Power"],
)


def shapes(picture: str, kind: str) -> list[dict[str, str]]:
    """The shapes of a kind with what they look like."""
    root = ET.fromstring(picture)
    return [dict(one.attrib) for one in root.iter(SVG + kind)]


def points(shape: dict[str, str]) -> list[tuple[float, float]]:
    """The corners of a shape."""
    pairs = (pair.split(",") for pair in shape["points"].split())
    return [(float(x), float(y)) for x, y in pairs]


def test_the_radar_is_as_far_from_the_middle_as_the_scores() -> None:
    four = themes(
        *((f"T{n}", "scored", score, score, score) for n, score in enumerate((100, 50, 0, 75)))
    )
    (shape,) = [one for one in shapes(paper_radar(four), "polygon") if one["stroke"] == ACCENT]
    distances = [math.hypot(x, y - 89) for x, y in points(shape)]
    assert distances == pytest.approx([52, 26, 0, 39], abs=0.01)


def test_the_radar_leaves_a_gap_where_a_score_is_missing() -> None:
    picture = paper_radar(THREE)
    assert not [one for one in shapes(picture, "polygon") if one["stroke"] == ACCENT]
    assert len([one for one in shapes(picture, "line") if one["stroke"] == ACCENT]) == 1
    assert len(shapes(picture, "circle")) == 2


@pytest.mark.parametrize("count", [0, 1, 2, 3, 12])
def test_a_radar_of_any_number_of_themes_is_drawn_within_its_edges(count: int) -> None:
    title = "Continuidade dos serviços 都市の強靱化計画"
    frame = themes(*((title, "scored", 50.0, 50.0, 50.0) for _ in range(count)))
    picture = paper_radar(frame)
    left, _, width, _ = map(float, re.findall(r'viewBox="([^"]+)"', picture)[0].split())
    assert (left, width) == (-width / 2, width)
    assert len(shapes(picture, "circle")) == count


def test_a_stack_has_pieces_as_wide_as_their_share_in_the_colours_of_levels() -> None:
    picture = level_stack([5, 0, 14, 1])
    pieces = shapes(picture, "rect")
    assert [float(one["width"]) for one in pieces] == pytest.approx([49.2, 139.2, 9.2])
    assert [float(one["x"]) for one in pieces] == [0, 50, 190]
    assert [one["fill"] for one in pieces] == [colour_of(0), colour_of(200 / 3), colour_of(100)]
    assert said_in(picture) == ["5", "14", "1"]


def test_a_number_that_does_not_fit_into_its_piece_is_left_out() -> None:
    assert said_in(level_stack([1, 99])) == ["99"]
    assert len(shapes(level_stack([1, 99]), "rect")) == 2


def test_the_key_has_a_piece_a_level() -> None:
    assert said_in(stack_key(4)) == ["0", "1", "2", "3"]


def test_strips_have_a_dot_a_city_a_line_at_the_median_and_the_own_score() -> None:
    picture = paper_strips(CITIES, "Haiwan", Text("en"))
    places = sorted(float(one["cx"]) for one in shapes(picture, "circle"))
    wide = 493 - 130 - 12
    assert places == pytest.approx(
        sorted(130 + wide * x / 100 for x in (40, 50, 50, 70, 60)), abs=0.01
    )
    medians = [float(one["x1"]) for one in shapes(picture, "line") if one["stroke-width"] == "2"]
    assert medians == pytest.approx([130 + wide * 0.45, 130 + wide * 0.6], abs=0.01)
    assert len(shapes(picture, "polygon")) == 1  # Haiwan has no score for power
    assert said_in(picture) == ["0", "25", "50", "75", "100", "Water", "60", "Power"]


def test_lines_go_from_score_to_score_and_leave_a_gap() -> None:
    years = pd.DataFrame(
        {"Water": [50.0, 60.0, 75.0], "Power": [40.0, NAN, 20.0]}, index=["2024", "2025", "2026"]
    )
    picture = paper_lines(years, ["+25.0 · clear rise", ""], Text("en"))
    water = [one for one in shapes(picture, "line") if one["stroke"] == THEME_COLOURS[0]]
    assert [float(one["y1"]) for one in water[:2]] == [10 + 200 * 0.5, 10 + 200 * 0.4]
    assert float(water[1]["y2"]) == 10 + 200 * 0.25
    power = [one for one in shapes(picture, "line") if one["stroke"] == THEME_COLOURS[1]]
    assert [one["stroke-width"] for one in power] == ["0.8"]  # it leads to the words alone
    assert len(shapes(picture, "circle")) == 3
    assert said_in(picture)[5:] == [
        *("2024", "2025", "2026"),
        *("Water 75 · +25.0 · clear rise", "Power 20"),
    ]


def test_bubbles_stand_where_they_stand_on_the_page_and_differ_without_colours() -> None:
    picture = paper_bubbles(ROWS, Text("en"))
    water = [one for one in shapes(picture, "circle") if one["fill"] == THEME_COLOURS[0]]
    power = [one for one in shapes(picture, "polygon") if one["fill"] == THEME_COLOURS[1]]
    assert (len(water), len(power)) == (3, 2)  # one of each is the key
    assert [float(one["r"]) for one in water] == [4.5, 9, 4.5]
    assert [one["stroke-width"] for one in water[1:]] == ["2", "0.4"]
    assert [one["fill-opacity"] for one in water[1:]] == ["0.9", "0.9"]
    said = said_in(picture)
    assert {"A", "C", "Water", "Power"} <= set(said)
    assert "B" not in said  # it would lie over A, which is better
    assert [one for one in said if re.fullmatch(r"\d\.\d", one)][:3] == ["0.0", "0.5", "1.0"]


def test_words_stand_as_they_were_typed() -> None:
    hostile = '<b onload="x">&amp; ]]> {y} 都市'
    picture = drawing(100, 20, [words(hostile, (0, 10))])
    assert said_in(picture) == [hostile]
    assert [one.text for one in ET.fromstring(picture).iter(SVG + "text")] == [hostile]


def test_long_words_are_set_on_several_lines_around_their_height() -> None:
    picture = drawing(100, 40, [words("Water and the grid that carries it", (0, 20), 8, width=12)])
    heights = [float(one["y"]) for one in shapes(picture, "text")]
    assert said_in(picture) == ["Water and", "the grid", "that carries", "it"]
    assert sum(heights) / 4 == pytest.approx(20 + 0.35 * 8)
