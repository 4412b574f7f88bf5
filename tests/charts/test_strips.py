"""A city among others: its own dot, theirs, and a line at their median."""

import pandas as pd

from resilience.charts.figures import peer_strips
from resilience.charts.template import ACCENT
from resilience.text import Text
from tests.charts.frames import NAN, drawn, numbers

SCORES = pd.DataFrame(
    {"Own": [60.0, NAN], "Aba": [20.0, 50.0], "Bay": [30.0, NAN], "Cliff": [80.0, NAN]},
    index=["Water", "Power"],
)


def test_every_city_is_a_dot_and_the_own_one_is_large() -> None:
    figure = drawn(peer_strips(SCORES, "Own", "Among peers", Text()))
    named = {trace["name"]: trace for trace in figure["data"]}
    assert list(named) == ["Own", "Aba", "Bay", "Cliff"]
    assert numbers(named["Aba"]["x"]) == [20, 50]
    assert named["Own"]["marker"]["color"] == ACCENT
    assert named["Own"]["marker"]["size"] > named["Aba"]["marker"]["size"]
    assert named["Own"]["text"] == ["60", ""]


def test_a_line_stands_at_the_median_of_the_others() -> None:
    shapes = drawn(peer_strips(SCORES, "Own", "Among peers", Text()))["layout"]["shapes"]
    assert [(shape["x0"], shape["x1"]) for shape in shapes] == [(30, 30), (50, 50)]


def test_no_city_is_hidden() -> None:
    """The large diamond lies below the others, and those with much the same score above one another."""
    scores = pd.DataFrame({"Own": [66.0], "Aba": [66.0], "Bay": [66.4], "Cliff": [20.0]})
    own, *others = drawn(peer_strips(scores, "Own", "", Text()))["data"]
    assert own["name"] == "Own"
    places = {trace["name"]: (numbers(trace["x"])[0], numbers(trace["y"])[0]) for trace in others}
    assert places["Aba"][1] != places["Bay"][1]
    assert places["Cliff"][1] == 0


def test_names_of_rows_begin_right_of_the_line_at_zero() -> None:
    for at in drawn(peer_strips(SCORES, "Own", "", Text()))["layout"]["annotations"]:
        assert (at["x"], at.get("xref", "x"), at["xanchor"]) == (0, "x", "left")
        assert at["xshift"] > 0
