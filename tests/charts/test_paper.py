"""Pictures for print: the values of the charts, gaps where there is none, words as they were typed."""

import xml.etree.ElementTree as ET

import pytest

from resilience.charts.lines import ScoreLine
from resilience.charts.paper import TALL, TOP, drawing, paper_lines, words
from resilience.charts.template import ACCENT, LOW, MUTED
from resilience.text import Text
from tests.charts.frames import said_in

SVG = "{http://www.w3.org/2000/svg}"


def shapes(picture: str, kind: str) -> list[dict[str, str]]:
    """The shapes of a kind with what they look like."""
    root = ET.fromstring(picture)
    return [dict(one.attrib) for one in root.iter(SVG + kind)]


def test_lines_go_from_score_to_score_and_leave_a_gap() -> None:
    water = ScoreLine("Water", [50.0, 60.0, 75.0], ["", "rise"], "+15.0 · clear rise")
    power = ScoreLine("Power", [40.0, None, 20.0], ["", ""])
    legend = {"clear-rise": "clear rise", "unclear": "no clear change"}
    picture = paper_lines([water, power], ["2024", "2025", "2026"], legend, Text("en"))

    def height(score: float) -> float:
        """The scores span 20 to 80, with two more above and below."""
        return TOP + TALL * (82 - score) / 64

    drawn = shapes(picture, "line")
    (rise,) = [one for one in drawn if one["stroke"] == ACCENT and one["x1"] != "30.00"][:1]
    assert [float(rise["y1"]), float(rise["y2"])] == pytest.approx(
        [height(60), height(75)], abs=0.01
    )
    grey = [one for one in drawn if one["stroke"] == MUTED and one["x1"] != "30.00"]
    assert [float(one["y1"]) for one in grey if one["y1"] == f"{height(50):.2f}"]
    assert not [one for one in grey if one["y1"] == f"{height(40):.2f}"]
    assert len(shapes(picture, "circle")) == 3
    assert said_in(picture) == [
        *("clear rise", "no clear change", *map(str, range(20, 81, 10)), "2024", "2025", "2026"),
        *("Power 20.0", "Water 75.0 · +15.0 · clear rise"),
    ]


def test_a_side_without_a_verdict_is_dotted() -> None:
    one = ScoreLine("Water", [50.0, 60.0], ["unjudged"])
    drawn = shapes(paper_lines([one], ["2025", "2026"], {}, Text("en")), "line")
    assert [side["stroke"] for side in drawn if "stroke-dasharray" in side] == [MUTED]


def test_the_overall_lies_thick_over_the_themes() -> None:
    fall = ScoreLine("Water", [60.0, 50.0], ["fall"])
    overall = ScoreLine("Overall", [55.0, 58.0], [""], "+3", strong=True)
    drawn = shapes(paper_lines([overall, fall], ["2025", "2026"], {}, Text("en")), "line")
    thick = [(one["stroke"], round(float(one["stroke-width"]), 2)) for one in drawn]
    assert thick.index((LOW, 1.95)) < thick.index((ACCENT, 3.25))


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
