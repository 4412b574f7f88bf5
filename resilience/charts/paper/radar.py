"""The shape of a result over its themes, for print."""

import math

import pandas as pd

from resilience.charts.paper.svg import Anchor, Point, area, dot, drawing, line, width_of, words
from resilience.charts.template import ACCENT, INK, PALE

HEIGHT, RADIUS = 178.0, 52.0
#: from the middle to the names of the themes, how large these are and how long their lines, in letters
BEYOND, SIZE, LETTERS = 60.0, 7.0, 13


def paper_radar(themes: pd.DataFrame) -> str:
    """The percent 0..100 of each row of `theme_table`; a theme without a score leaves a gap."""
    count = max(1, len(themes))
    shares = [None if pd.isna(x) else float(x) / 100 for x in themes["percent"]]
    titles = list(map(str, themes["title"]))
    half = BEYOND + max((width_of(title, SIZE, LETTERS) for title in titles), default=0)
    shapes = [_ring(count, share) for share in (0.5, 1.0)]
    shapes += [line(_at(n, count, 0), _at(n, count, 1), PALE) for n in range(count)]
    shapes += _shape(shares)
    for share in (0.5, 1.0):
        shapes.append(words(f"{100 * share:.0f}", _at(0, count, share, (-3, -1)), 6.5, "end"))
    shapes += [_name(title, n, count) for n, title in enumerate(titles)]
    return drawing(2 * half, HEIGHT, shapes, left=-half)


def _at(n: int, count: int, share: float, off: Point = (0, 0)) -> Point:
    """Where a share 0..1 lies on the axis of the nth theme, the first upwards and then clockwise."""
    angle = 2 * math.pi * n / count
    x = RADIUS * share * math.sin(angle) + off[0]
    return x, HEIGHT / 2 - RADIUS * share * math.cos(angle) + off[1]


def _ring(count: int, share: float) -> str:
    if count < 3:
        return ""
    return area([_at(n, count, share) for n in range(count)], "none", 1, PALE, 0.8)


def _shape(shares: list[float | None]) -> list[str]:
    """The closed line where all have a score, else the sides between neighbours that have one."""
    count = len(shares)
    found = [None if share is None else _at(n, count, share) for n, share in enumerate(shares)]
    there = [point for point in found if point is not None]
    if len(there) == count > 2:
        shapes = [area(there, ACCENT, 0.18, ACCENT, 2)]
    else:
        sides = zip(found, [*found[1:], *found[:1]], strict=True)
        shapes = [line(one, other, ACCENT, 2) for one, other in sides if one and other]
    return shapes + [dot(point, 2.6, ACCENT, rim=0) for point in there]


def _name(title: str, n: int, count: int) -> str:
    angle = 2 * math.pi * n / count
    x = BEYOND * math.sin(angle)
    y = HEIGHT / 2 - (BEYOND + 6 * abs(math.cos(angle))) * math.cos(angle)
    side = math.sin(angle)
    anchor: Anchor = "middle" if abs(side) < 0.2 else "start" if side > 0 else "end"
    return words(title, (x, y), SIZE, anchor, INK, LETTERS)
