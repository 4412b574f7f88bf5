"""A city among others, theme by theme: a dot for each, or a line where they are many, and a diamond at their median."""

from collections.abc import Hashable, Iterator, Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.rows import WIDE, Words, dots, laid_out, lines, lines_of, medians, write
from resilience.charts.template import ACCENT, LOW, MUTED, columns_of, stacked, wrapped

#: pixels of the dot of this city, and how far below it, in rows, the dots of others begin, so that none covers it
OWN, LANE = 18, 0.17
#: pixels of the diamond at a median, in which the dot of a city is seen
MEDIAN = 18
#: the small dots of other cities, with a ring that sets them off from what they cover
OTHERS = {"color": MUTED, "size": 9, "line": {"color": "#ffffff", "width": 1.5}}
#: cities up to which each is a dot in a distribution
MOST_DOTS = 40
#: a name at a dot: the letters that have room, and points that a letter and the gap take on a phone
LONGEST, LETTER, GAP = 24, 2.75, 4.0
#: points on a phone: half of a city's dot, below which no name hangs, and those past the ends where names have room
HALF, LEFT, RIGHT = 2.5, -5.0, 128.0


def peer_strips(
    themes: pd.DataFrame,
    peers: pd.DataFrame,
    legend: Mapping[str, str],
    title: str,
    named: Sequence[Sequence[str]],
    letters: int = WIDE,
) -> go.Figure:
    """A row per theme, in the order of the frames, of which those furthest below the median are emphasised.

    `themes` has `title`, `shown` (the score as printed), `stressed` and `score`, 0..100 or NaN; `peers` has the same
    index and a column of scores a city. `named` has for each row the cities whose name is written where there is room,
    the first before the others. `legend` names the kinds that are drawn. A line of a title has so many `letters`.
    """
    rows = list(range(len(themes)))
    colours = [LOW if stressed else ACCENT for stressed in themes["stressed"]]
    figure = go.Figure()
    figure.add_trace(medians(peers.median(axis=1), _below(rows), legend["median"], MEDIAN))
    own = {"color": colours, "size": OWN}
    figure.add_trace(dots(themes["score"], rows, legend["score"], **own))
    if "furthest" in legend:  # the legend of a file has one colour of a trace
        key = {"color": LOW, "size": OWN}
        figure.add_trace(dots(pd.Series([None]), [0], legend["furthest"], **key))
    figure.add_traces(_peers(peers, legend["peer"]))
    tall = [lines_of(str(title), letters) > 1 for title in themes["title"][1:]]
    for row, (own, cities) in enumerate(zip(themes["score"], named, strict=True)):
        if not any(tall[row : row + 1]):  # the next title would be where the names hang
            write(figure, _city_names(row, own, peers.iloc[row], cities))
    return laid_out(
        figure,
        [*map(str, themes["title"])],
        [*map(str, themes["shown"])],
        title,
        list(themes["stressed"]),
        letters=letters,
    )


def _below(rows: Sequence[int]) -> list[float]:
    """Where the dots of other cities begin."""
    return [row + LANE for row in rows]


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
        heights = (y for _, y in stacked(known.tolist(), row + LANE))
        found |= {(row, name): row + LANE for name in others.columns}
        found |= dict(zip(((row, name) for name in known.index), heights, strict=True))
    return found


def _city_names(
    row: int, own: float, scores: "pd.Series[float]", named: Sequence[str]
) -> Iterator[Words]:
    """Names below the dots of a row that are under no other dot and meet no name before them, also on a phone."""
    taken: list[tuple[float, float]] = []
    for name in named:
        score, wide = float(scores[name]), LETTER * columns_of(name)
        others = [one for one in scores.drop(name).dropna() if one != score]
        sides = (True, False) if score < own else (False, True)
        spans = {left: _span(score, wide, left=left) for left in sides}
        free = [left for left in sides if _is_free(spans[left], others, taken)]
        if columns_of(name) <= LONGEST and pd.notna(score) and free:
            left = free[0]
            taken.append(spans[left])
            yield {
                "text": wrapped(name, LONGEST),
                "x": spans[left][1 if left else 0],
                "xanchor": "right" if left else "left",
                "y": row + LANE,
                "yanchor": "top",
                "yshift": -4,
                "showarrow": False,
                "font": {"size": 12, "color": MUTED},
            }


def _span(score: float, wide: float, *, left: bool) -> tuple[float, float]:
    """Where a name begins and ends that hangs at the left or the right of its dot."""
    start = max(LEFT, score - wide) if left else min(score, RIGHT - wide)
    return start, start + wide


def _is_free(
    span: tuple[float, float],
    others: Sequence[float],
    taken: Sequence[tuple[float, float]],
) -> bool:
    """Whether a name there is under no dot but its own city's, and apart from the names before it."""
    start, end = span
    return not any(start - HALF < one < end + HALF for one in others) and all(
        start > last + GAP or end < first - GAP for first, last in taken
    )


def has_dots(scores: Sequence[Sequence[float]]) -> bool:
    """Whether the cities are few enough to be a dot each."""
    return all(len(row) <= MOST_DOTS for row in scores)


def distribution(
    spread: pd.DataFrame,
    scores: Sequence[Sequence[float]],
    shown: Sequence[str],
    legend: Mapping[str, str],
    title: str,
    letters: int = WIDE,
) -> go.Figure:
    """A row a theme: the middle half of the cities as a band, a diamond at their median, and their dots.

    `spread` has themes as index, first on top, and the columns tenth, quarter, median, three_quarters,
    nine_tenths and own (0..100, NaN where there is none; fewer than five cities have none). `scores` are
    those of the other cities by row; where there are more of them than `has_dots` allows a line from tenth to
    nine_tenths is drawn instead. `shown` are the scores of the city that is marked as printed. `legend` names the
    kinds that are drawn; without "score" no city is marked. A line of a theme has so many `letters`.
    """
    rows = list(range(len(spread)))
    figure = go.Figure(lines(spread["quarter"], spread["three_quarters"], rows, legend["range"]))
    if "tenths" in legend:
        figure.add_trace(lines(spread["tenth"], spread["nine_tenths"], rows, legend["tenths"], 2))
    figure.add_trace(medians(spread["median"], _below(rows), legend["median"], MEDIAN))
    if "score" in legend:
        figure.add_trace(dots(spread["own"], rows, legend["score"], color=ACCENT, size=OWN))
    if "peer" in legend:
        figure.add_trace(_cities(scores, legend["peer"]))
    names = [str(theme) for theme in spread.index]
    return laid_out(figure, names, shown, title, letters=letters)


def _cities(scores: Sequence[Sequence[float]], name: str) -> go.Scatter:
    """A dot a city, without its name; those that would hide one another stand above one another."""
    at = [place for row, found in enumerate(scores) for place in stacked(sorted(found), row + LANE)]
    trace = dots(pd.Series([x for x, _ in at]), [y for _, y in at], name, **OTHERS)
    return trace.update(hovertemplate="%{x:.1f}<extra></extra>")
