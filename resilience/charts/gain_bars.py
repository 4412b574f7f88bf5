"""The largest possible gains as bars: filled where an action is on its way, empty where none is."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.rows import lines_of, name_row, row_axis, row_places, say_right
from resilience.charts.template import ACCENT, LOW, MUTED, dressed, wrapped

#: pixels of a bar, from its middle to its name above, and to the name of the next one
BAR, RAISED, BELOW = 16, 10, 20
#: the share of the width of the chart that the longest bar leaves to its figure
SPARE = 0.2


def gain_bars(gains: pd.DataFrame, legend: Mapping[str, str], title: str) -> go.Figure:
    """A bar per indicator, in the order of the frame, with its gain at the end and its name above.

    `gains` has `title`, `gain` in points, `shown` (the gain as printed), `planned`, `sure` (a share as printed) and `first`
    (emphasised). `legend` names the kinds that are drawn: planned, unplanned, sure.
    """
    places, height = row_places(map(lines_of, gains["title"]), RAISED, BELOW)
    rows = pd.Series(places, index=gains.index)
    figure = go.Figure()
    for kind, own in (("planned", gains["planned"]), ("unplanned", ~gains["planned"])):
        if kind in legend:
            figure.add_trace(_bars(gains[own], rows[own], kind, legend[kind]))
    figure.add_scatter(  # written at the right: here they only have their place in the legend
        x=[None], y=[None], mode="markers", name=legend["sure"], marker={"color": MUTED, "size": 9}
    )
    for row, one in zip(rows, gains.to_dict("records"), strict=True):
        name_row(figure, row, str(one["title"]), raised=RAISED, bold=bool(one["first"]))
        say_right(figure, row, str(one["sure"]), size=12, colour=MUTED)
    row_axis(figure, 0, height)
    longest = float(gains["gain"].max()) * (1 + SPARE)
    figure.update_xaxes(range=[0, longest], visible=False, fixedrange=True)
    dressed(figure, title, height)
    return figure.update_layout(barmode="overlay", margin={"l": 4, "r": 76, "t": 0, "b": 0})


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
