"""What to do first as a picture: up what is to be gained, to the right what is held feasible."""

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.template import INK, PALE, THEME_COLOURS, dressed
from resilience.scoring.planning.actions import cost_words
from resilience.text import Text

#: diameters of a bubble that is never among the first five, and of one that always is
SMALLEST, LARGEST = 12, 40
#: shares of the picture within which a second code would lie over the first
WIDE, HIGH = 0.08, 0.05


def gain_bubbles(rows: pd.DataFrame, title: str, text: Text) -> go.Figure:
    """A bubble an indicator: gain in points by feasibility 0..1, larger the surer it is of the first five.

    `rows` have code, title, theme (title of the theme), place of the theme from 0, gain, feasibility,
    assumed, front, sure 0..1, cost (low, medium, high or ""), in the order of doing. On the front bubbles
    have a dark rim; whoever points at one reads what it costs.
    """
    figure = go.Figure()
    codes = labelled(rows)
    for place, own in rows.groupby("place"):
        figure.add_trace(_bubbles(own, int(str(place)), codes, text))
    dressed(figure, title, 480)
    at_foot = {"orientation": "h", "x": 0, "y": 0, "yref": "container", "yanchor": "bottom"}
    figure.update_layout(showlegend=True, legend={**at_foot, "itemsizing": "constant"})
    feasible = text("Feasibility: 0 hardly feasible, 1 feasible")
    figure.update_xaxes(title=feasible, range=[-0.05, 1.12], gridcolor=PALE, fixedrange=True)
    gained = text("Gain in overall score, points")
    figure.update_yaxes(title=gained, rangemode="tozero", gridcolor=PALE, fixedrange=True)
    return figure


def _bubbles(own: pd.DataFrame, place: int, codes: set[str], text: Text) -> go.Scatter:
    """The bubbles of a theme."""
    gains = text("could add up to {points} points", points="%{y:.1f}")
    return go.Scatter(
        x=own["feasibility"],
        y=own["gain"],
        mode="markers+text",
        name=str(own["theme"].iloc[0]),
        text=[code if code in codes else "" for code in own["code"]],
        textposition="middle right",
        textfont={"size": 13, "color": INK},
        customdata=own[["title", "sure"]].assign(cost=[cost_words(c, text) for c in own["cost"]]),
        marker={
            "size": SMALLEST + (LARGEST - SMALLEST) * own["sure"],
            "color": THEME_COLOURS[place % len(THEME_COLOURS)],
            "opacity": [0.45 if assumed else 0.9 for assumed in own["assumed"]],
            "line": {"color": INK, "width": [3 if front else 0 for front in own["front"]]},
        },
        hovertemplate=f"<b>%{{customdata[0]}}</b><br>{gains}<br>%{{customdata[2]}}<extra></extra>",
    )


def labelled(rows: pd.DataFrame) -> set[str]:
    """The indicators that carry their code: the best first, and none over another."""
    highest = max(float(rows["gain"].max()), 1e-9)
    kept: list[tuple[str, float, float]] = []
    best = rows.sort_values(["front", "priority"], ascending=False)
    for code, x, gain in best[["code", "feasibility", "gain"]].itertuples(index=False):
        y = gain / highest
        if all(abs(x - a) > WIDE or abs(y - b) > HIGH for _, a, b in kept):
            kept.append((str(code), float(x), float(y)))
    return {code for code, _, _ in kept}
