"""Units by theme as a heat map with the numbers in the cells."""

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.template import SCALE, dressed, ink_on, wrapped
from resilience.text import Text


def unit_heat(scores: pd.DataFrame, title: str, text: Text) -> go.Figure:
    """A cell per unit (rows) and theme or indicator (columns) of a matrix of scores 0..100.

    A cell without a score is white with a dash.
    """
    columns = [wrapped(str(name), 12) for name in scores.columns]
    rows = [wrapped(str(name), 22) for name in scores.index]
    figure = go.Figure(
        go.Heatmap(
            z=scores.to_numpy(),
            x=columns,
            y=rows,
            zmin=0,
            zmax=100,
            colorscale=SCALE,
            xgap=3,
            ygap=3,
            hovertemplate="%{y}, %{x}: %{z:.1f}<extra></extra>",
            colorbar={"title": {"text": text("Score")}, "tickvals": [0, 25, 50, 75, 100]},
        )
    )
    for row, values in zip(rows, scores.to_numpy(), strict=True):
        for column, value in zip(columns, values, strict=True):
            missing = pd.isna(value)
            figure.add_annotation(
                x=column,
                y=row,
                text="–" if missing else text.number(value),
                showarrow=False,
                font={"size": 18, "color": "#1b2733" if missing else ink_on(value)},
            )
    figure.update_yaxes(type="category", autorange="reversed")
    figure.update_xaxes(type="category", side="top", tickangle=0, tickfont={"size": 13})
    dressed(figure, title, 170 + 52 * max(1, len(scores)))
    return figure.update_layout(margin={"l": 10, "r": 10, "t": 130, "b": 10})
