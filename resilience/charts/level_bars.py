"""Answers to one indicator as stacked bars: a row per unit, a segment per level, n/a and don't know hatched."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.rows import Words, write
from resilience.charts.template import (
    EDGE,
    INK,
    MUTED,
    PALE,
    colour_of,
    dressed,
    ink_on,
    keyed,
    wrapped,
)
from resilience.text import Text

#: pixels from one row to the next, and letters on a line of a name above its bar, and of the key
ROW, NAME, KEY = 62, 44, 118
#: the columns that are no level, and how they are hatched
PATTERNS = {"na": "/", "dk": "."}


def level_bars(counts: pd.DataFrame, names: Mapping[str, str], title: str, text: Text) -> go.Figure:
    """A bar per row of whole numbers of answers, each as long as the others; a row without any has a dash.

    Columns are levels 0..m-1 and after them "na" and "dk" where counted; `names` has what each means, of levels if known.
    The key of a file has them, from the first level on.
    """
    figure, rows = go.Figure(), list(range(len(counts)))
    sums = counts.sum(axis=1)
    shares = counts.div(sums.where(sums > 0), axis=0).fillna(0.0)
    top = max(1, sum(isinstance(one, int) for one in counts.columns) - 1)
    for column in counts.columns:
        name = names.get(str(column)) or text("Level {level}", level=column)
        figure.add_bar(
            x=shares[column],
            y=rows,
            orientation="h",
            width=0.46,
            name=wrapped(name, KEY),
            marker=_marker(column, top),
            text=[str(n) if n else "" for n in counts[column]],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"size": 15, "color": _ink(column, top)},
            customdata=counts[column],
            hovertemplate=f"{wrapped(name)}: %{{customdata}}<extra></extra>",
            constraintext="none",
        )
    write(
        figure, [_name(row, str(unit), int(n), text) for row, (unit, n) in enumerate(sums.items())]
    )
    figure.update_layout(barmode="stack")
    figure.update_xaxes(range=[0, 1], visible=False, fixedrange=True)
    figure.update_yaxes(range=[len(rows) - 0.6, -0.75], visible=False, fixedrange=True)
    keyed(
        dressed(figure, title, 10 + ROW * max(1, len(rows))), [trace.name for trace in figure.data]
    )
    return figure.update_layout(margin={"l": 4, "r": 4, "t": 4, "b": 4})


def _marker(column: object, top: int) -> dict[str, object]:
    """The fill of a level on its scale; of other answers, a pattern."""
    line = {"color": EDGE, "width": 1.5}
    if isinstance(column, int):
        return {"color": colour_of(100 * column / top), "line": line}
    shape = {"shape": PATTERNS[str(column)], "fgcolor": MUTED, "bgcolor": PALE, "size": 6}
    return {"color": PALE, "pattern": shape, "line": line}


def _ink(column: object, top: int) -> str:
    return ink_on(100 * column / top) if isinstance(column, int) else INK


def _name(row: int, name: str, n: int, text: Text) -> Words:
    """The name of a row above its bar, with the number of its answers, or a dash for none."""
    answers = text.plural("{n} answer", "{n} answers", n) if n else "–"
    return {
        "text": f"<b>{wrapped(name, NAME)}</b>  {answers}",
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": row,
        "yanchor": "bottom",
        "yshift": 15,
        "align": "left",
        "showarrow": False,
    }
