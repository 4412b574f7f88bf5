"""Targets as bullet bars: the score as a bar, its target as a tick, an earlier score as a circle."""

from collections.abc import Iterator, Mapping

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.rows import (
    WIDE,
    Words,
    lines_of,
    right_of,
    row_axis,
    row_name,
    row_places,
    tick_at,
    tick_key,
    write,
)
from resilience.charts.template import ACCENT, INK, LOW, PALE, dressed, wrapped

#: pixels of a bar, from its middle to its name above and to the next name, those of the axis, and half a tick
BAR, RAISED, BELOW, AXIS, TICK = 14, 14, 24, 30, 12


def bullet_bars(
    rows: pd.DataFrame, legend: Mapping[str, str], title: str, letters: int = WIDE
) -> go.Figure:
    """A row per item, in the order of the frame; those in `widest` are emphasised.

    `rows` has `title`, `said` (words at the right), `widest`, and as scores 0..100 or NaN `score`, `previous` and
    `target`. `legend` names the kinds that are drawn: bullet, widest, previous, target.
    A line of a name has so many `letters`.
    """
    places, height = row_places([lines_of(one, letters) for one in rows["title"]], RAISED, BELOW)
    figure = go.Figure()
    _bars(figure, pd.Series(100.0, index=rows.index), places, "", PALE)
    widest = rows["widest"].astype(bool)
    _bars(figure, rows["score"].where(~widest), places, legend["bullet"], ACCENT)
    if "widest" in legend:
        _bars(figure, rows["score"].where(widest), places, legend["widest"], LOW)
    if "previous" in legend:
        looks = {"color": "#ffffff", "line": {"color": INK, "width": 2}, "size": 13}
        _marks(figure, rows["previous"], places, legend["previous"], looks)
    tick = {"symbol": "line-ns", "line": {"color": INK, "width": 3}, "size": 16}
    _marks(figure, rows["target"], places, legend["target"], {**tick, "opacity": 0})
    figure.data[-1].showlegend = False  # what is pointed at: the ticks are shapes
    figure.add_trace(tick_key(legend["target"]))
    for row, target in zip(places, rows["target"], strict=True):
        tick_at(figure, float(target), row, TICK)
    write(figure, _words(rows, places, letters))
    row_axis(figure, 0, height)
    figure.update_xaxes(
        range=[0, 100],
        tickvals=[0, 25, 50, 75, 100],
        showgrid=False,
        zeroline=False,
        fixedrange=True,
    )
    dressed(figure, title, height + AXIS)
    return figure.update_layout(barmode="overlay", margin={"l": 10, "r": 100, "t": 0, "b": AXIS})


def _words(rows: pd.DataFrame, places: list[int], letters: int) -> Iterator[Words]:
    """The name of each item above its bar, and the words at its right."""
    for row, one in zip(places, rows.to_dict("records"), strict=True):
        colour, bold = LOW if one["widest"] else INK, bool(one["widest"])
        yield row_name(row, str(one["title"]), letters, raised=RAISED, bold=bold, colour=colour)
        yield right_of(row, wrapped(str(one["said"]), 11), size=14, colour=colour)


def _bars(
    figure: go.Figure,
    scores: "pd.Series[float]",
    places: list[int],
    name: str,
    colour: str,
) -> None:
    figure.add_bar(
        x=scores,
        y=places,
        orientation="h",
        width=BAR,
        name=name,
        showlegend=bool(name),
        marker={"color": colour, "line": {"width": 0}},
        hoverinfo=None if name else "skip",
        hovertemplate=f"{wrapped(name)}: %{{x:.1f}}<extra></extra>" if name else None,
    )


def _marks(
    figure: go.Figure,
    scores: "pd.Series[float]",
    places: list[int],
    name: str,
    marker: Mapping[str, object],
) -> None:
    figure.add_scatter(
        x=scores,
        y=places,
        mode="markers",
        name=name,
        marker=marker,
        cliponaxis=False,
        hovertemplate=f"{wrapped(name)}: %{{x:.1f}}<extra></extra>",
    )
