"""Pictures for print: the values of the charts, gaps where there is none, words as they were typed."""

import xml.etree.ElementTree as ET

import pandas as pd
import pytest

from resilience.charts.paper import paper_lines, paper_strips
from resilience.charts.paper.svg import drawing, words
from resilience.charts.template import THEME_COLOURS
from resilience.text import Text
from tests.charts.frames import NAN, said_in

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
