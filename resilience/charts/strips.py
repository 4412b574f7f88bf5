"""A city among others, theme by theme: it large, the others small, and a line at their median."""

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.template import ACCENT, INK, PALE, dressed, wrapped
from resilience.text import Text

#: half the height of the line at a median, in rows
TICK = 0.32


def peer_strips(scores: pd.DataFrame, own: str, title: str, text: Text) -> go.Figure:
    """A row a theme: a dot a city at its score 0..100, NaN where it has none.

    `scores` have themes as index, first on top, and cities as columns; `own` is the column of the city
    that is looked at.
    """
    themes = [wrapped(str(theme)) for theme in scores.index]
    figure = go.Figure()
    others = scores.drop(columns=[own])
    for name in others.columns:
        figure.add_scatter(
            x=others[name],
            y=themes,
            mode="markers",
            name=str(name),
            marker={"size": 11, "color": PALE, "line": {"color": INK, "width": 1}},
            hovertemplate=f"{wrapped(str(name))}: %{{x:.1f}}<extra></extra>",
        )
    figure.add_scatter(
        x=scores[own],
        y=themes,
        mode="markers+text",
        name=own,
        text=[text.number(value) if pd.notna(value) else "" for value in scores[own]],
        textposition="top center",
        marker={"size": 20, "color": ACCENT, "symbol": "diamond"},
        hovertemplate=f"{wrapped(own)}: %{{x:.1f}}<extra></extra>",
    )
    for row, median in enumerate(others.median(axis=1)):
        if pd.notna(median):
            figure.add_shape(
                type="line",
                x0=median,
                x1=median,
                y0=row - TICK,
                y1=row + TICK,
                line={"color": INK, "width": 3},
            )
    figure.update_yaxes(type="category", autorange="reversed", fixedrange=True)
    figure.update_xaxes(range=[-3, 103], tickvals=[0, 25, 50, 75, 100], gridcolor=PALE)
    return dressed(figure, title, 110 + 74 * max(1, len(scores)))
