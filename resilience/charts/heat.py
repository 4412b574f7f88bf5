"""Units by theme as a heat map: scores in the cells, their difference from the city in colours."""

import html
import math
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.diverging import THEME_STEPS, HeatSquare, add_cells, kind_of
from resilience.charts.template import INK, TOP, columns_of, dressed, keyed, wrapped
from resilience.text import Text

#: columns up to which their figures are large
LARGE = 7
#: letters of a name on a line: above a column, and beside a row
ACROSS, ROW_LETTERS = 26, 14
#: pixels of a line of a label, of a letter of a name that is upright, and of a row
LINE, LETTER, ROW = 16, 7, 46


def unit_heat(
    scores: pd.DataFrame,
    differences: pd.DataFrame,
    title: str,
    text: Text,
    legend: Mapping[str, str],
    marks: Mapping[tuple[str, str], str],
    said: Mapping[tuple[str, str], str],
) -> go.Figure:
    """A cell per unit (rows) and theme (columns) of scores 0..100; the last row is the city, without colours.

    `differences` of units from the city are in points, NaN where they are not compared. A missing score is a dash.
    `marks` by unit and theme are small below scores, `said` is read where a cell is pointed at.
    """
    figure, rows = go.Figure(), len(scores)
    cells = list(_cells(scores, differences, text, marks, said))
    add_cells(figure, cells, legend, 17 if len(scores.columns) <= LARGE else 13)
    names = [wrapped(str(name), ROW_LETTERS) for name in scores.index]
    figure.update_yaxes(
        tickvals=list(range(rows)),
        ticktext=[*names[:-1], f"<b>{names[-1]}</b>"],
        tickfont={"size": 13},
        range=[rows - 0.45, -0.5],
        showgrid=False,
        zeroline=False,
        fixedrange=True,
    )
    figure.add_hline(y=rows - 1.5, line={"color": INK, "width": 1})
    head = name_columns(figure, [str(name) for name in scores.columns])
    keyed(dressed(figure, title, TOP + head + ROW * rows), [*legend.values()])
    return figure.update_layout(margin={"l": 4, "r": 4, "t": TOP, "b": 4})


def _cells(
    scores: pd.DataFrame,
    differences: pd.DataFrame,
    text: Text,
    marks: Mapping[tuple[str, str], str],
    said: Mapping[tuple[str, str], str],
) -> Iterator[HeatSquare]:
    """Row by row; those of the last one, the city's, are bold and of no kind."""
    own = differences.to_numpy().tolist()
    for y, (unit, row) in enumerate(zip(scores.index, scores.to_numpy().tolist(), strict=True)):
        for x, (theme, score) in enumerate(zip(scores.columns, row, strict=True)):
            cell, shown, whole = (str(unit), str(theme)), text.number(score, 1), y == len(own)
            plain = whole or math.isnan(score)
            more = said.get(cell, shown)
            words = (f"{unit} · {theme}", more)
            yield HeatSquare(
                x,
                y,
                f"<b>{shown}</b>" if whole else shown,
                "" if plain else kind_of(own[y][x], THEME_STEPS),
                "<br>".join(html.escape(one, quote=False) for one in words),
                marks.get(cell, ""),
            )


def name_columns(figure: go.Figure, names: Sequence[str], *, twice: bool = False) -> int:
    """Put names above columns 0, 1, …, and `twice` at the foot too; give the most pixels that they take there.

    They stand upright where they do not fit side by side, which the browser decides; many have one line each.
    """
    said = [wrapped(name, ACROSS if len(names) <= LARGE else len(name) * 2) for name in names]
    axis = {
        "range": [-0.5, len(names) - 0.5],
        "tickvals": list(range(len(names))),
        "ticktext": said,
        "autotickangles": [0, -90],
        "ticklabeloverflow": "allow",  # else a name that sticks out is left out, and none is upright
        "tickfont": {"size": 13 if len(names) <= LARGE else 12},
        "automargin": True,
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
    }
    figure.update_layout(xaxis={**axis, "side": "top"})
    if twice:
        figure.update_layout(xaxis2={**axis, "overlaying": "x", "side": "bottom"})
    lines = [line for label in said for line in label.split("<br>")]
    return 12 + LETTER * max(map(columns_of, lines), default=1)


def lines_of(label: str) -> int:
    """How many lines a `wrapped` label has."""
    return 1 + label.count("<br>")
