"""Cells in the colour of a difference: orange below the city, blue above it, grey where they hardly differ."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from resilience.charts.template import INK, PALE
from resilience.text.catalogue import round_half_up

#: kinds of cells from far below to far above, and those that are not compared; look.css has them for dark pages
COLOURS = {
    "below-3": "#d47f43",
    "below-2": "#eba775",
    "below-1": "#f8ccac",
    "near": "#f0f2f4",
    "above-1": "#b9d9ef",
    "above-2": "#87bce1",
    "above-3": "#599bcb",
    "apart": "#ffffff",
}
#: points from which a difference is of the next kind: of themes, and of single indicators
THEME_STEPS, INDICATOR_STEPS = (5, 10, 20), (10, 20, 40)
#: half of a cell's sides, which leaves a gap to the next
HALF = 0.48
#: height of marks in pixels, and what says where no colours are seen which way a cell differs and by how many steps
MARK = 10
WAYS = {
    **{"below-1": "▿", "below-2": "▾", "below-3": "▼"},
    **{"above-1": "▵", "above-2": "▴", "above-3": "▲"},
}


@dataclass(frozen=True, slots=True)
class HeatSquare:
    """What is `shown` in column `x` and row `y`: in the colour of `kind`, none for "", with a small `mark` below.

    `said` is read when the cell is pointed at.
    """

    x: int
    y: float
    shown: str
    kind: str
    said: str
    mark: str = ""


def kind_of(points: float, steps: Sequence[int]) -> str:
    """The kind of a difference in points, negative below the city, by the decimal that prints; "apart" for NaN."""
    if math.isnan(points):
        return "apart"
    size = sum(round_half_up(abs(points), 1) >= step for step in steps)
    if not size:
        return "near"
    return f"{'above' if points > 0 else 'below'}-{size}"


def with_ways(legend: Mapping[str, str]) -> dict[str, str]:
    """A legend of kinds of cells with the sign that cells of that kind have, where they have one."""
    return {kind: f"{WAYS.get(kind, '')} {words}".lstrip() for kind, words in legend.items()}


def add_cells(
    figure: go.Figure, cells: Sequence[HeatSquare], legend: Mapping[str, str], size: int
) -> None:
    """Draw cells with their words, `size` pixels high; `legend` names the kinds for a file's legend."""
    for kind, words in legend.items():
        figure.add_trace(_filled([one for one in cells if one.kind == kind], kind, words))
    figure.add_trace(
        go.Scatter(
            x=[one.x for one in cells],
            y=[one.y for one in cells],
            mode="text",
            text=[_words(one, size) for one in cells],
            textfont={"size": MARK, "color": INK},
            customdata=[one.said for one in cells],
            hovertemplate="%{customdata}<extra></extra>",
            showlegend=False,
            cliponaxis=False,
        )
    )
    figure.update_layout(hoverdistance=80)


def _words(cell: HeatSquare, size: int) -> str:
    way = WAYS.get(cell.kind, "") if cell.shown else ""
    shown = f'<span style="font-size:{size}px">{cell.shown}</span> {way}'.rstrip()
    return f"{shown}<br>{cell.mark}" if cell.mark else shown


def _filled(cells: Iterable[HeatSquare], kind: str, words: str) -> go.Scatter:
    """The areas of cells of one kind."""
    corners = [
        (one.x + HALF * dx, one.y + HALF * dy) if dx else (None, None)
        for one in cells
        for dx, dy in ((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1), (0, 0))
    ]
    return go.Scatter(
        x=[x for x, _ in corners] or [None],
        y=[y for _, y in corners] or [None],
        mode="lines",
        name=words,
        fill="toself",
        fillcolor=COLOURS[kind],
        line={"width": 1 if kind == "apart" else 0, "color": PALE},
        hoverinfo="skip",
    )
