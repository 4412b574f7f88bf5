"""The shapes that pictures for print are made of, as text of SVG; lengths in points."""

import math
from collections.abc import Iterable
from typing import Literal

from resilience.charts.template import INK, PALE, wrapped

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]
#: corners and turn in degrees of the marks of themes, so that they differ without colours
MARKS = ((0, 0), (4, 45), (4, 0), (3, 0), (3, 180), (6, 0), (5, 0))
#: lines of words below one another, in sizes of the letters
LEADING = 1.25
#: the width of the rim of a mark
RIM = 0.8
#: wide enough for words that stay on one line
NEVER_WRAPPED = 10_000


def drawing(width: float, height: float, shapes: Iterable[str]) -> str:
    """A picture of this width and height with these shapes, the first at the bottom."""
    seen = f"0 0 {width:.1f} {height:.1f}"
    size = f'width="{width:.1f}pt" height="{height:.1f}pt" viewBox="{seen}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(shapes)}</svg>'


def line(start: Point, end: Point, ink: str = PALE, width: float = 0.8) -> str:
    """A straight line."""
    (x1, y1), (x2, y2) = start, end
    ends = f'x1="{x1:.2f}" y1="{y1:.2f}" x2="{x2:.2f}" y2="{y2:.2f}"'
    return f'<line {ends} stroke="{ink}" stroke-width="{width}"/>'


def _area(points: Iterable[Point], fill: str) -> str:
    """A closed shape through points."""
    at = " ".join(f"{x:.2f},{y:.2f}" for x, y in points)
    look = f'fill="{fill}" stroke="{INK}" stroke-width="{RIM}"'
    return f'<polygon points="{at}" {look}/>'


def dot(at: Point, radius: float, fill: str, *, kind: int = 0) -> str:
    """A mark of a kind (a place in MARKS, over and over), as large as a circle of this radius."""
    corners, turn = MARKS[kind % len(MARKS)]
    x, y = at
    if not corners:
        size = f'cx="{x:.2f}" cy="{y:.2f}" r="{radius:.2f}"'
        look = f'fill="{fill}" stroke="{INK}" stroke-width="{RIM}"'
        return f"<circle {size} {look}/>"
    # a shape of as large an area as the circle
    reach = radius * math.sqrt(2 * math.pi / (corners * math.sin(2 * math.pi / corners)))
    angles = (math.radians(turn + 360 * n / corners) for n in range(corners))
    points = ((x + reach * math.sin(a), y - reach * math.cos(a)) for a in angles)
    return _area(points, fill)


def words(
    said: str,
    at: Point,
    size: float = 9,
    anchor: Anchor = "start",
    ink: str = INK,
    width: int = NEVER_WRAPPED,
    *,
    bold: bool = False,
) -> str:
    """Words around the height of a point, on as many lines as `width` in Latin letters makes of them."""
    lines = wrapped(said, width).split("<br>")
    x, y = at
    top = y + 0.35 * size - LEADING * size * (len(lines) - 1) / 2
    look = f'font-size="{size}" text-anchor="{anchor}" fill="{ink}"'
    if bold:
        look += ' font-weight="bold"'
    return "".join(
        f'<text x="{x:.2f}" y="{top + LEADING * size * n:.2f}" {look}>{one}</text>'
        for n, one in enumerate(lines)
    )


def lines_of(said: str, width: int) -> int:
    """How many lines words take in a width in Latin letters."""
    return wrapped(said, width).count("<br>") + 1
