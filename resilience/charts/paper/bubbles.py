"""What to do first, for print: up what is to be gained, to the right what is held feasible."""

from collections.abc import Iterator

import pandas as pd

from resilience.charts.bubbles import labelled
from resilience.charts.paper.svg import dot, drawing, line, lines_of, words
from resilience.charts.template import INK, PALE, THEME_COLOURS
from resilience.text import Text

WIDTH, HEIGHT, LEFT, RIGHT, TOP = 493.0, 262.0, 34.0, 30.0, 18.0
#: radii of a mark that is never among the first five, and of one that always is
SMALLEST, LARGEST = 3.0, 9.0
#: shares of the picture between the ends of its axes and the outermost marks
SPARE = 0.05
#: names of themes beside one another below the picture, and their letters on a line
ACROSS, LETTERS = 3, 30


def paper_bubbles(rows: pd.DataFrame, text: Text) -> str:
    """A mark an indicator of `priority_frame`, in the shape and colour of its theme; see `gain_bubbles`."""
    highest = max(float(rows["gain"].max()), 1e-9)
    codes = labelled(rows)
    themes = dict(zip(rows["place"].tolist(), rows["theme"].map(str), strict=True))
    names = sorted(themes.items())
    shapes = [*_axes(highest, text), *_key(names)]
    for row in rows.sort_values("sure", ascending=False).to_dict("records"):
        at = _x(row["feasibility"]), _y(row["gain"] / highest)
        radius = SMALLEST + (LARGEST - SMALLEST) * row["sure"]
        colour = THEME_COLOURS[row["place"] % len(THEME_COLOURS)]
        look = {"opacity": 0.9, "rim": 2 if row["front"] else 0.4}
        shapes.append(dot(at, radius, colour, kind=row["place"], **look))
        if row["code"] in codes:
            shapes.append(words(row["code"], (at[0] + radius + 3, at[1]), 8))
    return drawing(WIDTH, HEIGHT + 6 + _key_height(names), shapes)


def _axes(highest: float, text: Text) -> Iterator[str]:
    for share in (0, 0.5, 1):
        x = _x(share)
        yield line((x, TOP), (x, _y(0)))
        yield words(text.number(share, 1), (x, _y(0) + 9), 7.5, "middle")
    for gain in _ticks(highest):
        y = _y(gain / highest)
        yield line((LEFT, y), (WIDTH - RIGHT, y))
        yield words(text.number(gain, 1), (LEFT - 5, y), 7.5, "end")
    yield words(text("Gain in overall score, points"), (0, 6), 8)
    feasible = text("Feasibility: 0 hardly feasible, 1 feasible")
    yield words(feasible, (WIDTH - RIGHT, _y(0) + 21), 8, "end", INK)
    yield line((LEFT, TOP), (LEFT, _y(0)), PALE)


def _ticks(highest: float) -> list[float]:
    """Round numbers from 0 to the highest gain, five at the most and a tenth apart at the least."""
    steps = (factor * 10**power for power in range(-1, 3) for factor in (1, 2, 5))
    step = next((step for step in steps if highest / step < 5), highest)
    return [n * step for n in range(int(highest / step) + 1)]


def _key(names: list[tuple[int, str]]) -> Iterator[str]:
    """Which mark is which theme."""
    for n, (place, title) in enumerate(names):
        column, row = n % ACROSS, n // ACROSS
        x, y = 8 + column * WIDTH / ACROSS, HEIGHT + 14 + row * _line_height(names)
        yield dot((x, y), 4.5, THEME_COLOURS[place % len(THEME_COLOURS)], kind=place, opacity=0.9)
        yield words(str(title), (x + 9, y), 8, "start", INK, LETTERS)


def _key_height(names: list[tuple[int, str]]) -> float:
    return 10 + -(-len(names) // ACROSS) * _line_height(names)


def _line_height(names: list[tuple[int, str]]) -> float:
    return 4 + 10 * max(lines_of(str(title), LETTERS) for _, title in names)


def _x(share: float) -> float:
    wide = WIDTH - LEFT - RIGHT
    return LEFT + wide * (SPARE + (1 - 2 * SPARE) * share)


def _y(share: float) -> float:
    bottom = HEIGHT - 34
    return bottom - (bottom - TOP) * (1 - SPARE) * share
