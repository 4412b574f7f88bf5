"""Scores by theme: bars with the range that unknowns leave, and a radar."""

from itertools import cycle, islice

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.template import ACCENT, PALE, THEME_COLOURS, dressed, wrapped
from resilience.text import Text


def theme_bars(themes: pd.DataFrame, text: Text) -> go.Figure:
    """A bar per row of `theme_table` (score 0..100), its number beside it, and a line low to high.

    A theme without a score has no bar and says why.
    """
    labels = [wrapped(title) for title in themes["title"]]
    shown = themes["score"].fillna(0)
    figure = go.Figure(
        go.Bar(
            y=labels,
            x=shown,
            orientation="h",
            marker={"color": list(islice(cycle(THEME_COLOURS), len(themes)))},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": (themes["high"] - shown).where(themes["score"].notna(), 0),
                "arrayminus": (shown - themes["low"]).where(themes["score"].notna(), 0),
                "color": "#1b2733",
                "thickness": 2,
            },
            hovertemplate="%{y}: %{x:.1f}<extra></extra>",
        )
    )
    _say_scores(figure, themes, labels, text)
    figure.update_yaxes(type="category", autorange="reversed", tickfont={"size": 15})
    figure.update_xaxes(range=[0, 115], tickvals=[0, 50, 100], tickangle=0, gridcolor=PALE)
    return dressed(figure, text("Score by theme, 0 to 100"), 90 + 62 * max(1, len(themes)))


def _say_scores(figure: go.Figure, themes: pd.DataFrame, labels: list[str], text: Text) -> None:
    """Each score at the end of its bar, or why there is none."""
    ends = themes[["score", "high"]].max(axis=1).fillna(0)
    for label, state, score, end in zip(
        labels, themes["state"], themes["score"], ends, strict=True
    ):
        said = text.number(score) if state == "scored" else text(state)
        figure.add_annotation(
            y=label,
            x=end if state == "scored" else 0,
            text=f"<b>{said}</b>",
            showarrow=False,
            xanchor="left",
            xshift=8,
            font={"size": 18},
        )


def theme_radar(themes: pd.DataFrame, text: Text) -> go.Figure:
    """The same scores as a closed line over the themes; a theme without a score leaves a gap."""
    titles = [wrapped(title, 12) for title in themes["title"]]
    figure = go.Figure(
        go.Scatterpolar(
            r=[*themes["score"], *themes["score"][:1]],
            theta=[*titles, *titles[:1]],
            mode="lines+markers",
            fill="toself",
            fillcolor="rgba(31, 95, 139, 0.18)",
            line={"color": ACCENT, "width": 3},
            marker={"size": 10},
            hovertemplate="%{theta}: %{r:.1f}<extra></extra>",
        )
    )
    figure.update_polars(
        radialaxis={
            "range": [0, 100],
            "tickvals": [50, 100],
            "tickfont": {"size": 12},
            "tickangle": 0,
            "angle": 54,
            "gridcolor": PALE,
        },
        angularaxis={"direction": "clockwise", "rotation": 90, "tickfont": {"size": 13}},
    )
    dressed(figure, text("Shape over the themes, 0 to 100"), 90 + 62 * max(5, len(themes)))
    return figure.update_layout(margin={"l": 84, "r": 84, "t": 96, "b": 56})
