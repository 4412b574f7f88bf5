"""Answers as dots: a row per unit, a column per level, for a room to see where it differs."""

from collections.abc import Iterator, Sequence

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.template import INK, PALE, colour_of, dressed, wrapped
from resilience.text import Text

#: dots next to one another in a cell, and lines of them; where any cell has more, all have bars
ACROSS, LINES = 10, 3
#: in widths of a cell, from its middle: where the number ends and dots begin; from dot to dot; the longest bar
NUMBER, FIRST, STEP, LONGEST = -0.3, -0.24, 0.072, 0.68


def level_dots(counts: pd.DataFrame, text: Text) -> go.Figure:
    """The number of answers in each cell, with a dot for each, or with bars where dots would not fit.

    Units are down, levels 0..m-1 across. `counts` are whole numbers of answers, units as index and levels as columns,
    lowest first.
    """
    most, top = int(counts.to_numpy().max(initial=0)), max(1, len(counts.columns) - 1)
    dotted = most <= ACROSS * LINES
    figure = go.Figure()
    for level in range(len(counts.columns)):
        numbers = [int(n) for n in counts.iloc[:, level].tolist()]
        colour, said = colour_of(100 * level / top), text("Level {level}", level=level)
        marks = _dots(level, numbers) if dotted else _bars(level, numbers, most)
        marks.update(marker_color=colour, hovertemplate=f"{said}<extra></extra>")
        figure.add_traces([marks, _numbers(level, numbers)])
    _axes(figure, counts)
    lines = max(1, -(-most // ACROSS)) if dotted else 1
    title = text("Each dot is one answer") if dotted else text("Number of answers")
    dressed(figure, title, 70 + max(1, len(counts)) * (16 + 15 * lines))
    return figure.update_layout(margin_t=28, barmode="overlay")  # the levels are large


def _dots(level: int, numbers: Sequence[int]) -> go.Scatter:
    at = [place for row, n in enumerate(numbers) for place in _places(level, row, n)]
    return go.Scatter(
        x=[x for x, _ in at],
        y=[y for _, y in at],
        mode="markers",
        marker={"size": 9, "line": {"color": INK, "width": 1}},
    )


def _bars(level: int, numbers: Sequence[int], most: int) -> go.Bar:
    return go.Bar(
        x=[LONGEST * n / most for n in numbers if n],
        y=[row for row, n in enumerate(numbers) if n],
        base=level + FIRST,
        width=0.5,
        orientation="h",
        marker={"line": {"color": INK, "width": 1}},
    )


def _numbers(level: int, numbers: Sequence[int]) -> go.Scatter:
    """The numbers of answers of a level, bold where there are any."""
    return go.Scatter(
        x=[level + NUMBER] * len(numbers),
        y=list(range(len(numbers))),
        mode="text",
        text=[f"<b>{n}</b>" if n else "0" for n in numbers],
        textposition="middle left",
        textfont={"size": 16},
        hoverinfo="skip",
    )


def _places(level: int, row: int, dots: int) -> Iterator[tuple[float, float]]:
    """Where the dots of a cell are, from its upper left corner on."""
    lines = max(1, -(-dots // ACROSS))
    for n in range(dots):
        line = n // ACROSS - (lines - 1) / 2
        yield level + FIRST + STEP * (n % ACROSS), row + min(0.3, 0.8 / lines) * line


def _axes(figure: go.Figure, counts: pd.DataFrame) -> None:
    levels, units = len(counts.columns), len(counts)
    figure.update_xaxes(
        range=[-0.5, levels - 0.5],
        tickvals=list(range(levels)),
        ticktext=[f"<b>{level}</b>" for level in range(levels)],
        tickfont={"size": 20},
        side="top",
        showgrid=False,
        zeroline=False,
        fixedrange=True,
    )
    figure.update_yaxes(
        range=[units - 0.5, -0.5],
        tickvals=list(range(units)),
        ticktext=[wrapped(str(unit), 18) for unit in counts.index],
        tickfont={"size": 13},
        showgrid=False,
        zeroline=False,
        fixedrange=True,
    )
    for edge in range(levels + 1):
        figure.add_vline(x=edge - 0.5, line={"color": PALE, "width": 1})
    for edge in range(units + 1):
        figure.add_hline(y=edge - 0.5, line={"color": PALE, "width": 1})
