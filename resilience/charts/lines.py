"""Scores as lines over workshops, with words at the end of each line that stand clear of one another."""

import datetime
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, cycle, pairwise
from statistics import fmean
from typing import Literal

import plotly.graph_objects as go

from resilience.charts.template import ACCENT, INK, LOW, MUTED, PALE, columns_of, dressed, wrapped
from resilience.text import Text

#: pixels of the room for the words at the right, between them and the lines, and of one line of them
ROOM, GAP, LINE = 290, 34, 19
#: pixels above and below the lines, and of the lines' own height at the least
ABOVE, BELOW, LEAST = 16, 40, 360
#: pixels at the left of the lines, and where a name at the foot is long
LEFT, WIDE = 44, 84
#: Latin letters in a line of a name or of other words, and where both are on one line
WIDTH, LONGEST = 32, 36
#: rows from which on their names are smaller, so that those of ten years stand on a laptop
MANY = 7
#: neighbours nearer than this share of all have their names at two heights
NEAR = 0.12
#: the room above and below the highest and lowest score of the axis, its steps, and how many it has at the least
PAD, STEP, STEPS = 2.0, 10, 3
#: shapes that distinguish lines without colour
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "x", "cross", "triangle-down")
#: whether a change is clear, and which way; "" is judged and not clear
Direction = Literal["rise", "fall", "", "unjudged"]
#: kinds of a legend, by what is drawn so
KINDS: dict[Direction, str] = {
    "": "unclear",
    "unjudged": "unjudged",
    "rise": "clear-rise",
    "fall": "clear-fall",
}
COLOURS: dict[Direction, str] = {"": MUTED, "unjudged": MUTED, "rise": ACCENT, "fall": LOW}
WIDTHS: dict[Direction, float] = {"": 1.5, "unjudged": 1.5, "rise": 3, "fall": 3}


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A line of scores 0..100, None for a gap; `end` are the words after its name and last score.

    `clear` says of each segment, one less than scores, which way it moved clearly, and `said` are the words on it.
    The line that is `strong` is the one that is looked at first.
    """

    name: str
    scores: Sequence[float | None]
    clear: Sequence[Direction]
    end: str = ""
    said: Sequence[str] = ()
    strong: bool = False

    @property
    def last(self) -> float | None:
        """The last score that is known."""
        return next((score for score in reversed(self.scores) if score is not None), None)


def theme_lines(
    lines: Sequence[ScoreLine],
    names: Sequence[str],
    legend: Mapping[str, str],
    title: str,
    text: Text,
    at: Sequence[datetime.date],
) -> go.Figure:
    """Lines over workshops of these `names`, first to last, as far apart as their days `at`.

    `legend` names the kinds that are drawn; the page shows it, and so does a file.
    """
    low, high = span_of(lines)
    words = [_end(line, text) for line in lines]
    heights = [LINE * (1 + said.count("<br>")) + 6 for said in words]
    tall = max(LEAST, sum(heights))
    wanted = [tall * (high - _known(line, low, high)) / (high - low) for line in lines]
    # workshops of one day have no time between them: one after the other
    places: list[datetime.date | int] = list(range(len(at)) if at[0] == at[-1] else at)
    figure = go.Figure()
    drawn = sorted(zip(lines, cycle(SYMBOLS), strict=False), key=lambda pair: pair[0].strong)
    for line, symbol in drawn:
        figure.add_traces(list(_traces(line, places, symbol)))
    name_kinds(figure, legend)
    placed = spread(wanted, heights, tall)
    for line, said, place, end in zip(lines, words, placed, wanted, strict=True):
        _say(figure, line, said, place - end, _known(line, low, high))
    _axes(figure, (low, high), places, names)
    dressed(figure, title, tall + ABOVE + BELOW)
    left = WIDE if max(map(columns_of, names)) > 8 else LEFT
    return figure.update_layout(margin={"l": left, "r": ROOM, "t": ABOVE, "b": BELOW})


def sorted_lines(lines: Sequence[ScoreLine]) -> list[ScoreLine]:
    """The strong line first, then the others from the highest last score down; those without one last."""
    return sorted(lines, key=line_order)


def line_order(line: ScoreLine) -> tuple[bool, float]:
    """The place of a line among others: see `sorted_lines`."""
    return not line.strong, math.inf if line.last is None else -line.last


def span_of(lines: Sequence[ScoreLine]) -> tuple[float, float]:
    """The lowest and highest score of the axis, with room above and below."""
    low, high = tens_of(lines)
    return low - PAD, high + PAD


def tens_of(lines: Sequence[ScoreLine]) -> tuple[float, float]:
    """The tens around all scores that are drawn, at least three apart."""
    known = [score for line in lines for score in line.scores if score is not None]
    low = STEP * math.floor(min(known, default=0) / STEP)
    high = STEP * math.ceil(max(known, default=100) / STEP)
    low = min(low, 100 - STEPS * STEP)
    return low, max(high, low + STEPS * STEP)


def colours_of(line: ScoreLine) -> list[str]:
    """The colour of each score of a line: that of the segment which ends there."""
    if line.strong:
        return [ACCENT] * len(line.scores)
    return [COLOURS[way] for way in ("", *line.clear)]


def segments(
    line: ScoreLine, xs: Sequence[object], ys: Sequence[float | None]
) -> Iterator[go.Scatter]:
    """The sides of a line between neighbours that have a score, one trace for each kind."""
    ways: tuple[Direction, ...] = ("",) if line.strong else tuple(COLOURS)
    for way in ways:
        drawn = [
            (xs[n], ys[n], xs[n + 1], ys[n + 1])
            for n, own in enumerate(line.clear)
            if (line.strong or own == way) and None not in (ys[n], ys[n + 1])
        ]
        if not drawn:
            continue
        kind = "overall" if line.strong else KINDS[way]
        yield go.Scatter(
            x=[x for a, _, b, _ in drawn for x in (a, b, None)],
            y=[y for _, a, _, b in drawn for y in (a, b, None)],
            mode="lines",
            legendgroup=kind,
            showlegend=False,
            hoverinfo="skip",
            cliponaxis=False,
            line={
                "color": ACCENT if line.strong else COLOURS[way],
                "width": 5 if line.strong else WIDTHS[way],
                "dash": "dot" if way == "unjudged" else "solid",
            },
        )


def name_kinds(figure: go.Figure, legend: Mapping[str, str]) -> None:
    """Let a file of the figure name each kind of `legend` that is drawn, once and in its order."""
    left = list(legend)
    for trace in figure.data:
        if trace.legendgroup in left:
            left.remove(trace.legendgroup)
            trace.update(
                name=legend[trace.legendgroup],
                showlegend=True,
                legendrank=1 + list(legend).index(trace.legendgroup),
            )


def _traces(
    line: ScoreLine, at: Sequence[datetime.date | int], symbol: str
) -> Iterator[go.Scatter]:
    yield from segments(line, at, line.scores)
    yield go.Scatter(
        x=at,
        y=line.scores,
        mode="markers",
        name=wrapped(line.name),
        showlegend=False,
        cliponaxis=False,
        marker={
            "size": 13 if line.strong else 9,
            "color": colours_of(line),
            "symbol": symbol,
            "opacity": 1,
        },
        hovertemplate=f"{wrapped(line.name)}: %{{y:.1f}}<extra></extra>",
    )


def _axes(
    figure: go.Figure,
    span: tuple[float, float],
    at: Sequence[datetime.date | int],
    names: Sequence[str],
) -> None:
    low, high = (round(end) for end in (span[0] + PAD, span[1] - PAD))
    figure.update_yaxes(
        range=span,
        tickvals=list(range(low, high + 1, STEP)),
        gridcolor=PALE,
        zeroline=False,
        fixedrange=True,
        ticklabelstandoff=14,
    )
    days = days_of(at)
    near = any(b - a < NEAR * (days[-1] - days[0]) for a, b in pairwise(days))
    figure.update_xaxes(
        range=[at[0], at[-1]],
        tickvals=at,
        ticktext=["<br>" * (near and n % 2) + wrapped(name) for n, name in enumerate(names)],
        tickangle=0,
        tickfont={"size": 15 if len(at) < MANY else 12},
        showgrid=False,
        zeroline=False,
        fixedrange=True,
    )


def days_of(at: Sequence[datetime.date | int]) -> list[int]:
    """Days as numbers."""
    return [day if isinstance(day, int) else day.toordinal() for day in at]


def _end(line: ScoreLine, text: Text) -> str:
    """The words at the end of a line: its name and last score, and its note after these or below."""
    name, number = wrapped(line.name, WIDTH), text.number(line.scores[-1], 1)
    head = f"<b>{name} {number}</b>" if line.strong else f"{name} <b>{number}</b>"
    if not line.end:
        return head
    last = columns_of(f"{name} {number} · {line.end}".rpartition("<br>")[2])
    return f"{head}{' · ' if last <= LONGEST else '<br>'}{wrapped(line.end, WIDTH)}"


def _known(line: ScoreLine, low: float, high: float) -> float:
    """Where a line ends: at its last score, in the middle without."""
    return (low + high) / 2 if line.last is None else line.last


def spread(wanted: Sequence[float], heights: Sequence[int], tall: int) -> list[float]:
    """Where words of these heights stand: none over another, and together as near as can be to where they are wanted.

    Words that would meet share their shift (isotonic regression: the least squares, by pooling neighbours).
    """
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    above = dict(zip(order, accumulate((heights[n] for n in order), initial=0), strict=False))
    below = tall - sum(heights)
    pools = list[list[float]]()  # tops that neighbours would have without the words above them
    for place in order:
        pools.append([wanted[place] - heights[place] / 2 - above[place]])
        while len(pools) > 1 and fmean(pools[-2]) > fmean(pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    tops = [max(0.0, min(below, fmean(pool))) for pool in pools for _ in pool]
    shifts = dict(zip(order, tops, strict=True))
    return [shifts[n] + above[n] + height / 2 for n, height in enumerate(heights)]


def _say(figure: go.Figure, line: ScoreLine, said: str, lower: float, value: float) -> None:
    """A line's words at the right of the plot, led to from its end; led to from nowhere without."""
    ends = line.scores[-1] is not None
    figure.add_annotation(
        xref="paper",
        x=1,
        y=value,
        ax=GAP,
        ay=lower,
        text=said,
        align="left",
        xanchor="left",
        showarrow=True,
        arrowhead=0,
        arrowwidth=2 if line.strong else 1,
        arrowcolor=colours_of(line)[-1] if ends else "rgba(0, 0, 0, 0)",
        standoff=8,
        font={"size": 16 if line.strong else 14, "color": INK},
    )
