"""A published figure over years, a line a city."""

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.template import ACCENT, LOW, MUTED, PALE, columns_of, dressed, wrapped
from resilience.text import Text

#: about how wide a letter of a name is in pixels, and how many stand on a line
LETTER, WIDEST = 8, 24
DASHES = ("solid", "dash", "dot", "dashdot")


def share_lines(
    shares: pd.DataFrame, title: str, text: Text, *, own: str = "", most: str = ""
) -> go.Figure:
    """One line per city, labelled with its name: its share in per cent by year; NaN is a gap.

    `shares` have years as index, first on the left, and cities as columns. `own` is the city that is looked
    at, and `most` the one that the finding is about; either may be empty.
    """
    figure = go.Figure()
    years = [str(year) for year in shares.index]
    for at, name in enumerate(shares.columns):
        values = shares[name]
        last = values.last_valid_index()
        ends = [wrapped(str(name)) if year == last else "" for year in shares.index]
        colour = ACCENT if name == own else LOW if name == most else MUTED
        figure.add_trace(
            go.Scatter(
                x=years,
                y=values,
                mode="lines+markers+text",
                name=str(name),
                text=ends,
                textposition="middle right",
                cliponaxis=False,
                textfont={"color": colour},
                line={"color": colour, "dash": DASHES[at % len(DASHES)]},
                marker={"size": 9, "color": colour},
                hovertemplate=f"{wrapped(str(name))}, %{{x}}: %{{y:.1f}} %<extra></extra>",
            )
        )
    dressed(figure, title, 320)
    longest = max(columns_of(str(name)) for name in shares.columns)
    figure.update_layout(margin={"r": 24 + LETTER * min(longest, WIDEST)})
    figure.update_xaxes(type="category", range=[-0.2, len(years) - 0.9], fixedrange=True)
    figure.update_yaxes(title=text("Per cent"), rangemode="tozero", gridcolor=PALE, fixedrange=True)
    return figure
