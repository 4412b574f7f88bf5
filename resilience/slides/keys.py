"""The key of dots, as shapes and words: programs break a chart's own legend and fill its marks in ways of their own."""

from collections.abc import Iterator, Sequence
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from resilience.slides.fit import LETTER, POINTS, wide_of
from resilience.slides.look import INK, dot_fill, say
from resilience.slides.parts import DotLook, DotSeries
from resilience.slides.template import Area
from resilience.slides.words import text_box

#: types of the key, and the height of a line in sizes of the type
TYPES, KEY_LINE = (14.0, 13.0, 12.0, 11.0, 10.0), 1.5
#: inches of a mark, and those that an entry needs beside its words
MARK, BESIDE = 0.12, 0.32
#: the points of the line of a diamond
OUTLINE = 1.25
#: what is no circle
SHAPES = {"square": MSO_SHAPE.RECTANGLE, "diamond": MSO_SHAPE.DIAMOND}

Entry = tuple[str, DotLook]


def key_height(series: Sequence[DotSeries], width: float) -> float:
    """The height in inches of the key: a line, or more where it fits in none of its types."""
    size = _size(series, width)
    return size * KEY_LINE / POINTS * len(_lines(series, width, size))


def add_key(slide: Any, series: Sequence[DotSeries], area: Area, language: str) -> None:
    """Put the key at the top of an area, its lines at the right."""
    size = _size(series, area.width)
    tall = size * KEY_LINE / POINTS
    for at, line in enumerate(_lines(series, area.width, size)):
        left = area.left + area.width - sum(_wide(name, size) for name, _ in line)
        for name, look in line:
            _add_mark(slide, look, left, area.top + (at + 0.5) * tall)
            room = Area(left + 1.5 * MARK, area.top + at * tall, _wide(name, size), tall)
            frame = text_box(slide, room)
            frame.word_wrap, frame.vertical_anchor = False, MSO_ANCHOR.MIDDLE
            say(frame.paragraphs[0], name, language, size, colour=INK)
            left += _wide(name, size)


def _add_mark(slide: Any, look: DotLook, left: float, middle: float) -> None:
    diamond = look == "diamond"
    at = (Inches(x) for x in (left, middle - MARK / 2, MARK, MARK))
    shape = slide.shapes.add_shape(SHAPES.get(look, MSO_SHAPE.OVAL), *at)
    shape.element.remove(shape.element.find(qn("p:style")))  # it has a shadow in some programs
    if diamond:
        shape.fill.background()
        shape.line.color.rgb, shape.line.width = INK, Pt(OUTLINE)
    else:
        dot_fill(shape.fill, look)
        shape.line.fill.background()


def _entries(series: Sequence[DotSeries]) -> list[Entry]:
    """Each name once, with its look; lines have none."""
    found: dict[str, DotLook] = {}
    for one in series:
        if one.look != "line":
            found.setdefault(one.name, one.look)
    return list(found.items())


def _size(series: Sequence[DotSeries], width: float) -> float:
    """The largest type in which the key is on one line, else the smallest."""
    fitting = (one for one in TYPES if len(_lines(series, width, one)) == 1)
    return next(fitting, TYPES[-1])


def _lines(series: Sequence[DotSeries], width: float, size: float) -> list[list[Entry]]:
    return list(_broken(_entries(series), width, size))


def _broken(entries: Sequence[Entry], width: float, size: float) -> Iterator[list[Entry]]:
    """The entries in lines that fit a width."""
    line: list[Entry] = []
    for one in entries:
        if line and sum(_wide(name, size) for name, _ in (*line, one)) > width:
            yield line
            line = []
        line.append(one)
    yield line


def _wide(name: str, size: float) -> float:
    return wide_of(name) * size * LETTER / POINTS + BESIDE
