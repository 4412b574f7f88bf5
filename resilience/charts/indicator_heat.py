"""Indicators by unit as a heat map: many rows, few pixels each, with the numbers in the cells."""

import html
from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from resilience.charts.heat import ACROSS, HEAT, LINE, LYING, lines_of, name_columns
from resilience.charts.template import INK, TOP, dressed, ink_on, wrapped
from resilience.text import Text

#: letters on a line of a name beside a row, and of a title above rows, which a phone shows whole
ROW_LETTERS, ALONG = 34, 36


def indicator_heat(
    scores: pd.DataFrame, names: Sequence[str], themes: Sequence[str], title: str, text: Text
) -> go.Figure:
    """A row an indicator, a column a unit, of scores 0..100: codes as index, NaN where there is none.

    `names` and `themes` say of each row what it is called, and the title of its theme. Rows of several
    themes bear their codes, below a line with each theme's title, and the names of units stand at the
    foot too; rows of one theme bear their names. A cell without a score is white with a dash.
    """
    several = len(set(themes)) > 1
    places = _places(themes) if several else list(range(len(scores)))
    labels = (
        [str(code) for code in scores.index]
        if several
        else [wrapped(n, ROW_LETTERS) for n in names]
    )
    figure = go.Figure(
        [_cells(scores, places, names), _numbers(scores, places, text, twice=several)]
    )
    height = 12 + LINE * max(map(lines_of, labels), default=1)
    last = places[-1] if places else 0
    figure.update_yaxes(
        tickvals=places,
        ticktext=labels,
        tickfont={"size": 13},
        range=[last + 0.5, -0.5],
        showgrid=False,
        zeroline=False,
        fixedrange=True,
    )
    head = name_columns(figure, [str(unit) for unit in scores.columns], twice=several)
    for place, theme in zip(places, themes, strict=True):
        if several and place - 1 not in places:
            figure.add_annotation(_band(place, theme))
    foot = head if several else 10
    dressed(figure, title, TOP + head + height * (last + 1) + foot)
    return figure.update_layout(margin={"l": 10, "r": 10, "t": TOP + head, "b": foot})


def _places(themes: Sequence[str]) -> list[int]:
    """Where each row stands, with room above the first of each theme for the title of it."""
    free = 0
    places = []
    for row, theme in enumerate(themes):
        if row == 0 or themes[row - 1] != theme:
            free += lines_of(wrapped(theme, ALONG))
        places.append(row + free)
    return places


def _cells(scores: pd.DataFrame, places: Sequence[int], names: Sequence[str]) -> go.Heatmap:
    """The colours; a line that no row stands on has none."""
    height = places[-1] + 1 if places else 0
    colours = np.full((height, len(scores.columns)), np.nan)
    colours[list(places)] = scores.to_numpy()
    said = np.full(colours.shape, "", dtype=object)
    said[list(places)] = np.array([html.escape(name) for name in names], dtype=object)[
        :, np.newaxis
    ]
    return go.Heatmap(
        z=colours,
        x=_units(scores),
        y=list(range(height)),
        customdata=said,
        **HEAT,
        xgap=2,
        ygap=2,
        hovertemplate="%{customdata}<br>%{x}: %{z:.1f}<extra></extra>",
    )


def _numbers(scores: pd.DataFrame, places: Sequence[int], text: Text, *, twice: bool) -> go.Scatter:
    """The number of each cell in an ink that is read on its colour, or a dash."""
    values = scores.to_numpy().ravel()
    missing = np.isnan(values)
    units = _units(scores)
    return go.Scatter(
        x=units * len(scores),
        y=np.repeat(places, len(units)),
        xaxis="x2" if twice else "x",
        mode="text",
        text=["–" if gone else text.number(x) for x, gone in zip(values, missing, strict=True)],
        textfont={
            "size": 13 if len(units) > LYING else 16,
            "color": [INK if gone else ink_on(x) for x, gone in zip(values, missing, strict=True)],
        },
        hoverinfo="skip",
        cliponaxis=False,
    )


def _units(scores: pd.DataFrame) -> list[str]:
    return [wrapped(str(unit), ACROSS) for unit in scores.columns]


def _band(first: int, theme: str) -> dict[str, object]:
    """The title of a theme above its `first` row, from the first column on."""
    said = wrapped(theme, ALONG)
    return {
        "text": f"<b>{said}</b>",
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": first - (1 + lines_of(said)) / 2,
        "showarrow": False,
        "align": "left",
        "font": {"size": 13},
    }
