"""Units by theme as a heat map with the numbers in the cells."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.template import INK, SCALE, TOP, dressed, ink_on, wrapped
from resilience.text import Text

#: columns up to which their names lie above them; more stand upright
LYING = 6
#: letters of a name on a line: above a column, and beside a row
ACROSS, ROW_LETTERS = 12, 18
#: pixels of a line of a label, and of a letter of a name that stands upright
LINE, LETTER = 16, 7
#: the look of cells that are coloured by a score 0..100
HEAT = {
    "zmin": 0,
    "zmax": 100,
    "colorscale": SCALE,
    "showscale": False,
    "hoverongaps": False,
}


def unit_heat(
    scores: pd.DataFrame,
    title: str,
    text: Text,
    marks: Mapping[tuple[str, str], str] | None = None,
) -> go.Figure:
    """A cell per unit (rows) and theme (columns) of a matrix of scores 0..100.

    A cell without a score is white with a dash. `marks` by unit and theme are set small below scores.
    """
    columns = [str(name) for name in scores.columns]
    rows = [wrapped(str(name), ROW_LETTERS) for name in scores.index]
    figure = go.Figure(
        go.Heatmap(
            z=scores.to_numpy(),
            x=[wrapped(name, ACROSS) for name in columns],
            y=rows,
            **HEAT,
            xgap=3,
            ygap=3,
            hovertemplate="%{y}, %{x}: %{z:.1f}<extra></extra>",
        )
    )
    for unit, row, values in zip(scores.index, rows, scores.to_numpy(), strict=True):
        for column, value in zip(columns, values, strict=True):
            missing = pd.isna(value)
            mark = (marks or {}).get((str(unit), column), "")
            below = f'<br><span style="font-size:12px">{mark}</span>' if mark else ""
            figure.add_annotation(
                x=wrapped(column, ACROSS),
                y=row,
                text="–" if missing else text.number(value) + below,
                showarrow=False,
                font={"size": 18, "color": INK if missing else ink_on(value)},
            )
    figure.update_yaxes(type="category", autorange="reversed", showgrid=False)
    head = name_columns(figure, columns)
    dressed(figure, title, 22 + head + 52 * max(1, len(scores)))
    return figure.update_layout(margin={"l": 10, "r": 10, "t": TOP + head, "b": 10})


def name_columns(figure: go.Figure, names: Sequence[str], *, twice: bool = False) -> int:
    """Put names above columns, and `twice` at the foot too; give the pixels that they take there.

    Columns are categories by their `wrapped` name. More than fit side by side stand upright.
    """
    lying = len(names) <= LYING
    columns = [wrapped(name, ACROSS) for name in names]
    said = columns if lying else [wrapped(name, len(name) + 1) for name in names]
    axis = {
        "type": "category",
        "range": [-0.5, len(names) - 0.5],
        "tickvals": columns,
        "ticktext": said,
        "tickangle": 0 if lying else -90,
        "tickfont": {"size": 13 if lying else 12},
        "showgrid": False,
        "fixedrange": True,
    }
    figure.update_layout(xaxis={**axis, "side": "top"})
    if twice:
        figure.update_layout(xaxis2={**axis, "overlaying": "x", "side": "bottom"})
    if lying:
        return 12 + LINE * max(map(lines_of, said), default=1)
    return 12 + LETTER * max(map(len, names))


def lines_of(label: str) -> int:
    """How many lines a `wrapped` label has."""
    return 1 + label.count("<br>")
