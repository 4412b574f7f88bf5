"""Cities over a theme: dots without names, boxes where they are many, one city as a diamond."""

import math

import pandas as pd
import pytest

from resilience.charts.distribution import MOST_DOTS
from resilience.charts.figures import distribution
from resilience.charts.template import ACCENT, PALE
from resilience.text import Text
from tests.charts.frames import NAN, drawn, numbers

COLUMNS = ["tenth", "quarter", "median", "three_quarters", "nine_tenths", "own"]
SPREAD = pd.DataFrame(
    [[4.0, 10.0, 20.0, 30.0, 36.0, 30.0], [NAN] * 6], index=["Water", "Power"], columns=COLUMNS
)
FIVE = [[0.0, 10.0, 20.0, 30.0, 40.0], [50.0]]


def test_every_city_is_a_dot_without_a_name() -> None:
    figure = drawn(distribution(SPREAD, FIVE, "Own", "Cities", Text()))
    own, dots = figure["data"]  # the large diamond below, or it would hide them
    assert numbers(dots["x"]) == [0, 10, 20, 30, 40, 50]
    assert numbers(dots["y"]) == [0, 0, 0, 0, 0, 1]
    assert "name" not in dots
    assert dots["hovertemplate"] == "%{x:.1f}<extra></extra>"
    assert (own["name"], own["marker"]["symbol"], own["marker"]["color"]) == (
        "Own",
        "diamond",
        ACCENT,
    )
    assert own["text"] == ["30", ""]
    assert numbers(own["x"])[0] == 30
    assert math.isnan(numbers(own["x"])[1])
    assert [(at["y"], at["text"]) for at in figure["layout"]["annotations"]] == [
        (0, "Water"),
        (1, "Power"),
    ]


def test_a_band_is_the_middle_half_and_a_line_the_median_and_a_missing_one_a_gap() -> None:
    band, line = drawn(distribution(SPREAD, FIVE, "", "Cities", Text()))["layout"]["shapes"]
    assert (band["x0"], band["x1"], band["fillcolor"]) == (10, 30, PALE)
    assert (line["x0"], line["x1"]) == (20, 20)
    assert (line["y0"], line["y1"]) == (-0.16, 0.3)


def test_more_than_forty_cities_are_a_box_and_a_line_from_tenth_to_tenth() -> None:
    many = [[float(n) for n in range(MOST_DOTS + 1)], [50.0]]
    figure = drawn(distribution(SPREAD, many, "", "Cities", Text()))
    assert not figure.get("data")
    ends = [(shape["x0"], shape["x1"]) for shape in figure["layout"]["shapes"]]
    assert ends == [(10, 30), (20, 20), (4, 36)]


def test_cities_with_the_same_score_stand_above_one_another() -> None:
    figure = drawn(distribution(SPREAD, [[20.0, 20.0, 21.0, 30.0], []], "", "Cities", Text()))
    assert numbers(figure["data"][0]["y"]) == pytest.approx([0, 0.09, -0.09, 0])
