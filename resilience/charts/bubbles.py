"""Gain and feasibility as a picture: up what is to be gained, to the right what is held feasible."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.template import ACCENT, INK, MUTED, PALE, dressed, wrapped
from resilience.scoring.planning.actions import FEASIBLE, cost_words
from resilience.text import Text

#: diameters of a bubble that is never among the five largest gains, and of one that always is
SMALLEST, LARGEST = 12, 40
#: shares of the picture within which a second code would lie over the first
WIDE, HIGH = 0.08, 0.05
#: the same for names, and the letters on a line of one
NAMED, LETTERS = (0.5, 0.16), 18


def gain_bubbles(
    rows: pd.DataFrame, legend: Mapping[str, str], title: str, text: Text
) -> go.Figure:
    """A bubble an indicator: gain in points by feasibility 0..1, larger the surer it is of the five largest gains.

    `rows` have code, title, gain, feasibility, front, sure 0..1, cost (low, medium, high or ""). `legend` names the kinds
    that are drawn: front and behind. Pointing at a bubble shows its cost.
    """
    figure = go.Figure()
    named = labelled(rows[_free(rows)], *NAMED)
    for kind, own in (("behind", rows[~rows["front"]]), ("front", rows[rows["front"]])):
        if kind in legend:
            colour = ACCENT if kind == "front" else MUTED
            figure.add_trace(_bubbles(own, colour, legend[kind], named, text))
    dressed(figure, title, 480)
    figure.update_xaxes(
        range=[-0.15, 1.15],
        tickvals=list(FEASIBLE),
        ticktext=[wrapped(text(words), 14) for words in FEASIBLE.values()],
        tickfont={"size": 13},
        gridcolor=PALE,
        zeroline=False,
        fixedrange=True,
    )
    figure.update_yaxes(rangemode="tozero", gridcolor=PALE, fixedrange=True)
    figure.add_annotation(
        text=text("Gain in overall score, points"),
        x=0,
        xref="paper",
        xanchor="left",
        y=1,
        yref="paper",
        yanchor="bottom",
        showarrow=False,
        font={"color": MUTED},
    )
    return figure.update_layout(margin_t=30)


def _side(x: float) -> str:
    """Where the name of a bubble has room, also on a phone."""
    if x < 0.25:
        return "middle right"
    return "middle left" if x > 0.75 else "top center"


def _bubbles(own: pd.DataFrame, colour: str, name: str, named: set[str], text: Text) -> go.Scatter:
    gains = text("could add up to {points} points", points="%{y:.1f}")
    titles = [wrapped(str(title)) for title in own["title"]]
    costs = [cost_words(cost, text) for cost in own["cost"]]
    return go.Scatter(
        x=own["feasibility"],
        y=own["gain"],
        mode="markers+text",
        name=name,
        text=[
            wrapped(str(title), LETTERS) if code in named else ""
            for code, title in zip(own["code"], own["title"], strict=True)
        ],
        textposition=[_side(x) for x in own["feasibility"]],
        textfont={"size": 13, "color": INK},
        customdata=list(zip(titles, costs, strict=True)),
        marker={
            "size": SMALLEST + (LARGEST - SMALLEST) * own["sure"],
            "color": colour,
            "opacity": 0.85,
        },
        hovertemplate=f"<b>%{{customdata[0]}}</b><br>{gains}<br>%{{customdata[1]}}<extra></extra>",
    )


def labelled(rows: pd.DataFrame, wide: float = WIDE, high: float = HIGH) -> set[str]:
    """The codes of indicators that are labelled: the best first, and none over another."""
    highest = max(float(rows["gain"].max()), 1e-9) if len(rows) else 1.0
    kept: list[tuple[str, float, float]] = []
    best = rows.sort_values(["front", "priority"], ascending=False)
    for code, x, gain in best[["code", "feasibility", "gain"]].itertuples(index=False):
        y = gain / highest
        if all(abs(x - a) > wide or abs(y - b) > high for _, a, b in kept):
            kept.append((str(code), float(x), float(y)))
    return {code for code, _, _ in kept}


def _free(rows: pd.DataFrame) -> "pd.Series[bool]":
    """Of which indicators the names, above or beside their bubbles, cover no other bubble."""
    heights = rows["gain"] / max(float(rows["gain"].max()), 1e-9)
    dots = list(zip(rows["feasibility"].astype(float), heights.astype(float), strict=True))
    covers = [
        any(_covers(own, other) for m, other in enumerate(dots) if m != n)
        for n, own in enumerate(dots)
    ]
    return ~pd.Series(covers, index=rows.index, dtype=bool)


def _covers(own: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether the name of a bubble would cover another one; see `_side`."""
    x, y = other[0] - own[0], other[1] - own[1]
    if own[0] < 0.25:
        return 0 <= x < NAMED[0] and abs(y) < NAMED[1] / 2
    if own[0] > 0.75:
        return -NAMED[0] < x <= 0 and abs(y) < NAMED[1] / 2
    return abs(x) < NAMED[0] / 2 and 0 <= y < NAMED[1]
