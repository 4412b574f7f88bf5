"""Themes as lines over workshops, for print, with words at the end of each line."""

from collections.abc import Sequence
from itertools import pairwise

import pandas as pd

from resilience.charts.lines import spread
from resilience.charts.paper.svg import LEADING, Point, dot, drawing, line, lines_of, words
from resilience.charts.template import INK, PALE, THEME_COLOURS
from resilience.text import Text

WIDTH, LEFT, ROOM, TOP, TALL, BELOW = 493.0, 30.0, 190.0, 10.0, 200.0, 26.0
#: between a line and its words, how large these are, and how many Latin letters a line of them has
GAP, SIZE, LETTERS = 16.0, 8.0, 36


def paper_lines(scores: pd.DataFrame, ends: Sequence[str], text: Text) -> str:
    """A line per column of scores 0..100 over the rows, first to last; NaN is a gap; see `theme_lines`."""
    said = [
        " · ".join(filter(None, (f"{name} {text.number(column.iloc[-1])}", end)))
        for (name, column), end in zip(scores.items(), ends, strict=True)
    ]
    heights = [round(SIZE * LEADING * lines_of(one, LETTERS)) + 4 for one in said]
    tall = max(TALL, float(sum(heights)))
    wanted = [tall * (1 - last / 100) for last in scores.ffill().iloc[-1].fillna(50)]
    shapes = _frame([str(row) for row in scores.index], tall)
    placed = spread(wanted, heights, round(tall))
    for place, (name, one, at) in enumerate(zip(scores.columns, said, placed, strict=True)):
        colour = THEME_COLOURS[place % len(THEME_COLOURS)]
        points = [_point(n, score, len(scores), tall) for n, score in enumerate(scores[name])]
        shapes += _line(points, colour, place)
        if points[-1] is not None:
            shapes.append(line(points[-1], (WIDTH - ROOM + GAP, TOP + at), colour))
        shapes.append(words(one, (WIDTH - ROOM + GAP + 3, TOP + at), SIZE, "start", INK, LETTERS))
    return drawing(WIDTH, TOP + tall + BELOW, shapes)


def _frame(names: Sequence[str], tall: float) -> list[str]:
    shapes = []
    for score in (0, 25, 50, 75, 100):
        y = TOP + tall * (1 - score / 100)
        shapes.append(line((LEFT, y), (WIDTH - ROOM, y), PALE))
        shapes.append(words(str(score), (LEFT - 8, y), 7.5, "end"))
    for n, name in enumerate(names):
        x = _x(n, len(names))
        shapes.append(words(name, (x, TOP + tall + 13), SIZE, "middle", INK, 12))
    return shapes


def _line(points: Sequence[Point | None], colour: str, place: int) -> list[str]:
    """The sides between neighbours that have a score, and a mark at each."""
    sides = pairwise(points)
    shapes = [line(one, other, colour, 2) for one, other in sides if one and other]
    return shapes + [dot(point, 3.4, colour, kind=place) for point in points if point]


def _point(n: int, score: float, count: int, tall: float) -> Point | None:
    return None if pd.isna(score) else (_x(n, count), TOP + tall * (1 - score / 100))


def _x(n: int, count: int) -> float:
    """Where the nth of so many workshops stands."""
    inside = WIDTH - ROOM - LEFT - 24
    return LEFT + 14 + inside * (n / (count - 1) if count > 1 else 1)
