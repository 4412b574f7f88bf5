"""Themes as dots from low to high: now, before, what is aimed at, and the peers' median."""

from collections.abc import Iterator, Mapping

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.rows import WIDE, dots, laid_out, lines, medians, tick, tick_key
from resilience.charts.template import ACCENT, INK, LOW

#: half the height of the tick at a target, in rows, which meets no name, and where the median is, below the score
TICK, MEDIAN = 0.14, 0.26
#: pixels of the dot of a score
DOT = 18


def theme_dots(
    themes: pd.DataFrame, legend: Mapping[str, str], title: str, letters: int = WIDE
) -> go.Figure:
    """A row per theme, in the order of the frame.

    `themes` has `title`, `shown` (the score as printed), `lowest` (emphasised) and, as shares 0..100 or NaN, `score`, `low`,
    `high`, `previous`, `target` and `median`. `legend` names the kinds that are drawn; the page shows it, and so
    does a file. A line of a title has so many `letters`.
    """
    colours = [LOW if lowest else ACCENT for lowest in themes["lowest"]]
    figure = go.Figure(list(_traces(themes, list(range(len(themes))), legend, colours)))
    for row, target in enumerate(themes["target"]):
        if pd.notna(target):
            figure.add_shape(tick(float(target), row, TICK))
    return laid_out(
        figure,
        [*map(str, themes["title"])],
        [*map(str, themes["shown"])],
        title,
        list(themes["lowest"]),
        [bool(known) for known in themes["score"].notna()],
        letters,
    )


def _traces(
    themes: pd.DataFrame, rows: list[int], legend: Mapping[str, str], colours: list[str]
) -> Iterator[go.Scatter]:
    if "range" in legend:
        yield lines(themes["low"], themes["high"], rows, legend["range"])
    if "previous" in legend:
        yield lines(themes["previous"], themes["score"], rows, "", 2)
        looks = {"color": "#ffffff", "line": {"color": INK, "width": 2}, "size": 14}
        yield dots(themes["previous"], rows, legend["previous"], **looks)
    if "median" in legend:
        low = [row + MEDIAN for row in rows]
        yield medians(themes["median"], low, legend["median"], 9)
    if "target" in legend:
        yield tick_key(legend["target"])
    now = legend.get("score", "")
    if "lowest" in legend:  # the legend of a file has one colour of a trace
        yield dots(pd.Series([None]), [0], legend["lowest"], color=LOW, size=DOT)
    yield dots(themes["score"], rows, now, color=colours, size=DOT)
