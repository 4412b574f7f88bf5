"""The largest possible gains as bars: filled where an action is on its way, empty where none is."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.rows import WIDE, Words, lines_of, row_axis, row_name, row_places, write
from resilience.charts.template import ACCENT, LOW, MUTED, dressed, wrapped

#: pixels of a bar, from its middle to its name above, and to the name of the next one
BAR, RAISED, BELOW = 16, 10, 20
#: pixels for the column of shares: the height of its head, its width, and the margin to its right
HEAD, COLUMN, EDGE = 22, 76, 6
#: the share of the width of the chart that the longest bar leaves to its figure
SPARE = 0.2


def gain_bars(
    gains: pd.DataFrame, legend: Mapping[str, str], head: str, title: str, letters: int = WIDE
) -> go.Figure:
    """A bar per indicator, in the order of the frame, with its gain at the end and its name above.

    `gains` has `title`, `gain` in points, `shown` (the gain as printed), `planned` and `sure` (a share as printed).
    `legend` names the kinds that are drawn: planned, unplanned. `head` is above the column of shares.
    A line of a name has so many `letters`.
    """
    places, height = row_places([lines_of(one, letters) for one in gains["title"]], RAISED, BELOW)
    rows = pd.Series(places, index=gains.index)
    figure = go.Figure()
    for kind, own in (("planned", gains["planned"]), ("unplanned", ~gains["planned"])):
        if kind in legend:
            figure.add_trace(_bars(gains[own], rows[own], kind, legend[kind]))
    words = list[Words]()
    for row, one in zip(rows, gains.to_dict("records"), strict=True):
        words.append(row_name(row, str(one["title"]), letters, raised=RAISED))
        words.append(_share(str(one["sure"]), y=row))
    words.append(_share(head, y=1, yref="paper", yanchor="bottom"))
    write(figure, words)
    row_axis(figure, 0, height)
    longest = float(gains["gain"].max()) * (1 + SPARE)
    figure.update_xaxes(range=[0, longest], visible=False, fixedrange=True)
    dressed(figure, title, height + HEAD)
    return figure.update_layout(barmode="overlay", margin={"l": 4, "r": COLUMN, "t": HEAD, "b": 0})


def _share(words: str, **place: object) -> Words:
    """Words in the column at the right."""
    return {
        "text": wrapped(words),
        "x": 1,
        "xref": "paper",
        "xanchor": "right",
        "xshift": COLUMN - EDGE,
        "showarrow": False,
        "font": {"size": 12, "color": MUTED},
        **place,
    }


def _bars(own: pd.DataFrame, rows: "pd.Series[int]", kind: str, name: str) -> go.Bar:
    planned = kind == "planned"
    return go.Bar(
        x=own["gain"],
        y=rows,
        orientation="h",
        width=BAR,
        name=name,
        marker={
            "color": ACCENT if planned else "#ffffff",
            "line": {"color": ACCENT if planned else LOW, "width": 2},
        },
        text=[f"<b>{shown}</b>" for shown in own["shown"]],
        textposition="outside",
        cliponaxis=False,
        customdata=[wrapped(str(title)) for title in own["title"]],
        hovertemplate=f"<b>%{{customdata}}</b><br>%{{text}}<br>{wrapped(name)}<extra></extra>",
    )
