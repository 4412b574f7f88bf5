"""Cities on a plain grid: places, names and what lies beyond the date line."""

import math

import pandas as pd

from resilience.charts.figures import peer_map
from resilience.text import Text
from tests.charts.frames import drawn, numbers

PLACES = pd.DataFrame(
    [
        ("Own", "own", 20.0, 170.0),
        ("Near", "chosen", 22.0, -170.0),
        ("West", "chosen", 30.0, 110.0),
        ("Pale", "other", -10.0, 150.0),
    ],
    columns=["name", "role", "latitude", "longitude"],
)

ROLES = {role: role for role in ("own", "chosen", "other")}


def traces(places: pd.DataFrame, outlines: pd.DataFrame | None = None) -> dict[str, dict]:  # type: ignore[type-arg]
    """The traces of a map by name."""
    figure = drawn(peer_map(places, ROLES, "Location", Text(), outlines))
    return {trace["name"]: trace for trace in figure["data"]}


def test_each_city_stands_at_its_place_and_neighbours_across_the_date_line_stay_so() -> None:
    found = traces(PLACES)
    assert list(found) == ["other", "chosen", "own"]
    assert numbers(found["own"]["x"]) == [170]
    assert numbers(found["chosen"]["x"]) == [190, 110]
    assert numbers(found["chosen"]["y"]) == [22, 30]
    assert numbers(found["other"]["x"]) == [150]
    assert found["own"]["marker"]["size"] > found["chosen"]["marker"]["size"]


def test_chosen_cities_have_their_names_and_others_only_when_pointed_at() -> None:
    found = traces(PLACES)
    assert found["chosen"]["text"] == ["Near", "West"]
    assert found["own"]["text"] == ["Own"]
    assert found["other"]["text"] == [""]
    assert found["other"]["hovertext"] == ["Pale"]


def test_names_do_not_lie_over_one_another() -> None:
    near = pd.DataFrame(
        [("A long name of a city", "chosen", 20.0 + at / 50, 110.0) for at in range(3)]
        + [("Far", "other", -40.0, 20.0)],
        columns=PLACES.columns,
    ).assign(name=["A long name of a city", "B long name of a city", "C long name of a city", "F"])
    chosen = traces(near)["chosen"]
    placed = [p for p, name in zip(chosen["textposition"], chosen["text"], strict=True) if name]
    assert len(placed) == len(set(placed)) >= 2


def test_the_grid_is_in_degrees_and_nothing_is_fetched() -> None:
    figure = peer_map(PLACES, ROLES, "Location", Text())
    layout = drawn(figure)["layout"]
    named = dict(zip(layout["xaxis"]["tickvals"], layout["xaxis"]["ticktext"], strict=True))
    assert (named[120], named[180], named[210]) == ("120° E", "180°", "150° W")
    north = dict(zip(layout["yaxis"]["tickvals"], layout["yaxis"]["ticktext"], strict=True))
    assert (north[30], north[0], north[-30], north[120]) == ("30° N", "0°", "30° S", "")
    low, high = layout["xaxis"]["range"]
    assert low < 110
    assert high > 190
    assert {trace.type for trace in figure.data} == {"scatter"}
    assert "geo" not in layout
    assert layout["yaxis"]["scaleanchor"] == "x"
    assert "map" not in layout


def test_outlines_are_thin_lines_cut_at_the_edge_of_the_map() -> None:
    land = pd.DataFrame(
        {
            "line": [0, 0, 0, 1, 1],
            "longitude": [-20.0, -12.0, 0.0, 100.0, 120.0],
            "latitude": [0.0, 0.0, 0.0, 5.0, 5.0],
        }
    )
    outlines = traces(PLACES, land)["outlines"]
    x = numbers(outlines["x"])
    assert [round(at) for at in x if not math.isnan(at)] == [340, 348, 0, 100, 120]
    assert [at for at, value in enumerate(x) if math.isnan(value)] == [2, 4]
    assert outlines["line"]["width"] == 1
    assert "outlines" not in traces(PLACES)


def test_one_city_alone_has_a_map_around_it() -> None:
    alone = PLACES.head(1)
    low, high = drawn(peer_map(alone, {"own": "own"}, "", Text()))["layout"]["xaxis"]["range"]
    assert high - low > 5
