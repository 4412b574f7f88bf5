"""Rows whose names are above their marks, so that charts use the full width, also on a phone."""

from collections.abc import Iterable

import plotly.graph_objects as go

from resilience.charts.template import INK, wrapped

#: letters on a line of a name, and its pixels
NAME, LINE = 36, 19


def lines_of(name: str) -> int:
    """The lines that a name takes."""
    return wrapped(name, NAME).count("<br>") + 1


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


def name_row(
    figure: go.Figure,
    at: float,
    name: str,
    *,
    raised: int,
    bold: bool = False,
    colour: str = INK,
) -> None:
    """Write a name, wrapped, so that it ends `raised` pixels above `at`, the middle of its row."""
    said = wrapped(name, NAME)
    figure.add_annotation(
        text=f"<b>{said}</b>" if bold else said,
        x=0,
        xref="paper",
        xanchor="left",
        y=at,
        yanchor="bottom",
        yshift=raised,
        align="left",
        showarrow=False,
        font={"color": colour},
    )


def say_right(
    figure: go.Figure, at: float, words: str, *, size: int = 18, colour: str = INK
) -> None:
    """Write words at the right of a row, in the margin."""
    figure.add_annotation(
        text=words,
        x=1,
        xref="paper",
        xanchor="left",
        xshift=8,
        y=at,
        showarrow=False,
        font={"size": size, "color": colour},
    )


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
