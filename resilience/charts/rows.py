"""Rows with names above their marks, so that charts use the full width, and what they share: scores, ticks, ranges."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.template import INK, LOW, MUTED, PALE, dressed, wrapped

#: words in a chart and their place, as Plotly's annotations
Words = Mapping[str, object]
#: pixels from one theme to the next, and those of the axis
ROW, BELOW = 84, 34
#: letters on a line of a name on a phone and elsewhere, the pixels of a line, and those between a name and its marks
NAME, WIDE, LINE, RAISED = 36, 72, 19, 12
#: scores with a line, and how far its pieces reach from the middle of a row: below names, and above the next ones
STEPS, REACH = (0, 25, 50, 75, 100), 0.14
#: pixels of a digit of a score
DIGIT = 10
#: width in pixels of a line that is a range; thinner ones are drawn in the colour of marks
RANGE = 16


def lines_of(name: str, letters: int) -> int:
    """The lines of so many letters that a name takes."""
    return wrapped(name, letters).count("<br>") + 1


def row_places(lines: Iterable[int], raised: int, below: int) -> tuple[list[int], int]:
    """The middles of rows in pixels from the top, and the height of all of them.

    Each row has a name of so many `lines`, which ends `raised` pixels above its middle, and the next one begins
    `below` it.
    """
    places, top = list[int](), 0
    for count in lines:
        places.append(top + LINE * count + raised)
        top = places[-1] + below
    return places, top


def row_axis(figure: go.Figure, top: float, bottom: float) -> None:
    """An axis of rows that runs down from top to bottom, without a grid."""
    figure.update_yaxes(
        range=[bottom, top],
        showticklabels=False,
        showgrid=False,
        zeroline=False,
        fixedrange=True,
    )


def row_name(
    at: float,
    name: str,
    letters: int,
    *,
    raised: int,
    bold: bool = False,
    colour: str = INK,
) -> Words:
    """A name on lines of so many letters, which ends `raised` pixels above `at`, the middle of its row."""
    said = wrapped(name, letters)
    return {
        "text": f"<b>{said}</b>" if bold else said,
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": at,
        "yanchor": "bottom",
        "yshift": raised,
        "align": "left",
        "showarrow": False,
        "font": {"color": colour},
    }


def right_of(at: float, words: str, *, size: int = 18, colour: str = INK) -> Words:
    """Words at the right of a row, in the margin."""
    return {
        "text": words,
        "x": 1,
        "xref": "paper",
        "xanchor": "left",
        "xshift": 8,
        "y": at,
        "showarrow": False,
        "font": {"size": size, "color": colour},
    }


def write(figure: go.Figure, words: Iterable[Words]) -> None:
    """Write words into a chart, all at once: each writing lets Plotly check what is there already."""
    figure.update_layout(annotations=[*figure.layout.annotations, *words])


def tick_at(
    figure: go.Figure, value: float, at: float, half: float, width: int = 3, layer: str = "above"
) -> None:
    """Draw an upright tick at a value, from `half` above the middle of a row to as much below."""
    figure.add_shape(
        type="line",
        x0=value,
        x1=value,
        y0=at - half,
        y1=at + half,
        line={"color": INK, "width": width},
        layer=layer,
    )


def laid_out(
    figure: go.Figure,
    titles: Sequence[str],
    shown: Sequence[str],
    title: str,
    stressed: Sequence[bool] = (),
    scored: Sequence[bool] = (),
    letters: int = WIDE,
) -> go.Figure:
    """The figure with a name and a score as printed for each row, on an axis from 0 to 100.

    Row n, counted from 0, is at n on an axis that runs down; those that are `stressed` are in bold. Where a row
    is not `scored`, what is shown says why, in place of dots; all are where that is left out.
    """
    known, strong = scored or [True] * len(shown), stressed or [False] * len(shown)
    words = list[Words]()
    for row, (name, stands_out) in enumerate(zip(titles, strong, strict=True)):
        colour = LOW if stands_out else INK
        words.append(row_name(row, name, letters, raised=RAISED, bold=stands_out, colour=colour))
        words.append(_score(row, shown[row], stands_out, known[row]))
    write(figure, words)
    figure.add_shape(_grid([row for row, is_score in enumerate(known) if is_score]))
    row_axis(figure, -0.75, len(titles) - 0.6)
    figure.update_xaxes(
        range=[-2, 102],
        tickvals=STEPS,
        showgrid=False,
        zeroline=False,
        fixedrange=True,
    )
    dressed(figure, title, ROW * max(1, len(titles)) + BELOW)
    widest = max(
        (len(one) for one, is_score in zip(shown, known, strict=True) if is_score), default=0
    )
    return figure.update_layout(margin={"l": 10, "r": 22 + DIGIT * widest, "t": 0, "b": BELOW})


def dots(
    scores: "pd.Series[float]", rows: Sequence[float], name: str, **marker: object
) -> go.Scatter:
    """A mark at each score 0..100, a gap where it is NaN; without a `name` it is not in the legend of a file."""
    return go.Scatter(
        x=scores,
        y=list(rows),
        mode="markers",
        name=name,
        showlegend=bool(name),
        marker=marker,
        cliponaxis=False,
        hovertemplate=f"{wrapped(name)}: %{{x:.1f}}<extra></extra>",
    )


def lines(
    start: "pd.Series[float]",
    end: "pd.Series[float]",
    rows: Sequence[float],
    name: str,
    width: int = RANGE,
) -> go.Scatter:
    """Return a trace with one line per row, from `start` to `end`."""
    pairs = [(a, b, None) for a, b in zip(start, end, strict=True)]
    return go.Scatter(
        x=[x for pair in pairs for x in pair],
        y=[y for row in rows for y in (row, row, None)],
        mode="lines",
        name=name,
        showlegend=bool(name),
        line={"color": PALE if width == RANGE else MUTED, "width": width},
        hoverinfo="skip",
    )


def tick(score: float, row: int, half: float) -> dict[str, object]:
    """A line across a row at a score, which reaches `half`, in rows, up and down."""
    return {
        "type": "line",
        "x0": score,
        "x1": score,
        "y0": row - half,
        "y1": row + half,
        "line": {"color": INK, "width": 3},
    }


def medians(
    values: "pd.Series[float]", rows: Sequence[float], name: str, size: int = 14
) -> go.Scatter:
    """A hollow diamond at each median; ticks are for targets."""
    looks = {"color": "#ffffff", "line": {"color": INK, "width": 2}, "symbol": "diamond"}
    return dots(values, rows, name, size=size, **looks)


def tick_key(name: str) -> go.Scatter:
    """A place in the legend of a file for ticks, which are drawn as shapes."""
    mark = {"symbol": "line-ns", "line": {"color": INK, "width": 3}, "size": 16}
    return dots(pd.Series([None]), [0], name, **mark)


def _grid(rows: Iterable[int]) -> dict[str, object]:
    """Upright lines in each of the rows, which run through no words."""
    pieces = [f"M{x},{row - REACH}V{row + REACH}" for row in rows for x in STEPS]
    return {
        "type": "path",
        "path": " ".join(pieces),
        "line": {"color": PALE, "width": 1},
        "layer": "below",
    }


def _score(row: int, shown: str, stressed: bool, known: bool) -> Words:
    """The score as printed, at the right; or where dots would be, why there is none."""
    colour = LOW if stressed else INK
    if known:
        return right_of(row, f"<b>{shown}</b>", colour=colour)
    return {
        "text": shown,
        "x": 0,
        "xanchor": "left",
        "y": row,
        "showarrow": False,
        "font": {"size": 15, "color": colour},
    }


def both_forms(draw: Callable[[int], go.Figure]) -> tuple[go.Figure, go.Figure | None]:
    """A chart with so many letters on a line of names, and for phones with fewer where that is another chart."""
    wide, narrow = draw(WIDE), draw(NAME)
    return wide, None if wide == narrow else narrow
