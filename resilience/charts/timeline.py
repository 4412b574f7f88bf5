"""Actions by the day on which they are due, to the left and right of today."""

import datetime
from collections.abc import Iterator, Mapping

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.rows import (
    LINE,
    WIDE,
    Words,
    lines_of,
    row_axis,
    row_name,
    row_places,
    tick_at,
    write,
)
from resilience.charts.template import ACCENT, INK, LOW, MUTED, PALE, dressed, wrapped
from resilience.text import Text

#: pixels from a mark to its words above and to the next ones, those of the axis, above all, and half a tick
RAISED, BELOW, AXIS, ABOVE, TICK = 11, 22, 34, 26, 10
#: how an action is marked, by its kind; shapes differ for eyes that tell no colours
MARKS: dict[str, dict[str, object]] = {
    "overdue": {"color": LOW, "symbol": "diamond", "size": 15},
    "open": {"color": "#ffffff", "line": {"color": INK, "width": 2}, "size": 14},
    "under-way": {"color": ACCENT, "size": 15},
    "done": {"color": MUTED, "symbol": "square", "size": 12},
}
#: the most months with a name below the chart, and the months between them
MONTHS, STEPS = 3, (1, 2, 3, 6, 12, 24, 60, 120)


def action_timeline(
    actions: pd.DataFrame,
    legend: Mapping[str, str],
    today: datetime.date,
    title: str,
    text: Text,
    letters: int = WIDE,
) -> go.Figure:
    """A row per action, in the order of the frame: a mark on its day, and a line from today to it while it is ahead.

    `actions` has `day` (a date), `kind` (one of `MARKS`), `when` and `what`. `legend` names the kinds that are drawn.
    A line of words has so many `letters`.
    """
    figure = go.Figure()
    days = pd.Series([(day - today).days for day in actions["day"]], index=actions.index)
    lines = [
        lines_of(when, letters) + lines_of(what, letters)
        for when, what in zip(actions["when"], actions["what"], strict=True)
    ]
    places, height = row_places(lines, RAISED, BELOW)
    for row, at, kind in zip(places, days, actions["kind"], strict=True):
        _line(figure, row, 0, 1, PALE, 1, xref="paper")  # leads the eye from the words to the mark
        tick_at(figure, 0, row, TICK, width=1, layer="below")
        if kind != "done":
            _line(figure, row, 0, at, LOW if kind == "overdue" else PALE, 4)
    _marks(figure, actions.assign(at=days, row=places), legend)
    write(figure, _words(actions, places, letters))
    _mark_today(figure, text("today"))
    row_axis(figure, 0, height)
    _month_axis(figure, today, days, text)
    dressed(figure, title, height + AXIS + ABOVE)
    return figure.update_layout(margin={"l": 10, "r": 20, "t": ABOVE, "b": AXIS})


def _marks(figure: go.Figure, actions: pd.DataFrame, legend: Mapping[str, str]) -> None:
    for kind in (one for one in MARKS if one in legend):
        own = actions[actions["kind"] == kind]
        figure.add_scatter(
            x=own["at"],
            y=own["row"],
            mode="markers",
            name=legend[kind],
            marker=MARKS[kind],
            cliponaxis=False,
            customdata=[wrapped(said) for said in own["when"] + " · " + own["what"]],
            hovertemplate="%{customdata}<extra></extra>",
        )


def _words(actions: pd.DataFrame, places: list[int], letters: int) -> Iterator[Words]:
    """The day and what will be done, above each mark."""
    for row, one in zip(places, actions.to_dict("records"), strict=True):
        what, colour = str(one["what"]), LOW if one["kind"] == "overdue" else INK
        yield row_name(row, what, letters, raised=RAISED)
        above = RAISED + LINE * lines_of(what, letters)
        when = str(one["when"])
        yield row_name(row, when, letters, raised=above, bold=True, colour=colour)


def _line(
    figure: go.Figure, row: int, start: float, end: float, colour: str, width: int, xref: str = "x"
) -> None:
    figure.add_shape(
        type="line",
        xref=xref,
        x0=start,
        x1=end,
        y0=row,
        y1=row,
        layer="below",
        line={"color": colour, "width": width},
    )


def _mark_today(figure: go.Figure, today: str) -> None:
    figure.add_annotation(
        text=today, x=0, yref="paper", y=1, yanchor="bottom", showarrow=False, font={"color": MUTED}
    )


def _month_axis(
    figure: go.Figure, today: datetime.date, days: "pd.Series[int]", text: Text
) -> None:
    first, last = min(0, int(days.min())), max(0, int(days.max()))
    spare = max(10, (last - first) // 12)
    named = months(today + datetime.timedelta(first), today + datetime.timedelta(last))
    figure.update_xaxes(
        range=[first - spare, last + spare],
        tickvals=[(month - today).days for month in named],
        ticktext=[text.month(month) for month in named],
        showgrid=False,
        tickangle=0,
        ticks="outside",
        zeroline=False,
        fixedrange=True,
    )


def months(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """Beginnings of months between two days, evenly apart and not too many; the nearest one where there is none."""
    start, end = (12 * day.year + day.month - 1 for day in (first, last))
    start += first.day > 1
    step = next((s for s in STEPS if (end - start) // s < MONTHS), end - start)
    months = range(-(-start // step) * step, end + 1, step) or [end]
    return [datetime.date(month // 12, month % 12 + 1, 1) for month in months]
