"""A theme over many cities: dots without names, or lines where they are too many, and one city marked."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.rows import dots, laid_out, lines, tick, tick_key
from resilience.charts.strips import OTHERS, OWN, TICK
from resilience.charts.template import ACCENT, stacked

#: cities up to which each is a dot
MOST_DOTS = 40


def has_dots(scores: Sequence[Sequence[float]]) -> bool:
    """Whether the cities are few enough to be a dot each."""
    return all(len(row) <= MOST_DOTS for row in scores)


def distribution(
    spread: pd.DataFrame,
    scores: Sequence[Sequence[float]],
    shown: Sequence[str],
    legend: Mapping[str, str],
    title: str,
) -> go.Figure:
    """A row a theme: the middle half of the cities as a band, a tick at their median, and their dots.

    `spread` has themes as index, first on top, and the columns tenth, quarter, median, three_quarters,
    nine_tenths and own (0..100, NaN where there is none; fewer than five cities have none). `scores` are
    those of the other cities by row; where there are more of them than `has_dots` allows a line from tenth to
    nine_tenths is drawn instead. `shown` are the scores of the city that is marked as printed. `legend` names the
    kinds that are drawn; without "score" no city is marked.
    """
    rows = list(range(len(spread)))
    figure = go.Figure(lines(spread["quarter"], spread["three_quarters"], rows, legend["range"]))
    if "tenths" in legend:
        figure.add_trace(lines(spread["tenth"], spread["nine_tenths"], rows, legend["tenths"], 2))
    if "score" in legend:
        figure.add_trace(dots(spread["own"], rows, legend["score"], color=ACCENT, size=OWN))
    if "peer" in legend:  # above the large dot, which would hide them
        figure.add_trace(_cities(scores, legend["peer"]))
    figure.add_trace(tick_key(legend["middle"]))
    for row, median in enumerate(spread["median"]):
        if pd.notna(median):
            figure.add_shape(tick(float(median), row, TICK))
    return laid_out(figure, [str(theme) for theme in spread.index], shown, title, None)


def _cities(scores: Sequence[Sequence[float]], name: str) -> go.Scatter:
    """A dot a city, without its name; those that would hide one another stand above one another."""
    at = [place for row, found in enumerate(scores) for place in stacked(sorted(found), row)]
    trace = dots(pd.Series([x for x, _ in at]), [y for _, y in at], name, **OTHERS)
    return trace.update(hovertemplate="%{x:.1f}<extra></extra>")
