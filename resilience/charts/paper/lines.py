"""Scores as lines over workshops, for print, with words at the end of each line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

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
from resilience.charts.paper.svg import LEADING, Point, dot, drawing, line, lines_of, words
from resilience.charts.template import ACCENT, INK, MUTED
from resilience.text import Text
from resilience.text.width import width_of

WIDTH, LEFT, ROOM, TOP, TALL, BELOW = 493.0, 30.0, 190.0, 26.0, 200.0, 26.0
#: between a line and its words, how large these are, and how many Latin letters a line of them has
GAP, SIZE, LETTERS = 16.0, 8.0, 36
#: in the key: the length of a line, the gap before its words, and the width of a Latin letter
KEY, BESIDE, LETTER = 16.0, 4.0, 4.3
#: points of paper for a pixel of a line's width
THIN = 0.65
#: the colour and width of each kind of line
LOOKS = {KINDS[way]: (COLOURS[way], THIN * WIDTHS[way]) for way in KINDS} | {
    "overall": (ACCENT, THIN * 5)
}


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
    return " · ".join(filter(None, (f"{one.name} {text.number(one.scores[-1])}", one.end)))


def _key(legend: Mapping[str, str]) -> Iterator[str]:
    x = LEFT
    for kind, said in legend.items():
        colour, width = LOOKS[kind]
        yield line((x, 8), (x + KEY, 8), colour, width)
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
