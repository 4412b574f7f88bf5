"""Scores as lines over workshops for print: a pure function from the charts' data to the text of an SVG file.

Lengths are points of paper (1/72 inch). Shapes and short words only, in the colours of the charts and told apart
in black and white too; figures are set as the pages set them.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from resilience.charts.lines import (
    COLOURS,
    KINDS,
    PAD,
    STEP,
    WIDTHS,
    ScoreLine,
    colours_of,
    span_of,
    spread,
)
from resilience.charts.template import ACCENT, INK, MUTED, PALE, wrapped
from resilience.text import Text
from resilience.text.width import width_of

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
WIDTH, LEFT, ROOM, TOP, TALL, BELOW = 493.0, 30.0, 190.0, 26.0, 150.0, 26.0
#: between a line and its words, how large these are, and how many Latin letters a line of them has
GAP, SIZE, LETTERS = 16.0, 8.0, 36
#: in the key: the length of a line, the gap before its words, and the width of a Latin letter
KEY, BESIDE, LETTER = 16.0, 4.0, 4.3
#: points of paper for a pixel of a line's width
THIN = 0.65
#: the colour and width of each kind of line, and its dashes
LOOKS = {
    KINDS[way]: (COLOURS[way], THIN * WIDTHS[way], "1 2" if way == "unjudged" else "")
    for way in KINDS
} | {"overall": (ACCENT, THIN * 5, "")}


@dataclass(frozen=True, slots=True)
class _Plot:
    """The places of scores from `low` to `high` in so many workshops."""

    low: float
    high: float
    tall: float
    workshops: int

    def y(self, score: float) -> float:
        return TOP + self.tall * (self.high - score) / (self.high - self.low)

    def x(self, n: int) -> float:
        inside = WIDTH - ROOM - LEFT - 24
        return LEFT + 14 + inside * (n / (self.workshops - 1) if self.workshops > 1 else 1)

    def points(self, one: ScoreLine) -> list[Point | None]:
        return [None if s is None else (self.x(n), self.y(s)) for n, s in enumerate(one.scores)]


def paper_lines(
    lines: Sequence[ScoreLine], names: Sequence[str], legend: Mapping[str, str], text: Text
) -> str:
    """Lines over workshops of these `names`, first to last; `legend` is as for `theme_lines`."""
    said = [_end(one, text) for one in lines]
    heights = [round(SIZE * LEADING * lines_of(one, LETTERS)) + 4 for one in said]
    low, high = span_of(lines)
    plot = _Plot(low, high, max(TALL, float(sum(heights))), len(names))
    known = ((low + high) / 2 if one.last is None else one.last for one in lines)
    placed = spread([plot.y(score) - TOP for score in known], heights, round(plot.tall))
    shapes = [*_key(legend), *_frame(plot, names)]
    # the first line lies over the others
    for kind, one in reversed([*enumerate(lines)]):
        shapes += [
            *_line(one, plot.points(one), kind),
            *_words(one, said[kind], placed[kind], plot),
        ]
    return drawing(WIDTH, TOP + plot.tall + BELOW, shapes)


def _end(one: ScoreLine, text: Text) -> str:
    return " · ".join(filter(None, (f"{one.name} {text.number(one.scores[-1], 1)}", one.end)))


def _key(legend: Mapping[str, str]) -> Iterator[str]:
    x = LEFT
    for kind, said in legend.items():
        yield line((x, 8), (x + KEY, 8), *LOOKS[kind])
        yield words(said, (x + KEY + BESIDE, 8), SIZE, "start", MUTED)
        x += KEY + BESIDE + LETTER * width_of(said) + KEY


def _frame(plot: _Plot, names: Sequence[str]) -> Iterator[str]:
    for score in range(round(plot.low + PAD), round(plot.high - PAD) + 1, STEP):
        yield line((LEFT, plot.y(score)), (WIDTH - ROOM, plot.y(score)))
        yield words(str(score), (LEFT - 8, plot.y(score)), 7.5, "end")
    for n, name in enumerate(names):
        yield words(name, (plot.x(n), TOP + plot.tall + 13), SIZE, "middle", INK, 12)


def _line(one: ScoreLine, points: Sequence[Point | None], kind: int) -> Iterator[str]:
    """The sides between neighbours that have a score, and a mark at each."""
    for way, (start, end) in zip(one.clear, pairwise(points), strict=True):
        if start and end:
            yield line(start, end, *LOOKS["overall" if one.strong else KINDS[way]])
    for colour, point in zip(colours_of(one), points, strict=True):
        if point:
            yield dot(point, 4.2 if one.strong else 3.0, colour, kind=kind)


def _words(one: ScoreLine, said: str, place: float, plot: _Plot) -> Iterator[str]:
    """The words at the right of a line, with a thin line from its end."""
    at, end = (WIDTH - ROOM + GAP, TOP + place), plot.points(one)[-1]
    if end is not None:
        yield line(end, at, colours_of(one)[-1])
    yield words(said, (at[0] + 3, at[1]), SIZE, "start", INK, LETTERS, bold=one.strong)


def drawing(width: float, height: float, shapes: Iterable[str]) -> str:
    """A picture of this width and height with these shapes, the first at the bottom."""
    seen = f"0 0 {width:.1f} {height:.1f}"
    size = f'width="{width:.1f}pt" height="{height:.1f}pt" viewBox="{seen}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(shapes)}</svg>'


def line(start: Point, end: Point, ink: str = PALE, width: float = 0.8, dashes: str = "") -> str:
    """A straight line, of `dashes` where these are given."""
    (x1, y1), (x2, y2) = start, end
    ends = f'x1="{x1:.2f}" y1="{y1:.2f}" x2="{x2:.2f}" y2="{y2:.2f}"'
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<line {ends} stroke="{ink}" stroke-width="{width}"{dashed}/>'


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
