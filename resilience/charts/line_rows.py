"""Scores as lines, each in a row of its own: its name above, words on the segments, fit for a phone."""

import datetime
import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from resilience.charts.lines import ScoreLine, colours_of, days_of, name_kinds, segments
from resilience.charts.rows import Words, write
from resilience.charts.template import INK, MUTED, columns_of, dressed, wrapped
from resilience.text import Text

#: pixels of a line of words, of a point of a score, and from the foot of a row to the next
LINE, POINT, NEXT = 20, 2.0, 38
#: pixels from a line to its scores above it and to the words on a segment below it
SCORE, SAID = 20, 15
#: Latin letters on a line of a name, and of words on a segment
NAME, WORDS = 32, 16
#: Latin letters of the names at the foot of a row that have room beside one another
FOOT = 36
#: pixels that are free at each side, and Latin letters of a name that is in the middle below the end of a line
SIDE, SHORT = 34, 8


@dataclass(frozen=True, slots=True)
class _Row:
    """Where a row is, in pixels from the top: its head, its scores, and the names at its foot."""

    top: float
    scores: list[float | None]
    foot: float


def line_rows(
    lines: Sequence[ScoreLine],
    names: Sequence[str],
    legend: Mapping[str, str],
    title: str,
    text: Text,
    at: Sequence[datetime.date] | None = None,
) -> go.Figure:
    """A row per line over votes or workshops of these `names`, first to last; else as `theme_lines`.

    A point is as high in all rows, each of which is as high as its own line.
    """
    days = list(range(len(names))) if at is None or at[0] == at[-1] else days_of(at)
    places = [(day - days[0]) / max(1, days[-1] - days[0]) for day in days]
    figure, words, top = go.Figure(), list[Words](), 0.0
    for line in lines:
        row = _row(line, top)
        _draw(figure, line, row, places, text)
        words += [*_said(line, row, places), *_names(names, row, places)]
        top = row.foot + NEXT
    write(figure, words)
    name_kinds(figure, legend)
    hidden = {"showticklabels": False, "showgrid": False, "zeroline": False, "fixedrange": True}
    figure.update_yaxes(range=[top, 0], **hidden)
    figure.update_xaxes(range=[0, 1], **hidden)
    dressed(figure, title, round(top))
    return figure.update_layout(margin={"l": SIDE, "r": SIDE, "t": 0, "b": 0})


def _head(line: ScoreLine) -> str:
    """The name of a line, and its note below."""
    name = f"<b>{wrapped(line.name, NAME)}</b>"
    return f"{name}<br>{wrapped(line.end, NAME)}" if line.end else name


def _row(line: ScoreLine, top: float) -> _Row:
    known = [score for score in line.scores if score is not None]
    highest, lowest = max(known, default=0.0), min(known, default=0.0)
    high = top + LINE * (1 + _head(line).count("<br>")) + SCORE + 8
    said = max((1 + wrapped(one, WORDS).count("<br>") for one in line.said if one), default=0)
    foot = high + POINT * (highest - lowest) + 12 + (LINE - 4) * said
    heights = [None if one is None else high + POINT * (highest - one) for one in line.scores]
    return _Row(top, heights, foot)


def _draw(
    figure: go.Figure,
    line: ScoreLine,
    row: _Row,
    xs: Sequence[float],
    text: Text,
) -> None:
    ys = row.scores
    figure.add_traces(list(segments(line, xs, ys)))
    figure.add_trace(
        go.Scatter(
            x=xs,
            y=ys,
            mode="markers+text",
            name=wrapped(line.name),
            showlegend=False,
            text=["" if one is None else f"<b>{text.number(one, 1)}</b>" for one in line.scores],
            textposition="top center",
            cliponaxis=False,
            customdata=["" if one is None else text.number(one, 1) for one in line.scores],
            marker={"size": 11 if line.strong else 9, "color": colours_of(line), "opacity": 1},
            hovertemplate=f"{wrapped(line.name)}: %{{customdata}}<extra></extra>",
        )
    )


def _said(line: ScoreLine, row: _Row, xs: Sequence[float]) -> Iterator[Words]:
    """The head of a line, and the words between its points."""
    yield _words(0, row.top, _head(line), "left", INK, 15)
    for n, said in enumerate(line.said):
        ends = [y for y in row.scores[n : n + 2] if y is not None]
        if said and ends:
            middle = (xs[n] + xs[n + 1]) / 2
            yield _words(middle, max(ends) + SAID / 2, wrapped(said, WORDS), "center", MUTED, 13)


def _names(names: Sequence[str], row: _Row, places: Sequence[float]) -> Iterator[Words]:
    """The names at the foot of a row, of many only the first and the last."""
    crowded = sum(map(columns_of, names)) > FOOT
    for n, (name, place) in enumerate(zip(names, places, strict=True)):
        end = {0: "left", len(names) - 1: "right"}.get(n)
        if end is None and crowded:
            continue
        align = end if end and columns_of(name) > SHORT else "center"
        yield _words(place, row.foot, html.escape(name), align, MUTED, 13)


def _words(x: float, y: float, said: str, align: str, colour: str, size: int) -> Words:
    """Words whose top is at y; at the left and right they begin or end where the picture does."""
    return {
        "x": {"left": 0.0, "right": 1.0}.get(align, x),
        "xanchor": align,
        "xshift": {"left": -SIDE, "right": SIDE}.get(align, 0),
        "y": y,
        "yanchor": "top",
        "text": said,
        "align": align,
        "showarrow": False,
        "font": {"size": size, "color": colour},
    }
