"""Answers as dots: a row per unit, a column per level, for a room to see where it differs."""

from collections.abc import Iterator

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.template import INK, PALE, colour_of, dressed, wrapped
from resilience.text import Text

#: dots beside one another in a cell, and lines of them
ACROSS, LINES = 8, 4


def answers_in_a_dot(most: int, fit: int) -> int:
    """The number of answers per dot, so that a cell with up to `most` answers has at most `fit` dots."""
    return max(1, -(-most // fit))


def dot_words(each: int, text: Text) -> str:
    """The number of answers per dot, in words."""
    return text.plural("Each dot is {n} answer", "Each dot is {n} answers", each)


def level_dots(counts: pd.DataFrame, text: Text) -> go.Figure:
    """A dot per answer, or per as many that no cell overflows: units down, levels 0..m-1 across.

    `counts` are whole numbers of answers, units as index and levels as columns, lowest first.
    """
    most, top = int(counts.to_numpy().max(initial=0)), max(1, len(counts.columns) - 1)
    each = answers_in_a_dot(most, ACROSS * LINES)
    figure = go.Figure()
    for level in range(len(counts.columns)):
        cells = list(enumerate(counts.iloc[:, level].tolist()))
        at = [place for row, n in cells for place in _places(level, row, -(-int(n) // each))]
        figure.add_scatter(
            x=[x for x, _ in at],
            y=[y for _, y in at],
            mode="markers",
            marker={
                "size": 13,
                "color": colour_of(100 * level / top),
                "line": {"color": INK, "width": 1},
            },
            hovertemplate=text("Level {level}", level=level) + "<extra></extra>",
        )
    _axes(figure, counts)
    lines = max(1, -(-most // (each * ACROSS)))
    dressed(figure, dot_words(each, text), 84 + max(1, len(counts)) * (18 + 22 * lines))
    return figure.update_layout(margin_t=36)  # the levels are large


def _places(level: int, row: int, dots: int) -> Iterator[tuple[float, float]]:
    """Where the dots of a cell are, from its upper left corner on."""
    lines = max(1, -(-dots // ACROSS))
    for n in range(dots):
        line = n // ACROSS - (lines - 1) / 2
        yield level - 0.385 + 0.11 * (n % ACROSS), row + min(0.3, 0.8 / lines) * line


def _axes(figure: go.Figure, counts: pd.DataFrame) -> None:
    levels, units = len(counts.columns), len(counts)
    figure.update_xaxes(
        range=[-0.5, levels - 0.5],
        tickvals=list(range(levels)),
        ticktext=[f"<b>{level}</b>" for level in range(levels)],
        tickfont={"size": 24},
        side="top",
        showgrid=False,
        zeroline=False,
        fixedrange=True,
    )
    figure.update_yaxes(
        range=[units - 0.5, -0.5],
        tickvals=list(range(units)),
        ticktext=[wrapped(str(unit), 18) for unit in counts.index],
        tickfont={"size": 16},
        showgrid=False,
        zeroline=False,
        fixedrange=True,
    )
    for edge in range(levels + 1):
        figure.add_vline(x=edge - 0.5, line={"color": PALE, "width": 1})
    for edge in range(units + 1):
        figure.add_hline(y=edge - 0.5, line={"color": PALE, "width": 1})
