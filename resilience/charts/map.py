"""Cities as dots by their place on a plain grid of degrees, without borders; nothing is fetched."""

import math
from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from resilience.charts.template import ACCENT, INK, MUTED, PALE, columns_of, dressed, wrapped
from resilience.text import Text

#: the least width and height of the map, and the room around the outermost dots as a share of it
LEAST, MARGIN = 10.0, 0.3
#: steps of the grid in degrees, and how many lines cross the width at the most
STEPS, MOST_LINES = (1, 2, 5, 10, 15, 30, 60), 8
#: about how wide and high the map, a letter and a line of a label are, in pixels
ACROSS, DOWN, LETTER, LINE = 760.0, 380.0, 7.5, 20.0
#: where a name may stand, first choice first: its lower left corner from the dot, in its own size
POSITIONS = {
    "top center": (-0.5, 0.5),
    "bottom center": (-0.5, -1.5),
    "middle right": (0.1, -0.5),
    "middle left": (-1.1, -0.5),
    "top right": (0.0, 0.5),
    "bottom right": (0.0, -1.5),
    "top left": (-1.0, 0.5),
    "bottom left": (-1.0, -1.5),
}
#: size of the dot, colour and symbol by role, in the order in which they are drawn
LOOKS = {
    "other": (10, PALE, "circle"),
    "chosen": (12, MUTED, "circle"),
    "own": (18, ACCENT, "circle"),
}
Box = tuple[float, float, float, float]


def peer_map(
    places: pd.DataFrame,
    legend: Mapping[str, str],
    title: str,
    text: Text,
    outlines: pd.DataFrame | None = None,
) -> go.Figure:
    """A dot a city: the own one large, chosen ones with their names, others pale.

    `legend` names the roles that are drawn. `places` have name, role (own, chosen or other), latitude and
    longitude in degrees, never NaN. `outlines` (line, longitude, latitude) are drawn thin below the dots. The map is centred on the own
    city, so that neighbours across the date line stay neighbours.
    """
    middle = float(places.sort_values("role", key=_own_first)["longitude"].iloc[0])
    at = places.assign(longitude=_around(places["longitude"], middle))
    centre, stretch, across = _frame(at)
    figure = go.Figure()
    if outlines is not None:
        figure.add_trace(_lines(outlines, middle))
    positions = _positions(at, ACROSS / across, stretch)
    for role in LOOKS:
        if role in legend:
            figure.add_trace(_dots(at[at["role"] == role], role, legend[role], positions))
    dressed(figure, title, 420)
    down = across * DOWN / ACROSS / stretch
    step = next((one for one in STEPS if across / one <= MOST_LINES), STEPS[-1])
    figure.update_xaxes(**_grid(centre[0], across, step, lambda tick: _longitude(tick, text)))
    high = min(step, 30)
    figure.update_yaxes(**_grid(centre[1], down, high, lambda tick: _latitude(tick, text)))
    return figure.update_yaxes(
        scaleanchor="x", scaleratio=stretch, constrain="domain", constraintoward="top"
    )


def _own_first(roles: "pd.Series[str]") -> "pd.Series[bool]":
    return roles != "own"


def _around(longitude: "pd.Series[float]", middle: float) -> "pd.Series[float]":
    """Longitudes within half the world of the middle."""
    return (longitude - middle + 180) % 360 - 180 + middle


def _frame(at: pd.DataFrame) -> tuple[tuple[float, float], float, float]:
    """The centre, how much taller a degree of latitude is drawn, and the width in degrees."""
    ends = [(float(at[name].min()), float(at[name].max())) for name in ("longitude", "latitude")]
    centre = (sum(ends[0]) / 2, sum(ends[1]) / 2)
    stretch = 1 / max(0.3, math.cos(math.radians(centre[1])))
    wide, high = (max(LEAST, (top - low) * (1 + MARGIN)) for low, top in ends)
    return centre, stretch, min(360.0, max(wide, high * stretch * ACROSS / DOWN))


def _dots(own: pd.DataFrame, role: str, kind: str, positions: dict[str, str]) -> go.Scatter:
    size, colour, symbol = LOOKS[role]
    names = [str(name) for name in own["name"]]
    return go.Scatter(
        x=own["longitude"],
        y=own["latitude"],
        mode="markers+text",
        name=kind,
        text=[wrapped(name, 40) if name in positions else "" for name in names],
        textposition=[positions.get(name, "top center") for name in names],
        textfont={"size": 14 if role == "chosen" else 15, "color": INK},
        hovertext=[wrapped(name) for name in names],
        hovertemplate="%{hovertext}<extra></extra>",
        marker={
            "size": size,
            "color": colour,
            "symbol": symbol,
            "line": {"color": INK, "width": 1},
        },
    )


def _lines(outlines: pd.DataFrame, middle: float) -> go.Scatter:
    """Thin lines, cut where they leave the map at one side and come back at the other."""
    x = _around(outlines["longitude"], middle)
    cut = (outlines["line"].diff() != 0) | (x.diff().abs() > 180)
    starts = np.flatnonzero(cut.to_numpy())[1:]
    return go.Scatter(
        x=np.insert(x.to_numpy(dtype=float), starts, np.nan),
        y=np.insert(outlines["latitude"].to_numpy(dtype=float), starts, np.nan),
        mode="lines",
        name="outlines",
        showlegend=False,
        line={"color": "#b8c0c8", "width": 1},
        hoverinfo="skip",
    )


def _positions(at: pd.DataFrame, scale: float, stretch: float) -> dict[str, str]:
    """Where the names of the own city and the chosen ones stand; one that would lie over others is left."""
    shown = at[at["role"] != "other"].sort_values("role", key=_own_first, kind="stable")
    dots = [
        (x * scale - 8, y * scale * stretch - 8, 16.0, 16.0)
        for x, y in at[["longitude", "latitude"]].itertuples(index=False)
    ]
    kept: list[Box] = []
    found: dict[str, str] = {}
    for name, x, y in shown[["name", "longitude", "latitude"]].itertuples(index=False):
        wide = LETTER * columns_of(str(name))
        for position, (right, up) in POSITIONS.items():
            box = (x * scale + right * wide, y * scale * stretch + up * LINE, wide, LINE)
            own = (x * scale - 8, y * scale * stretch - 8, 16.0, 16.0)
            if not any(_meet(box, other) for other in [*kept, *(d for d in dots if d != own)]):
                found[str(name)] = position
                kept.append(box)
                break
    return found


def _meet(one: Box, other: Box) -> bool:
    return all(
        one[at] < other[at] + other[at + 2] and other[at] < one[at] + one[at + 2] for at in (0, 1)
    )


def _grid(centre: float, span: float, step: int, named: Callable[[int], str]) -> dict[str, object]:
    """A range around a centre, and a line at every step of the whole world, of which it shows its part."""
    ticks = range(-540, 541, step)
    return {
        "range": [centre - span / 2, centre + span / 2],
        "tickvals": list(ticks),
        "ticktext": [named(tick) for tick in ticks],
        "gridcolor": PALE,
        "zeroline": False,
        "tickangle": 0,
        "tickfont": {"size": 12},
        "fixedrange": True,
    }


def _longitude(tick: int, text: Text) -> str:
    turned = (tick + 180) % 360 - 180
    if turned in (0, -180):
        return f"{abs(turned)}°"
    east = text("{degrees}° E", degrees=turned)
    return east if turned > 0 else text("{degrees}° W", degrees=-turned)


def _latitude(tick: int, text: Text) -> str:
    if abs(tick) > 90:
        return ""
    if tick == 0:
        return "0°"
    north = text("{degrees}° N", degrees=tick)
    return north if tick > 0 else text("{degrees}° S", degrees=-tick)
