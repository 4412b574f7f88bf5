"""Words on a slide: titles, lists, a large figure, and the line with source and mark."""

from collections.abc import Sequence
from typing import Any

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Inches, Pt

from resilience.slides.fit import (
    ABOVE,
    LETTER,
    LINE,
    POINTS,
    ROUNDING,
    SIDES,
    WIDE_LINE,
    fitted_rows,
    height_of,
    in_lines,
    lines_of,
)
from resilience.slides.look import GREY, INK, WARM, say
from resilience.slides.parts import Bullets, LargeNumber, ListItem
from resilience.slides.template import Area
from resilience.text.width import width_of

#: lines of a list are set closer than those of cells, for which heights are reckoned
CLOSE = 1.15
#: the least type of words but those of crowded tables, which can be read at a distance
SMALL = 10
LIST_SIZES = (20.0, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10)
#: the least type of a heading, and the largest of a number and the least of one with words behind it
HEADING, NUMBER, LEAST_NUMBER = 15, 115.0, 60.0
#: the width of a digit, in sizes of the type
DIGIT = 0.6


def add_line(slide: Any, words: str, area: Area, language: str, sizes: Sequence[float]) -> None:
    """Grey words on a line, in the largest of the sizes (falling) in which they fit, else on two in the least type."""
    size = next((one for one in sizes if lines_of(words, area.width, one) == 1), None)
    frame = text_box(slide, area)
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    said = in_lines(words, area.width, size or SMALL, 1 if size else 2)
    say(frame.paragraphs[0], said, language, size or SMALL, colour=GREY)


def add_mark(slide: Any, words: str, area: Area, language: str) -> None:
    """Words that must not be overlooked, on a warm ground."""
    shape = add_box(slide, area)
    shape.fill.solid()
    shape.fill.fore_color.rgb = WARM
    frame = shape.text_frame
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.CENTER
    say(paragraph, in_lines(words, area.width, SMALL, 2), language, SMALL, colour=INK)


def add_number(slide: Any, area: Area) -> None:
    """The number of the slide, at the right."""
    frame = text_box(slide, area)
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT
    field = parse_xml(
        f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
        '<a:rPr lang="en-US" sz="1000"/><a:t>‹#›</a:t></a:fld>'
    )
    paragraph._p.append(field)


def list_size(bullets: Bullets, area: Area, most: float) -> float:
    """The largest type, `most` or smaller, in which a list fits its area."""
    sizes = [one for one in LIST_SIZES if one <= most]
    return _fitted(bullets, area, sizes or [most])[0]


def list_height(bullets: Bullets, width: float, size: float) -> float:
    """The height in inches that a list needs in a type of a size."""
    tall = sum(height_of(said, width - SIDES, size) + ABOVE for _, said in _lines(bullets))
    return tall / CLOSE + _between(bullets, size) + ROUNDING


def _between(bullets: Bullets, size: float) -> float:
    """The inches of a list that are not lines of its items."""
    heading = max(HEADING, size) * LINE / POINTS + ABOVE if bullets.heading else 0.0
    return 0.1 * len(bullets.items) + heading


def _fitted(bullets: Bullets, area: Area, sizes: Sequence[float]) -> tuple[float, list[list[str]]]:
    rows = [[one] for _, one in _lines(bullets)]
    size, short = sizes[-1], rows
    for size in sizes:
        free = CLOSE * (area.height - _between(bullets, size))
        _, short = fitted_rows(rows, [area.width], free, (size,))
        if short == rows:
            break
    return size, short


def add_bullets(slide: Any, bullets: Bullets, area: Area, language: str, size: float) -> None:
    """A list under its heading in a size of type; what does not fit is shortened."""
    frame = text_box(slide, area)
    fresh = [frame.paragraphs[0]]
    if bullets.heading:
        accent = MSO_THEME_COLOR.ACCENT_1
        heading = max(HEADING, size)
        say(fresh.pop(), bullets.heading, language, heading, colour=accent, bold=True)
    size, short = _fitted(bullets, area, (size,))
    for (item, _), (said,) in zip(_lines(bullets), short, strict=True):
        paragraph = fresh.pop() if fresh else frame.add_paragraph()
        if item is None:
            say(paragraph, said, language, size, colour=GREY)
        else:
            paragraph.space_before = Pt(6)
            _add_item(paragraph, said, item.figure, language, size)


def _lines(bullets: Bullets) -> list[tuple[ListItem | None, str]]:
    """The lines of a list: each item with its figure in front, and what is below items, without one."""
    lines: list[tuple[ListItem | None, str]] = []
    for item in bullets.items:
        if item.words:
            lines.append((item, f"{item.figure}  {item.words}" if item.figure else item.words))
        if item.below:
            lines.append((None, item.below))
    return lines


def _add_item(paragraph: Any, said: str, figure: str, language: str, size: float) -> None:
    """A line of a list, its figure in front in the accent colour."""
    if figure and said.startswith(figure):
        accent = MSO_THEME_COLOR.ACCENT_1
        say(paragraph, f"{figure}  ", language, size, colour=accent, bold=True)
        said = said[len(figure) :].lstrip()
    say(paragraph, said, language, size, colour=INK)


def add_figure(slide: Any, figure: LargeNumber, area: Area, language: str) -> None:
    """A number as large as the width allows, what is behind it, and paragraphs below."""
    tall = _add_number(slide, figure, area, language) if figure.number else 0.0
    rest = Area(area.left, area.top + tall + 0.1, area.width, area.height - tall - 0.1)
    lines = [[one] for one in figure.lines if one]
    size, short = fitted_rows(
        lines, [area.width], CLOSE * rest.height - 0.1 * len(lines), LIST_SIZES
    )
    below = text_box(slide, rest)
    for at, (words,) in enumerate(short):
        paragraph = below.paragraphs[0] if at == 0 else below.add_paragraph()
        paragraph.space_after = Pt(7)
        say(paragraph, words, language, size, colour=INK if at == 0 else GREY)


def _add_number(slide: Any, figure: LargeNumber, area: Area, language: str) -> float:
    """The number and what is behind it; returns the inches that they take from the top of the area."""
    behind = 1.25 * width_of(figure.behind) * 20 * LETTER / POINTS  # fonts that stand in are wider
    wide = DIGIT * max(2, len(figure.number)) / POINTS
    size = min(NUMBER, (area.width - behind - 0.3) / wide)
    beside = size >= LEAST_NUMBER
    size = size if beside else min(NUMBER, (area.width - 0.3) / wide)
    tall = (size * 1.15 + (0 if beside else 20 * WIDE_LINE)) / POINTS
    frame = text_box(slide, Area(area.left, area.top, area.width, tall))
    paragraph = frame.paragraphs[0]
    say(paragraph, figure.number, language, size, colour=MSO_THEME_COLOR.ACCENT_1, bold=True)
    paragraph = paragraph if beside else frame.add_paragraph()
    say(paragraph, f"{' ' if beside else ''}{figure.behind}", language, 20, colour=GREY)
    return tall


def text_box(slide: Any, area: Area) -> Any:
    """The frame of a box for words without margins."""
    return add_box(slide, area).text_frame


def add_box(slide: Any, area: Area) -> Any:
    """A box for words without margins, which has no shadow from a theme."""
    at = (Inches(x) for x in (area.left, area.top, area.width, area.height))
    box = slide.shapes.add_textbox(*at)
    frame = box.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    return box


def mark_width(words: str) -> float:
    """The width in inches that a mark takes."""
    return width_of(words) * 10 * LETTER / POINTS * 1.06 + 0.2
