"""The map of departments by theme: scores in cells, differences in colours that can be read, the city below."""

import re
from itertools import pairwise, product

import pandas as pd
import plotly.graph_objects as go
import pytest

from resilience.charts.diverging import COLOURS, INDICATOR_STEPS, THEME_STEPS, kind_of, with_ways
from resilience.charts.figures import unit_heat
from resilience.text import Text
from resilience.ui.frontend.shell import LOOK
from tests.charts.frames import NAN, contrast, drawn, numbers, rgb

CSS = LOOK.read_text(encoding="utf-8")
SCORES = pd.DataFrame(
    {"Water": [75.0, 46.9, NAN, 60.0], "Power": [0.0, 100.0, 47.0, 49.0]},
    index=["North", "South", "2024", "The city"],
)
DIFFERENCES = pd.DataFrame(
    {"Water": [15.0, NAN, NAN], "Power": [-49.0, 51.0, -2.0]}, index=SCORES.index[:3]
)
LEGEND = {kind: f"is {kind}" for kind in COLOURS}


def heat(scores: pd.DataFrame = SCORES, differences: pd.DataFrame = DIFFERENCES) -> go.Figure:
    """The map of these scores, where North is marked on Water."""
    marks, said = {("North", "Water"): "3 of 4"}, {("South", "Power"): "100.0 here <b>"}
    return unit_heat(scores, differences, "Score by department", Text(), LEGEND, marks, said)


def middles(figure: go.Figure) -> dict[str, list[tuple[float, float]]]:
    """The middles of the cells of each kind, by its words."""
    found = {}
    for trace in drawn(figure)["data"][:-1]:
        x, y = (numbers(trace[axis]) for axis in "xy")
        corners = [(x[at : at + 2], y[at + 1 : at + 3]) for at in range(0, len(x) - 1, 6)]
        found[trace["name"]] = [(round(sum(a) / 2, 6), round(sum(b) / 2, 6)) for a, b in corners]
    return found


def test_cells_have_the_colour_of_their_difference_and_the_citys_have_none() -> None:
    assert {words: places for words, places in middles(heat()).items() if places} == {
        "is above-2": [(0, 0)],
        "is below-3": [(1, 0)],
        "is apart": [(0, 1)],
        "is above-3": [(1, 1)],
        "is near": [(1, 2)],
    }
    fills = [trace["fillcolor"] for trace in drawn(heat())["data"][:-1]]
    assert fills == list(COLOURS.values())


def test_every_cell_says_its_score_or_a_dash_and_its_mark() -> None:
    said = [re.sub("<span[^>]*>|</span>", "", one) for one in drawn(heat())["data"][-1]["text"]]
    assert said == [
        "75.0 ▴<br>3 of 4",
        "0.0 ▼",
        "46.9",
        "100.0 ▲",
        "–",
        "47.0",
        "<b>60.0</b>",
        "<b>49.0</b>",
    ]


def test_a_cell_that_is_pointed_at_compares_with_the_city_and_shows_names_as_typed() -> None:
    said = drawn(heat())["data"][-1]["customdata"]
    assert said[3] == "South · Power<br>100.0 here &lt;b&gt;"
    assert said[0] == "North · Water<br>75.0"


def test_rows_have_their_names_and_the_city_is_bold() -> None:
    axis = drawn(heat())["layout"]["yaxis"]
    assert axis["ticktext"] == ["North", "South", "2024", "<b>The city</b>"]


def test_an_empty_map_is_drawn() -> None:
    city = pd.DataFrame(index=["The city"])
    assert middles(heat(city, pd.DataFrame())) == {words: [] for words in LEGEND.values()}


def test_what_looks_like_a_tag_in_a_name_is_shown_as_typed() -> None:
    name = '<a href="https://elsewhere.example">R&D</a>'
    scores = pd.DataFrame({name: [1.0, 1.0]}, index=[name, "The city"])
    assert "<a" not in heat(scores, pd.DataFrame({name: [0.0]}, index=[name])).to_json()


def test_a_figure_names_nothing_outside_the_page() -> None:
    assert "http" not in heat().to_json()


@pytest.mark.parametrize(
    ("points", "kind"),
    [
        (0.0, "near"),
        (-4.6, "near"),
        (4.94, "near"),
        (4.95, "above-1"),  # prints as 5.0
        (-9.9, "below-1"),
        (10 - 1e-9, "above-2"),  # arithmetic of the computer
        (-19.9, "below-2"),
        (-20.0, "below-3"),
        (20.0, "above-3"),
        (NAN, "apart"),
    ],
)
def test_a_difference_is_of_the_kind_that_the_legend_names(points: float, kind: str) -> None:
    assert kind_of(points, THEME_STEPS) == kind


def test_single_indicators_differ_by_more_before_they_are_coloured() -> None:
    assert [kind_of(n, INDICATOR_STEPS) for n in (9.9, 10, -25, 40)] == [
        "near",
        "above-1",
        "below-2",
        "above-3",
    ]


def test_the_ink_of_cells_can_be_read_on_every_colour_in_light_and_dark() -> None:
    inks = shades("ink")
    for kind, mode in product(list(COLOURS)[:-1], (0, 1)):
        assert contrast(rgb(inks[mode]), rgb(shades(kind)[mode])) >= 4.5, (kind, mode)


def test_dark_pages_know_each_colour_of_the_chart() -> None:
    for kind, colour in list(COLOURS.items())[:-1]:
        assert shades(kind)[0] == colour
        parts = ", ".join(str(round(255 * part)) for part in rgb(colour))
        assert f'path[style*="fill: rgb({parts})"] {{ fill: var(--{kind})' in CSS
        assert f".key.{kind}::before" in CSS


def shades(name: str) -> tuple[str, str]:
    """A colour of the look in light and dark."""
    found = re.search(rf"--{name}: light-dark\((#\w+), (#\w+)\)", CSS)
    assert found, name
    return found[1], found[2]


@pytest.mark.parametrize(("dark", "paper"), [(0, "#ffffff"), (1, "#12181f")])
@pytest.mark.parametrize("way", ["below", "above"])
def test_neighbouring_shades_can_be_told_apart_and_the_last_from_the_page(
    way: str, dark: int, paper: str
) -> None:
    kinds = ["near", *(f"{way}-{step}" for step in (1, 2, 3))]
    shades = [
        re.findall(rf"--{kind}: light-dark\((#\w+), (#\w+)\)", CSS)[0][dark] for kind in kinds
    ]
    for shade, following in pairwise(shades):
        assert contrast(rgb(shade), rgb(following)) >= 1.3
    assert contrast(rgb(shades[-1]), rgb(paper)) >= 3
    if not dark:
        assert shades == [COLOURS[kind] for kind in kinds], "files print those of light pages"


def test_each_step_has_a_sign_of_its_own_in_cells_and_in_the_legend() -> None:
    signs = {words[0] for kind, words in with_ways(LEGEND).items() if kind not in ("near", "apart")}
    assert len(signs) == 6
    assert with_ways({"near": "alike", "above-3": "far"}) == {"near": "alike", "above-3": "▲ far"}
