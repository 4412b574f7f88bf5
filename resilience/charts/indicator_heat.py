"""Indicators by unit as a heat map: many rows, few pixels each, with the numbers in the cells."""

import html
import math
from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.diverging import INDICATOR_STEPS, HeatSquare, add_cells, kind_of
from resilience.charts.heat import LARGE, LINE, lines_of, name_columns
from resilience.charts.rows import write
from resilience.charts.template import TOP, dressed, keyed, wrapped
from resilience.text import Text

#: letters on a line above rows, which a phone shows whole
ALONG = 44
#: pixels of a row of numbers
ROW = 28


def indicator_heat(
    scores: pd.DataFrame,
    names: Sequence[str],
    themes: Sequence[str],
    title: str,
    text: Text,
    legend: Mapping[str, str],
) -> go.Figure:
    """A row an indicator, a column a unit, of scores 0..100: codes as index, NaN where there is none.

    The last column is the city; the others have the colours of their difference from it. `names` and `themes` say of
    each row what it is called, and the title of its theme. Rows of several themes bear their codes, below a line
    with each theme's title, and the names of units are at the foot too; above a row of one theme is its name.
    """
    several = len(set(themes)) > 1
    above = _above(themes) if several else [wrapped(name, ALONG) for name in names]
    places = _places(above)
    figure = go.Figure()
    add_cells(
        figure,
        _cells(scores, places, names, text),
        legend,
        16 if len(scores.columns) <= LARGE else 12,
    )
    if several:  # an axis without a trace is not drawn
        figure.data[-1].xaxis = "x2"
    last = places[-1] if places else 0.0
    _name_rows(figure, scores, places, several=several)
    head = name_columns(figure, [str(unit) for unit in scores.columns], twice=several)
    write(
        figure, [_line(place, words) for place, words in zip(places, above, strict=True) if words]
    )
    dressed(figure, title, TOP + head * (1 + several) + round(ROW * (last + 1)))
    keyed(figure, [*legend.values()])
    return figure.update_layout(margin={"l": 4, "r": 4, "t": TOP, "b": 4})


def _name_rows(
    figure: go.Figure, scores: pd.DataFrame, places: Sequence[float], *, several: bool
) -> None:
    """The codes of the rows, where they are of several themes."""
    last = places[-1] if places else 0.0
    figure.update_yaxes(
        tickvals=places if several else [],
        ticktext=[str(code) for code in scores.index] if several else [],
        tickfont={"size": 13},
        range=[last + 0.5, -0.5],
        showgrid=False,
        zeroline=False,
        fixedrange=True,
    )


def _above(themes: Sequence[str]) -> list[str]:
    """The title of a theme above the first row of it."""
    before = ["", *themes]
    return [
        f"<b>{wrapped(theme, ALONG)}</b>" if theme != before[row] else ""
        for row, theme in enumerate(themes)
    ]


def _places(above: Sequence[str]) -> list[float]:
    """The middle of each row, below the words above it."""
    places, free = [], -0.5
    for words in above:
        free += (LINE * lines_of(words) + 8) / ROW if words else 0
        places.append(free + 0.5)
        free += 1
    return places


def _cells(
    scores: pd.DataFrame, places: Sequence[float], names: Sequence[str], text: Text
) -> list[HeatSquare]:
    """The scores of units in the colour of their difference from the city's, and those of the city."""
    units, city = [str(unit) for unit in scores.columns], scores.iloc[:, -1]
    return [
        HeatSquare(
            x,
            place,
            text.number(score) if x < len(units) - 1 else f"<b>{text.number(score)}</b>",
            kind_of(score - own, INDICATOR_STEPS)
            if x < len(units) - 1 and not math.isnan(score)
            else "",
            f"{html.escape(name)}<br>{html.escape(units[x])}: {text.number(score, 1)}",
        )
        for place, name, own, row in zip(places, names, city, scores.to_numpy(), strict=True)
        for x, score in enumerate(row.tolist())
    ]


def _line(place: float, words: str) -> dict[str, object]:
    """Words above a row, from the first column on."""
    return {
        "text": words,
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": place - 0.5,
        "yanchor": "bottom",
        "showarrow": False,
        "align": "left",
        "font": {"size": 14},
    }
