"""Themes as lines over workshops or votes, with words at the end of each line."""

import datetime
from collections.abc import Sequence
from itertools import cycle

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.template import INK, PALE, THEME_COLOURS, dressed, wrapped
from resilience.text import Text

#: pixels of the room for the words at the right, between them and the lines, and of one line of them
ROOM, GAP, LINE = 250, 34, 19
#: pixels above and below the lines, and of the lines' own height at the least
ABOVE, BELOW, LEAST = 20, 40, 360
#: Latin letters in a line of the words
WIDTH = 24
#: rows from which on their names are smaller, so that those of ten years stand on a phone
MANY = 7
#: scores shown from low to high
LOW, HIGH = -2.0, 102.0
#: shapes by which lines are told apart without colour
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "x", "cross", "triangle-down")


def theme_lines(
    scores: pd.DataFrame,
    ends: Sequence[str],
    title: str,
    text: Text,
    at: Sequence[datetime.date] | None = None,
) -> go.Figure:
    """A line per column of scores 0..100 over the rows, first to last; NaN is a gap.

    `ends` has the words at the end of each line, which follow its name and last score. `at` are the days of
    the rows, which then stand as far apart as these do.
    """
    places: list[datetime.date | int] = list(range(len(scores)) if at is None else at)
    words = [
        _end(column, str(name), end, text)
        for (name, column), end in zip(scores.items(), ends, strict=True)
    ]
    heights = [LINE * (1 + said.count("<br>")) + 6 for said in words]
    tall = max(LEAST, sum(heights))
    figure = go.Figure()
    looks = zip(cycle(THEME_COLOURS), cycle(SYMBOLS), strict=False)
    for (name, column), (colour, symbol) in zip(scores.items(), looks, strict=False):
        figure.add_trace(_line(column, places, str(name), colour, symbol))
    wanted = _wanted(scores, tall)
    _say(figure, scores, words, spread(wanted, heights, tall), wanted)
    _axes(figure, places, [str(row) for row in scores.index])
    dressed(figure, title, tall + ABOVE + BELOW)
    return figure.update_layout(margin={"l": 48, "r": ROOM, "t": ABOVE, "b": BELOW})


def _axes(figure: go.Figure, places: Sequence[datetime.date | int], names: Sequence[str]) -> None:
    figure.update_yaxes(
        range=[LOW, HIGH],
        tickvals=[0, 25, 50, 75, 100],
        gridcolor=PALE,
        fixedrange=True,
        ticklabelstandoff=8,
    )
    figure.update_xaxes(
        range=[places[0], places[-1]],
        tickvals=places,
        ticktext=names,
        tickangle=0,
        tickfont={"size": 15 if len(places) < MANY else 12},
        showgrid=False,
        zeroline=False,
        fixedrange=True,
    )


def _line(
    scores: "pd.Series[float]",
    places: Sequence[datetime.date | int],
    name: str,
    colour: str,
    symbol: str,
) -> go.Scatter:
    return go.Scatter(
        x=places,
        y=scores,
        mode="lines+markers",
        name=name,
        connectgaps=False,
        cliponaxis=False,
        line={"color": colour, "width": 3},
        marker={"size": 10, "color": colour, "symbol": symbol, "line": {"color": INK, "width": 1}},
        hovertemplate=f"{wrapped(name)}: %{{y:.1f}}<extra></extra>",
    )


def _end(scores: "pd.Series[float]", name: str, end: str, text: Text) -> str:
    """The words at the end of a line: its name in bold, its last score and what is said of it."""
    said = [text.number(scores.iloc[-1]), *([end] if end else [])]
    return f"<b>{wrapped(name, WIDTH)}</b><br>{wrapped(' · '.join(said), WIDTH)}"


def _wanted(scores: pd.DataFrame, tall: int) -> list[float]:
    """How far below the top, in pixels, each line ends: at its last score, in the middle without."""
    last = scores.ffill().iloc[-1].fillna((LOW + HIGH) / 2)
    return [tall * (HIGH - float(score)) / (HIGH - LOW) for score in last]


def spread(wanted: Sequence[float], heights: Sequence[int], tall: int) -> list[float]:
    """Where words of these heights stand, near where they are wanted and none over another."""
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    placed, floor = list(wanted), 0.0
    for place in order:
        placed[place] = max(wanted[place], floor + heights[place] / 2)
        floor = placed[place] + heights[place] / 2
    ceiling = float(tall)
    for place in reversed(order):
        placed[place] = min(placed[place], ceiling - heights[place] / 2)
        ceiling = placed[place] - heights[place] / 2
    return placed


def _say(
    figure: go.Figure,
    scores: pd.DataFrame,
    words: Sequence[str],
    placed: Sequence[float],
    wanted: Sequence[float],
) -> None:
    """Each line's words at the right of the plot, led to from its end; led to from nowhere without."""
    known = scores.ffill().iloc[-1].fillna((LOW + HIGH) / 2)
    colours = cycle(THEME_COLOURS)
    rows = zip(known, scores.iloc[-1].notna(), words, placed, wanted, colours, strict=False)
    for value, ends, said, place, end, colour in rows:
        figure.add_annotation(
            xref="paper",
            x=1,
            y=value,
            ax=GAP,
            ay=place - end,
            text=said,
            align="left",
            xanchor="left",
            showarrow=True,
            arrowhead=0,
            arrowwidth=1.5,
            arrowcolor=colour if ends else "rgba(0, 0, 0, 0)",
            standoff=6,
            font={"size": 14, "color": INK},
        )
