"""A theme over many cities: dots without names, or boxes where they are too many, and one city marked."""

from collections.abc import Sequence

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

#: cities up to which each is a dot
MOST_DOTS = 40
#: half the height of the middle half, and how far the line at the median goes down, in rows
HALF, TICK = 0.16, 0.3


def distribution(
    spread: pd.DataFrame, scores: Sequence[Sequence[float]], own: str, title: str, text: Text
) -> go.Figure:
    """A row a theme: the middle half of the cities as a band, a line at their median, and their dots.

    `spread` has themes as index, first on top, and the columns tenth, quarter, median, three_quarters,
    nine_tenths and own (0..100, NaN where there is none; fewer than five cities have none). `scores` are
    those of all cities by row; where one row has more than 40 a line from tenth to nine_tenths stands
    for them. `own` is the name of the city that is marked, empty for none.
    """
    figure = go.Figure()
    few = all(len(row) <= MOST_DOTS for row in scores)
    for row, (_, one) in enumerate(spread.iterrows()):
        if pd.notna(one["median"]):
            figure.add_shape(_band(float(one["quarter"]), float(one["three_quarters"]), row))
            figure.add_shape(_median(float(one["median"]), row))
            if not few:
                figure.add_shape(_line(float(one["tenth"]), float(one["nine_tenths"]), row, row, 2))
    if own:
        figure.add_trace(_own(spread["own"], own, text))
    if few:  # above the large diamond, which would hide them
        figure.add_trace(_dots([sorted(row) for row in scores]))
    figure.update_yaxes(showgrid=False)
    figure.update_xaxes(
        range=[-3, 103], tickvals=[0, 25, 50, 75, 100], gridcolor=PALE, fixedrange=True
    )
    dressed(figure, title, 66 + PITCH * max(1, len(spread)))
    return names_above(figure, [str(theme) for theme in spread.index])


def _dots(scores: Sequence[Sequence[float]]) -> go.Scatter:
    """A dot a city, without its name; those that would hide one another stand above one another."""
    at = [place for row, found in enumerate(scores) for place in stacked(found, row)]
    return go.Scatter(
        x=[x for x, _ in at],
        y=[y for _, y in at],
        mode="markers",
        marker={"size": 9, "color": "#ffffff", "line": {"color": INK, "width": 1.5}},
        hovertemplate="%{x:.1f}<extra></extra>",
    )


def _own(scores: "pd.Series[float]", name: str, text: Text) -> go.Scatter:
    """The city that is looked at: a large diamond with its score."""
    return go.Scatter(
        x=scores,
        y=list(range(len(scores))),
        mode="markers+text",
        name=name,
        text=[text.number(value) if pd.notna(value) else "" for value in scores],
        textposition="top center",
        marker={
            "size": 20,
            "color": ACCENT,
            "symbol": "diamond",
            "line": {"color": INK, "width": 1},
        },
        hovertemplate=f"{wrapped(name)}: %{{x:.1f}}<extra></extra>",
    )


def _band(low: float, high: float, row: int) -> dict[str, object]:
    return {
        "type": "rect",
        "x0": low,
        "x1": high,
        "y0": row - HALF,
        "y1": row + HALF,
        "fillcolor": PALE,
        "line": {"width": 0},
        "layer": "between",
    }


def _median(score: float, row: int) -> dict[str, object]:
    """A line below the label of the city that is marked, for it to be read."""
    return _line(score, score, row - HALF, row + TICK, 3)


def _line(x0: float, x1: float, y0: float, y1: float, width: int) -> dict[str, object]:
    line = {"color": INK, "width": width}
    return {
        "type": "line",
        "x0": x0,
        "x1": x1,
        "y0": y0,
        "y1": y1,
        "line": line,
        "layer": "between",
    }
