"""Themes as dots from low to high: now, before, what is aimed at, and the peers' median."""

from collections.abc import Iterator, Mapping

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.named_rows import name_row, row_axis, say_right, tick_at
from resilience.charts.template import ACCENT, INK, LOW, MUTED, PALE, dressed, wrapped

#: pixels from one theme to the next, and those of the axis
ROW, BELOW = 84, 34
#: pixels between the dots of a theme and its name above
RAISED = 12
#: half the height of the tick at a target, in rows, and where the median is, below the score
TICK, MEDIAN = 0.28, 0.26


def theme_dots(themes: pd.DataFrame, legend: Mapping[str, str], title: str) -> go.Figure:
    """A row per theme, in the order of the frame, of which the last with a score is emphasised.

    `themes` has `title` and `shown` (the score as it is printed) and, as shares 0..100 or NaN, `score`, `low`,
    `high`, `previous`, `target` and `median`. `legend` names the kinds that are drawn; the page shows it, and so
    does a file.
    """
    last = themes["score"].last_valid_index() if themes["score"].nunique() > 1 else None
    rows = list(range(len(themes)))
    colours = [LOW if index == last else ACCENT for index in themes.index]
    figure = go.Figure(list(_traces(themes, rows, legend, colours)))
    for row, (index, theme) in zip(rows, themes.iterrows(), strict=True):
        colour = LOW if index == last else INK
        say_right(figure, row, f"<b>{theme['shown']}</b>", colour=colour)
        if pd.notna(theme["target"]):
            tick_at(figure, float(theme["target"]), row, TICK)
        title = str(theme["title"])
        name_row(figure, row, title, raised=RAISED, bold=index == last, colour=colour)
    row_axis(figure, -0.75, len(rows) - 0.6)
    figure.update_xaxes(
        range=[-2, 102],
        tickvals=[0, 25, 50, 75, 100],
        gridcolor=PALE,
        zeroline=False,
        fixedrange=True,
    )
    dressed(figure, title, ROW * max(1, len(rows)) + BELOW)
    return figure.update_layout(margin={"l": 10, "r": 58, "t": 0, "b": BELOW})


def _traces(
    themes: pd.DataFrame, rows: list[int], legend: Mapping[str, str], colours: list[str]
) -> Iterator[go.Scatter]:
    if "range" in legend:
        yield _lines(themes["low"], themes["high"], rows, legend["range"], 16)
    if "previous" in legend:
        yield _lines(themes["previous"], themes["score"], rows, "", 2)
        looks = {"color": "#ffffff", "line": {"color": INK, "width": 2}, "size": 14}
        yield _dots(themes["previous"], rows, legend["previous"], **looks)
    if "median" in legend:
        low = [row + MEDIAN for row in rows]
        yield _dots(themes["median"], low, legend["median"], color=MUTED, size=11, symbol="diamond")
    if "target" in legend:  # drawn as shapes: here it only has its place in the legend
        tick = {"symbol": "line-ns", "line": {"color": INK, "width": 3}, "size": 16}
        yield _dots(pd.Series([None]), [0], legend["target"], **tick)
    now = legend.get("score", "")
    yield _dots(themes["score"], rows, now, color=colours, size=18)


def _dots(
    scores: "pd.Series[float]", rows: list[float] | list[int], name: str, **marker: object
) -> go.Scatter:
    return go.Scatter(
        x=scores,
        y=rows,
        mode="markers",
        name=name,
        showlegend=bool(name),
        marker=marker,
        cliponaxis=False,
        hovertemplate=f"{wrapped(name)}: %{{x:.1f}}<extra></extra>",
    )


def _lines(
    start: "pd.Series[float]", end: "pd.Series[float]", rows: list[int], name: str, width: int
) -> go.Scatter:
    """A line in each row from a start to an end, with a gap in between."""
    pairs = [(a, b, None) for a, b in zip(start, end, strict=True)]
    return go.Scatter(
        x=[x for pair in pairs for x in pair],
        y=[y for row in rows for y in (row, row, None)],
        mode="lines",
        name=name,
        showlegend=bool(name),
        line={"color": PALE if width > 2 else MUTED, "width": width},
        hoverinfo="skip",
    )
