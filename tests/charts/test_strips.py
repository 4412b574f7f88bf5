"""A city among others: its own dot, theirs, a diamond at their median, and names where there is room."""

from typing import Any

import pandas as pd
import pytest

from resilience.charts.figures import peer_strips
from resilience.charts.rows import ROW
from resilience.charts.template import ACCENT, LOW
from tests.charts.frames import NAN, drawn, numbers, ticks

THEMES = pd.DataFrame(
    [("Water", "60.0", False, 60.0), ("Power", "–", False, NAN)],
    columns=["title", "shown", "stressed", "score"],
)
PEERS = pd.DataFrame({"Aba": [20.0, 50.0], "Bay": [30.0, NAN], "Cliff": [80.0, NAN]})
LEGEND = {"score": "this city", "peer": "peer", "median": "median"}
NOBODY: list[list[str]] = [[], []]


def names(named: list[list[str]]) -> list[str]:
    """The names of cities that are written at their dots."""
    layout = drawn(peer_strips(THEMES, PEERS, LEGEND, "Among peers", named))["layout"]
    return [at["text"] for at in layout["annotations"] if at.get("yanchor") == "top"]


def test_no_name_hangs_where_the_next_title_takes_two_lines() -> None:
    long = THEMES.assign(title=["Water", "Ecological conservation and nature-based solutions"])
    for letters, shown in ((72, ["Aba"]), (36, [])):
        figure = peer_strips(long, PEERS, LEGEND, "Among peers", [["Aba"], []], letters)
        hung = [at for at in drawn(figure)["layout"]["annotations"] if at.get("yanchor") == "top"]
        assert [at["text"] for at in hung] == shown


def across(trace: dict[str, Any]) -> float:
    """The pixels that a dot covers, with the half of its ring that lies outside."""
    return float(trace["marker"]["size"] + trace["marker"].get("line", {}).get("width", 0))


def test_every_city_is_a_dot_and_the_own_one_is_large() -> None:
    _, own, *peers = drawn(peer_strips(THEMES, PEERS, LEGEND, "Among peers", NOBODY))["data"]
    assert (own["name"], own["marker"]["color"]) == ("this city", [ACCENT, ACCENT])
    assert [one["hovertemplate"].split(":")[0] for one in peers] == ["Aba", "Bay", "Cliff"]
    assert numbers(peers[0]["x"]) == [20, 50]
    assert all(across(own) > across(one) for one in peers)


def test_a_file_names_each_kind_of_mark_once() -> None:
    figure = peer_strips(THEMES, PEERS, LEGEND, "Among peers", NOBODY)
    assert [one.name for one in figure.data if one.showlegend] == [*("median", "this city", "peer")]


def test_a_file_names_the_colour_of_the_theme_furthest_below_the_median() -> None:
    figure = peer_strips(THEMES, PEERS, LEGEND | {"furthest": "furthest below"}, "", NOBODY)
    (key,) = [one for one in figure.data if one.name == "furthest below"]
    assert (key.marker.color, key.showlegend) == (LOW, True)


def test_the_theme_furthest_below_the_median_is_emphasised() -> None:
    below = THEMES.assign(stressed=[True, False])
    _, own, *_ = drawn(peer_strips(below, PEERS, LEGEND, "", NOBODY))["data"]
    assert own["marker"]["color"] == [LOW, ACCENT]


def test_a_hollow_diamond_around_the_small_dots_is_the_median() -> None:
    figure = peer_strips(THEMES, PEERS, LEGEND, "Among peers", NOBODY)
    median, _, *peers = drawn(figure)["data"]
    assert numbers(median["x"]) == [30, 50]
    assert (median["marker"]["symbol"], median["marker"]["color"]) == ("diamond", "#ffffff")
    assert numbers(median["y"]) == numbers(peers[0]["y"])
    assert median["marker"]["size"] > across(peers[0]) * 2**0.5, "a dot in it is seen"
    assert not ticks(figure), "ticks are for targets"


def test_no_city_is_hidden() -> None:
    """The dots of others are below the large one, and those with much the same score below one another."""
    theme = THEMES.head(1).assign(score=66.0)
    peers = pd.DataFrame({"Aba": [66.0], "Bay": [66.4], "Cliff": [20.0]})
    _, own, *others = drawn(peer_strips(theme, peers, LEGEND, "", [[]]))["data"]
    assert own["name"] == "this city"
    aba, bay, cliff = (numbers(trace["y"])[0] for trace in others)
    assert bay > aba == cliff
    touching = (across(own) + across(others[0])) / 2
    assert aba * ROW >= touching, "on a phone too"


@pytest.mark.parametrize(
    ("corvala", "anchor"), [(46.8, []), (20.0, ["left"]), (80.0, ["left"]), (30.0, ["right"])]
)
def test_a_name_hangs_below_no_dot_of_another_city(corvala: float, anchor: list[str]) -> None:
    """The other city is at 45 or, where the name begins at 20, at 15; a name changes sides where that helps."""
    other = 15.0 if corvala == 20 else 45.0
    peers = pd.DataFrame({"Corvala": [corvala], "Lindarro": [other]})
    figure = peer_strips(THEMES.head(1), peers, LEGEND, "", [["Corvala"]])
    below = [at for at in drawn(figure)["layout"]["annotations"] if at.get("yanchor") == "top"]
    assert [at["xanchor"] for at in below] == anchor


def test_names_are_written_where_there_is_room_also_on_a_phone() -> None:
    assert names([["Cliff", "Aba"], ["Aba"]]) == ["Cliff", "Aba", "Aba"]
    assert names([["Aba", "Bay"], []]) == ["Aba", "Bay"], "the second name is on the other side"
    assert names([["Aba", "Bay", "Aba"], []]) == ["Aba", "Bay"], "no room is left"
    assert names([[], ["Bay"]]) == [], "a city without a score has no dot"
    wide = PEERS.rename(columns={"Cliff": "The city with the very long name"})
    figure = peer_strips(THEMES, wide, LEGEND, "", [["The city with the very long name"], []])
    assert "very long" not in figure.to_json().split('"layout"')[1]
