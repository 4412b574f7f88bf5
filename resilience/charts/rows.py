"""What charts with a row per theme share: its name above its marks, its score at the right, ticks and ranges."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.template import INK, LOW, MUTED, PALE, dressed, wrapped

#: pixels from one theme to the next, and those of the axis
ROW, BELOW = 84, 34
#: letters on a line of a theme's name, which stands above its marks, and the pixels between
NAME, RAISED = 36, 12
#: pixels of a digit of a score
DIGIT = 10
#: width in pixels of a line that is a range; thinner ones are drawn in the colour of marks
RANGE = 16


def laid_out(
    figure: go.Figure,
    titles: Sequence[str],
    shown: Sequence[str],
    title: str,
    stressed: int | None,
    scored: Sequence[bool] = (),
) -> go.Figure:
    """The figure with a name and a score as printed for each row, on an axis from 0 to 100.

    Row n, counted from 0, is at n on an axis that runs down; the one that is `stressed` is in bold. Where a row
    is not `scored`, what is shown says why, in place of dots; all are where that is left out.
    """
    known = scored or [True] * len(shown)
    for row, name in enumerate(titles):
        _say_name(figure, row, name, row == stressed)
        _say_score(figure, row, shown[row], row == stressed, known[row])
    figure.update_yaxes(
        range=[len(titles) - 0.6, -0.75],
        showticklabels=False,
        showgrid=False,
        zeroline=False,
        fixedrange=True,
    )
    figure.update_xaxes(
        range=[-2, 102],
        tickvals=[0, 25, 50, 75, 100],
        gridcolor=PALE,
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
    """A line in each row from a start to an end, with a gap in between."""
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


def tick_key(name: str) -> go.Scatter:
    """A place in the legend of a file for ticks, which are drawn as shapes."""
    mark = {"symbol": "line-ns", "line": {"color": INK, "width": 3}, "size": 16}
    return dots(pd.Series([None]), [0], name, **mark)


def _say_name(figure: go.Figure, row: int, title: str, stressed: bool) -> None:
    said = wrapped(title, NAME)
    figure.add_annotation(
        text=f"<b>{said}</b>" if stressed else said,
        x=0,
        xanchor="left",
        y=row,
        yanchor="bottom",
        yshift=RAISED,
        align="left",
        showarrow=False,
        font={"color": LOW if stressed else INK},
    )


def _say_score(figure: go.Figure, row: int, shown: str, stressed: bool, known: bool) -> None:
    """The score as printed, at the right; or where dots would be, why there is none."""
    figure.add_annotation(
        text=f"<b>{shown}</b>" if known else shown,
        x=1 if known else 0,
        xref="paper" if known else "x",
        xanchor="left",
        xshift=8 if known else 0,
        y=row,
        showarrow=False,
        font={"size": 18 if known else 15, "color": LOW if stressed else INK},
    )
