"""A city among others, theme by theme, for print."""

import pandas as pd

from resilience.charts.paper.svg import dot, drawing, line, words
from resilience.charts.template import ACCENT, INK, PALE
from resilience.text import Text

WIDTH, LEFT, RIGHT, ROW, TOP = 493.0, 130.0, 12.0, 30.0, 16.0
TICK = 11.0


def paper_strips(scores: pd.DataFrame, own: str, text: Text) -> str:
    """A row a theme (index) and a dot a city (columns) at its score 0..100, NaN where it has none.

    The column `own` is a large diamond with its score; a thick line stands at the median of the others.
    """
    bottom = TOP + ROW * len(scores)
    shapes = [
        line((_x(share), TOP - 4), (_x(share), bottom), PALE) for share in (0, 25, 50, 75, 100)
    ]
    shapes += [words(str(n), (_x(n), TOP - 10), 7, "middle") for n in (0, 25, 50, 75, 100)]
    others = scores.drop(columns=[own])
    for row, (theme, median) in enumerate(others.median(axis=1).items()):
        y = TOP + ROW * (row + 0.6)
        shapes.append(words(str(theme), (0, y), 8.5, "start", INK, 26))
        if pd.notna(median):
            shapes.append(line((_x(median), y - TICK), (_x(median), y + TICK), INK, 2))
        shapes += _own(float(scores[own].iloc[row]), y, text)
        found = others.iloc[row].dropna()
        shapes += [dot((_x(score), y), 3.2, PALE) for score in found]
    return drawing(WIDTH, bottom + 4, shapes)


def _own(score: float, y: float, text: Text) -> list[str]:
    if pd.isna(score):
        return []
    said = words(text.number(score), (_x(score), y - 12), 8.5, "middle", bold=True)
    return [dot((_x(score), y), 5, ACCENT, kind=2), said]


def _x(score: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * score / 100
