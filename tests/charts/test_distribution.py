"""Cities over a theme: dots without names, lines where they are many, one city marked."""

import math

import pandas as pd
import pytest

from resilience.charts.figures import distribution
from resilience.charts.strips import LANE, MOST_DOTS, has_dots
from resilience.charts.template import ACCENT, PALE
from tests.charts.frames import NAN, drawn, numbers, ticks
from tests.charts.test_strips import across

COLUMNS = ["tenth", "quarter", "median", "three_quarters", "nine_tenths", "own"]
SPREAD = pd.DataFrame(
    [[4.0, 10.0, 20.0, 30.0, 36.0, 30.0], [NAN] * 6], index=["Water", "Power"], columns=COLUMNS
)
FIVE = [[0.0, 10.0, 20.0, 30.0, 40.0], [50.0]]
SHOWN = ["30.0", "–"]
LEGEND = {"score": "Own", "peer": "another city", "range": "middle half", "median": "median"}
MANY = {"range": "middle half", "median": "median", "tenths": "tenths"}


def test_every_city_is_a_dot_without_a_name() -> None:
    figure = drawn(distribution(SPREAD, FIVE, SHOWN, LEGEND, "Cities"))
    _, _, own, dots = figure["data"]
    assert numbers(dots["x"]) == [0, 10, 20, 30, 40, 50]
    assert numbers(dots["y"]) == [LANE] * 5 + [1 + LANE], "below the large dot"
    assert dots["hovertemplate"] == "%{x:.1f}<extra></extra>"
    assert (own["name"], own["marker"]["color"]) == ("Own", ACCENT)
    assert across(own) > across(dots)
    assert numbers(own["x"])[0] == 30
    assert math.isnan(numbers(own["x"])[1])
    said = [(at["y"], at["text"]) for at in figure["layout"]["annotations"]]
    assert said == [(0, "Water"), (0, "<b>30.0</b>"), (1, "Power"), (1, "<b>–</b>")]


def test_a_band_is_the_middle_half_and_a_diamond_the_median_and_a_missing_one_a_gap() -> None:
    without = {kind: words for kind, words in LEGEND.items() if kind != "score"}
    whole = distribution(SPREAD, FIVE, ["", ""], without, "Cities")
    figure = drawn(whole)
    band = figure["data"][0]
    assert (numbers(band["x"])[:2], band["line"]["color"]) == ([10, 30], PALE)
    assert all(math.isnan(x) for x in numbers(band["x"])[2:])
    assert "Own" not in [trace["name"] for trace in figure["data"]]
    (median,) = [trace for trace in figure["data"] if trace["name"] == "median"]
    assert (numbers(median["x"])[0], median["marker"]["symbol"]) == (20, "diamond")
    assert not ticks(whole), "ticks are for targets"


def test_more_than_forty_cities_are_a_band_and_a_line_from_tenth_to_tenth() -> None:
    many = [[float(n) for n in range(MOST_DOTS + 1)], [50.0]]
    assert not has_dots(many)
    assert has_dots([many[0][1:]])
    band, tenths, _ = drawn(distribution(SPREAD, many, ["", ""], MANY, "Cities"))["data"]
    assert numbers(band["x"])[:2] == [10, 30]
    assert numbers(tenths["x"])[:2] == [4, 36]


def test_cities_with_the_same_score_are_below_one_another() -> None:
    scores = [[20.0, 20.0, 21.0, 30.0], []]
    *_, dots = drawn(distribution(SPREAD, scores, SHOWN, LEGEND, "Cities"))["data"]
    assert numbers(dots["y"]) == pytest.approx([LANE, LANE + 0.09, LANE + 0.18, LANE])
