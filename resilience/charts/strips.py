"""A city among its peers, theme by theme: it large, each of them a small dot, and a tick at their median."""

from collections.abc import Hashable, Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.rows import dots, laid_out, lines, tick, tick_key
from resilience.charts.template import ACCENT, LOW, MUTED, columns_of, stacked, wrapped

#: half the height of the tick at a median, in rows: above and below it are names
TICK = 0.14
#: pixels of the dot of this city: so large that none of another city hides it
OWN = 22
#: the small dots of other cities, with a ring that sets them off from what they cover
OTHERS = {"color": MUTED, "size": 9, "line": {"color": "#ffffff", "width": 1.5}}
#: a name at a dot: the letters that have room, and points that a letter and the gap take on a phone
LONGEST, LETTER, GAP = 24, 2.75, 4.0
#: points on a phone: half of this city's dot, below which no name hangs, and those past the ends where names have room
CLEAR, LEFT, RIGHT = 6.0, -5.0, 128.0


def peer_strips(
    themes: pd.DataFrame,
    peers: pd.DataFrame,
    legend: Mapping[str, str],
    title: str,
    named: Sequence[Sequence[str]],
) -> go.Figure:
    """A row per theme, in the order of the frames, of which the one that is furthest below the median is emphasised.

    `themes` has `title`, `shown` (the score as printed), `stressed` and, 0..100 or NaN, `score`, `low`
    and `high`; `peers` has the same index and a column of scores a city. `named` has for each row the cities whose
    name is written where there is room, the first before the others. `legend` names the kinds that are drawn.
    """
    rows = list(range(len(themes)))
    stressed = next((row for row in rows if themes["stressed"].iloc[row]), None)
    colours = [LOW if row == stressed else ACCENT for row in rows]
    figure = go.Figure()
    if "range" in legend:
        figure.add_trace(lines(themes["low"], themes["high"], rows, legend["range"]))
    own = {"color": colours, "size": OWN}
    figure.add_trace(dots(themes["score"], rows, legend["score"], **own))
    if "furthest" in legend:  # the legend of a file has one colour of a trace
        key = {"color": LOW, "size": OWN}
        figure.add_trace(dots(pd.Series([None]), [0], legend["furthest"], **key))
    figure.add_traces(_peers(peers, legend["peer"]))  # above the large dot, which would hide them
    figure.add_trace(tick_key(legend["median"]))
    for row, median in enumerate(peers.median(axis=1)):
        if pd.notna(median):
            figure.add_shape(tick(float(median), row, TICK))
    for row, (own, cities) in enumerate(zip(themes["score"], named, strict=True)):
        _say_cities(figure, row, own, {name: float(peers[name].iloc[row]) for name in cities})
    return laid_out(
        figure, [*map(str, themes["title"])], [*map(str, themes["shown"])], title, stressed
    )


def _peers(peers: pd.DataFrame, kind: str) -> list[go.Scatter]:
    """A trace a city, which has its name when it is pointed at; the legend has them once."""
    places, found = _places(peers), []
    for at, name in enumerate(peers.columns):
        trace = dots(peers[name], [places[row, name] for row in range(len(peers))], kind, **OTHERS)
        trace.update(
            legendgroup=kind,
            showlegend=at == 0,
            hovertemplate=f"{wrapped(str(name))}: %{{x:.1f}}<extra></extra>",
        )
        found.append(trace)
    return found


def _places(others: pd.DataFrame) -> dict[tuple[int, Hashable], float]:
    """The height of each city's dot by row and column; a missing score stays in its row."""
    found: dict[tuple[int, Hashable], float] = {}
    for row, (_, scores) in enumerate(others.iterrows()):
        known = scores.dropna().sort_values()
        heights = (y for _, y in stacked(known.tolist(), row))
        found |= {(row, name): float(row) for name in others.columns}
        found |= dict(zip(((row, name) for name in known.index), heights, strict=True))
    return found


def _say_cities(figure: go.Figure, row: int, own: float, cities: Mapping[str, float]) -> None:
    """Names below the dots of a row, away from this city's dot, those that lie over none before them also on a phone."""
    taken: list[tuple[float, float]] = []
    for name, score in cities.items():
        wide = LETTER * columns_of(name)
        left = score < own
        start = max(LEFT, score - wide) if left else min(score, RIGHT - wide)
        beside = own - CLEAR >= start + wide if left else own + CLEAR <= start
        free = all(start > end + GAP or start + wide < begin - GAP for begin, end in taken)
        if columns_of(name) <= LONGEST and free and (beside or pd.isna(own)) and pd.notna(score):
            taken.append((start, start + wide))
            figure.add_annotation(
                text=wrapped(name, LONGEST),
                x=start + wide if left else start,
                xanchor="right" if left else "left",
                y=row,
                yanchor="top",
                yshift=-12,
                showarrow=False,
                font={"size": 12, "color": MUTED},
            )
