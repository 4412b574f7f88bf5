"""Gain and feasibility as a picture: up what is to be gained, to the right what is held feasible."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.template import ACCENT, INK, MUTED, PALE, dressed, wrapped
from resilience.scoring.planning.actions import FEASIBLE, cost_words
from resilience.text import Text

#: diameters of a bubble that is never among the five largest gains, and of one that always is
SMALLEST, LARGEST = 12, 40
#: the height of the picture in highest gains, which leaves room for a name above that one
ABOVE = 1.2
#: shares of the picture within which a second code would lie over the first: there one label has the codes of all
WIDE, HIGH = 0.1, 0.045
#: those within which a second name would lie over the first, and the letters on a line of a label
NAMED, LETTERS = (0.5, 0.16), 18


def gain_bubbles(
    rows: pd.DataFrame, legend: Mapping[str, str], title: str, text: Text
) -> go.Figure:
    """A bubble an indicator: gain in points by feasibility 0..1, larger the surer it is of the five largest gains.

    `rows` have code, title, gain, feasibility, front, sure 0..1, cost (low, medium, high or ""). `legend` names the kinds
    that are drawn: front and behind. Pointing at a bubble shows its cost. A bubble whose name would cover others has its
    code, which `coded` lists.
    """
    figure, labels = go.Figure(), _labels(rows)
    for kind, own in (("behind", rows[~rows["front"]]), ("front", rows[rows["front"]])):
        if kind in legend:
            colour = ACCENT if kind == "front" else MUTED
            figure.add_trace(_bubbles(own, colour, legend[kind], labels, text))
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
    highest = max(float(rows["gain"].max()), 1e-9)
    figure.update_yaxes(range=[0, ABOVE * highest], gridcolor=PALE, fixedrange=True)
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


def _bubbles(
    own: pd.DataFrame, colour: str, name: str, labels: Mapping[str, tuple[str, str]], text: Text
) -> go.Scatter:
    gains = text("could add up to {points} points", points="%{y:.1f}")
    titles = [wrapped(str(title)) for title in own["title"]]
    costs = [cost_words(cost, text) for cost in own["cost"]]
    return go.Scatter(
        x=own["feasibility"],
        y=own["gain"],
        mode="markers+text",
        name=name,
        text=[wrapped(labels[code][0], LETTERS) for code in own["code"]],
        textposition=[labels[code][1] for code in own["code"]],
        textfont={"size": 13, "color": INK},
        customdata=list(zip(titles, costs, strict=True)),
        marker={
            "size": SMALLEST + (LARGEST - SMALLEST) * own["sure"],
            "color": colour,
            "opacity": 0.85,
        },
        hovertemplate=f"<b>%{{customdata[0]}}</b><br>{gains}<br>%{{customdata[1]}}<extra></extra>",
    )


def coded(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of `gain_bubbles` whose bubbles have a code in place of a name, which would cover another or its name."""
    return rows[~rows["code"].isin(labelled(rows[_free(rows)], *NAMED))]


def _labels(rows: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """The label of each bubble and its place: a name, or a code with those of bubbles so near that they have no room."""
    rest = coded(rows).sort_values(["gain", "feasibility"], ascending=[False, True])
    heads = rest[rest["code"].isin(labelled(rest, WIDE, HIGH))]
    heaps: dict[str, list[str]] = {code: [] for code in heads["code"]}
    for code, x, y in _places(rest, rows):
        away = {head: abs(a - x) / WIDE + abs(b - y) / HIGH for head, a, b in _places(heads, rows)}
        heaps[min(away, key=lambda head: away[head])].append(code)
    found, unnamed = dict[str, tuple[str, str]](), set(rest["code"])
    for (code, x, y), title in zip(_places(rows, rows), rows["title"], strict=True):
        if code not in unnamed:
            found[code] = str(title), _side(x)
            continue
        right = (0 < a - x < 2 * WIDE and abs(b - y) < 2 * HIGH for _, a, b in _places(rows, rows))
        left = x > 0.75 or any(right)
        found[code] = ", ".join(heaps.get(code, ())), "middle left" if left else "middle right"
    return found


def _places(some: pd.DataFrame, rows: pd.DataFrame) -> list[tuple[str, float, float]]:
    """The codes of some of the rows with their feasibility, and their gain as a share of the highest."""
    highest = max(float(rows["gain"].max()), 1e-9) if len(rows) else 1.0
    places = some[["code", "feasibility", "gain"]].itertuples(index=False)
    return [(str(code), float(x), float(gain) / highest) for code, x, gain in places]


def labelled(rows: pd.DataFrame, wide: float, high: float) -> set[str]:
    """The codes of indicators that are labelled: the best first, and none over another."""
    kept: list[tuple[str, float, float]] = []
    best = rows.sort_values(["front", "priority"], ascending=False)
    for code, x, y in _places(best, rows):
        if all(abs(x - a) > wide or abs(y - b) > high for _, a, b in kept):
            kept.append((code, x, y))
    return {code for code, _, _ in kept}


def _free(rows: pd.DataFrame) -> "pd.Series[bool]":
    """Of which indicators the names, above or beside their bubbles, cover no other bubble."""
    dots = [(x, y) for _, x, y in _places(rows, rows)]
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
