"""Scores by theme: bars with the range that unknowns leave, and a radar."""

from itertools import cycle, islice

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.template import ACCENT, PALE, THEME_COLOURS, dressed, wrapped
from resilience.text import Text


def theme_bars(themes: pd.DataFrame, text: Text) -> go.Figure:
    """A bar per row of `theme_table` (percent 0..100), its score beside it, and a line low to high.

    A theme without a score has no bar and says why. Points are drawn as a share of those possible.
    Where there is a column `agreed`, its words stand below each bar.
    """
    labels = [wrapped(title) for title in themes["title"]]
    shown = themes["percent"].fillna(0)
    low, high = _bounds(themes)
    figure = go.Figure(
        go.Bar(
            y=labels,
            x=shown,
            orientation="h",
            width=0.5,
            marker={"color": list(islice(cycle(THEME_COLOURS), len(themes)))},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": _seen(high - shown, themes),
                "arrayminus": _seen(shown - low, themes),
                "color": "#1b2733",
                "thickness": 2,
            },
            hovertemplate="%{y}: %{x:.1f}<extra></extra>",
        )
    )
    _say_scores(figure, themes, labels, text)
    if "agreed" in themes:
        _say_agreed(figure, themes["agreed"], labels)
    figure.update_yaxes(type="category", autorange="reversed", tickfont={"size": 15})
    figure.update_xaxes(range=[0, 128], tickvals=[0, 50, 100], tickangle=0, gridcolor=PALE)
    pointed = bool(themes["in_points"].any())
    title = text("Points by theme") if pointed else text("Score by theme, 0 to 100")
    return dressed(figure, title, 90 + 68 * max(1, len(themes)))


def _seen(gap: pd.Series, themes: pd.DataFrame) -> pd.Series:
    """A length to be drawn beside a bar; NaN where nothing is to be seen, not even its end."""
    return gap.where(themes["percent"].notna() & (gap > 1e-9))


def _bounds(themes: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """The lowest and the highest score that unknowns leave, in percent."""
    whole = themes["maximum"].where(themes["in_points"], 100.0)
    return 100 * themes["low"] / whole, 100 * themes["high"] / whole


def _say_scores(figure: go.Figure, themes: pd.DataFrame, labels: list[str], text: Text) -> None:
    """Each score at the end of its bar, or why there is none."""
    ends = pd.concat([themes["percent"], _bounds(themes)[1]], axis=1).max(axis=1).fillna(0)
    for label, row, end in zip(labels, themes.to_dict("records"), ends, strict=True):
        state = row["state"]
        said = text(state) if state != "scored" else text.number(row["score"])
        if state == "scored" and row["in_points"]:
            said = text("{value} of {maximum}", value=said, maximum=text.number(row["maximum"]))
        figure.add_annotation(
            y=label,
            x=end if state == "scored" else 0,
            text=f"<b>{said}</b>",
            showarrow=False,
            xanchor="left",
            xshift=8,
            font={"size": 18},
        )


def _say_agreed(figure: go.Figure, words: "pd.Series[str]", labels: list[str]) -> None:
    """How far the room agrees on each theme, below its bar."""
    for label, said in zip(labels, words, strict=True):
        figure.add_annotation(
            y=label, x=0, text=said, showarrow=False, xanchor="left", yshift=-26, font={"size": 13}
        )


def theme_radar(themes: pd.DataFrame, text: Text) -> go.Figure:
    """The same percent as a closed line over the themes; a theme without a score leaves a gap."""
    titles = [wrapped(title, 12) for title in themes["title"]]
    figure = go.Figure(
        go.Scatterpolar(
            r=[*themes["percent"], *themes["percent"][:1]],
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
            "angle": 90 - 180 / max(1, len(themes)),  # between the first two themes
            "gridcolor": PALE,
        },
        angularaxis={"direction": "clockwise", "rotation": 90, "tickfont": {"size": 13}},
    )
    dressed(figure, text("Profile across themes, 0 to 100"), 90 + 68 * max(5, len(themes)))
    return figure.update_layout(margin={"l": 84, "r": 84, "t": 96, "b": 56})
