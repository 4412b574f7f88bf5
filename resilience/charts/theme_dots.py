"""Themes as dots from low to high: now, before, what is aimed at, and the peers' median."""

from collections.abc import Iterator, Mapping

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.template import ACCENT, INK, LOW, MUTED, PALE, dressed, wrapped

#: pixels from one theme to the next, and those of the axis
ROW, BELOW = 84, 34
#: letters on a line of a theme's name, which stands above its dots, and the pixels between
NAME, RAISED = 36, 12
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
        _say_score(figure, row, str(theme["shown"]), index == last)
        if pd.notna(theme["target"]):
            figure.add_shape(_tick(float(theme["target"]), row))
        _say_name(figure, row, str(theme["title"]), index == last)
    figure.update_yaxes(
        range=[len(rows) - 0.6, -0.75],
        showticklabels=False,
        showgrid=False,
        zeroline=False,
        fixedrange=True,
    )
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


def _tick(target: float, row: int) -> dict[str, object]:
    line = {"color": INK, "width": 3}
    return {
        "type": "line",
        "x0": target,
        "x1": target,
        "y0": row - TICK,
        "y1": row + TICK,
        "line": line,
    }


def _say_name(figure: go.Figure, row: int, title: str, lowest: bool) -> None:
    said = wrapped(title, NAME)
    figure.add_annotation(
        text=f"<b>{said}</b>" if lowest else said,
        x=0,
        xanchor="left",
        y=row,
        yanchor="bottom",
        yshift=RAISED,
        align="left",
        showarrow=False,
        font={"color": LOW if lowest else INK},
    )


def _say_score(figure: go.Figure, row: int, shown: str, lowest: bool) -> None:
    """The score as it is printed, at the right."""
    figure.add_annotation(
        text=f"<b>{shown}</b>",
        x=1,
        xref="paper",
        xanchor="left",
        xshift=8,
        y=row,
        showarrow=False,
        font={"size": 18, "color": LOW if lowest else INK},
    )
