"""A city among others, theme by theme: it large, the others small, and a line at their median."""

from collections.abc import Hashable, Sequence

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.template import (
    ACCENT,
    INK,
    PALE,
    PITCH,
    dressed,
    names_above,
    stacked,
    wrapped,
)
from resilience.text import Text

#: half the height of the line at a median, in rows
TICK = 0.32


def peer_strips(scores: pd.DataFrame, own: str, title: str, text: Text) -> go.Figure:
    """A row a theme: a dot a city at its score 0..100, NaN where it has none.

    `scores` have themes as index, first on top, and cities as columns; `own` is the column of the city
    that is looked at.
    """
    rows = list(range(len(scores)))
    figure = go.Figure()
    others = scores.drop(columns=[own])
    figure.add_trace(_own(scores[own], rows, own, text))
    places = _places(others)
    for name in others.columns:  # above the large diamond, which would hide them
        at = [places[row, name] for row in rows]
        figure.add_trace(_dots(others[name], at, str(name), size=11, color=PALE))
    for row, median in enumerate(others.median(axis=1)):
        if pd.notna(median):
            figure.add_shape(_tick(float(median), row))
    figure.update_xaxes(
        range=[-3, 103], tickvals=[0, 25, 50, 75, 100], gridcolor=PALE, fixedrange=True
    )
    dressed(figure, title, 66 + PITCH * max(1, len(scores)))
    return names_above(figure, [str(theme) for theme in scores.index])


def _places(others: pd.DataFrame) -> dict[tuple[int, Hashable], float]:
    """The height of each city's dot by row and column; a missing score stays in its row."""
    found: dict[tuple[int, Hashable], float] = {}
    for row, (_, scores) in enumerate(others.iterrows()):
        known = scores.dropna().sort_values()
        heights = (y for _, y in stacked(known.tolist(), row))
        found |= {(row, name): float(row) for name in others.columns}
        found |= dict(zip(((row, name) for name in known.index), heights, strict=True))
    return found


def _dots(
    scores: "pd.Series[float]", rows: Sequence[float], name: str, *, size: int, color: str
) -> go.Scatter:
    return go.Scatter(
        x=scores,
        y=rows,
        mode="markers",
        name=name,
        marker={"size": size, "color": color, "line": {"color": INK, "width": 1}},
        hovertemplate=f"{wrapped(name)}: %{{x:.1f}}<extra></extra>",
    )


def _own(scores: "pd.Series[float]", rows: Sequence[float], name: str, text: Text) -> go.Scatter:
    """The city that is looked at: a large diamond with its score."""
    dots = _dots(scores, rows, name, size=20, color=ACCENT)
    said = [text.number(value) if pd.notna(value) else "" for value in scores]
    return dots.update(
        mode="markers+text", text=said, textposition="top center", marker={"symbol": "diamond"}
    )


def _tick(median: float, row: int) -> dict[str, object]:
    line = {"color": INK, "width": 3}
    return {
        "type": "line",
        "x0": median,
        "x1": median,
        "y0": row - TICK,
        "y1": row + TICK,
        "line": line,
        "layer": "between",
    }
