"""From a deck to a .pptx file."""

import datetime
import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import PP_PLACEHOLDER

from resilience.archive import repacked
from resilience.slides.charts import add_bars
from resilience.slides.dots import add_dots
from resilience.slides.fit import in_font, in_lines, lines_of
from resilience.slides.look import GREY, own_theme, say
from resilience.slides.parts import (
    BarChart,
    Bullets,
    Deck,
    DotTable,
    LargeNumber,
    Part,
    Slide,
    SlideStack,
    SlideTable,
)
from resilience.slides.stack import stacked
from resilience.slides.tables import add_grid
from resilience.slides.template import (
    INCH,
    Area,
    SlideTemplate,
    city_template,
    own_template,
    title_size,
)
from resilience.slides.titles import set_title
from resilience.slides.words import (
    LIST_SIZES,
    add_box,
    add_bullets,
    add_figure,
    add_line,
    add_mark,
    add_number,
    list_size,
    mark_width,
)
from resilience.text.office import legible, with_east_asian
from resilience.text.width import shorten

GUTTER, SUBTITLE = 0.35, 0.4
NUMBER, TITLE_LINE = 0.5, 0.42
#: types of the lines of the title slide, the first for its subtitle alone
COVER_SIZES = (20, 14, 12, 11, 10)
#: the most letters of a property of the file
PROPERTY = 250


def write(deck: Deck, template: bytes | None) -> bytes:
    """The file of a deck; see `resilience.slides.write_deck`."""
    deck = legible(deck)
    base = own_template() if template is None else city_template(template)
    _about(base.presentation, deck)
    with in_font(own=base.own):
        _add_cover(base, deck)
        for slide in deck.slides:
            _add_slide(base, slide, deck.language)
    written = io.BytesIO()
    base.presentation.save(written)
    return _with_fonts(written.getvalue(), deck, own=base.own)


def _about(presentation: Any, deck: Deck) -> None:
    about = presentation.core_properties
    made = deck.made_at.astimezone(datetime.UTC).replace(microsecond=0, tzinfo=None)
    said = (deck.title, deck.subtitle, deck.mark)
    about.title, about.subject, about.comments = (shorten(one, PROPERTY) for one in said)
    about.author = about.last_modified_by = about.keywords = ""
    about.created = about.modified = made
    about.revision, about.language = 1, deck.language


def _add_cover(base: SlideTemplate, deck: Deck) -> None:
    slide = base.presentation.slides.add_slide(base.cover)
    set_title(slide, deck.title, title_size(base.cover), deck.language, 44.0)
    if base.own:
        _add_own_figure(slide, base, deck)
    lines = (deck.subtitle, *([] if base.own else _figure_line(deck)), *deck.lines)
    subtitle = next(
        (s for s in slide.placeholders if s.placeholder_format.type == PP_PLACEHOLDER.SUBTITLE),
        None,
    )
    if subtitle is None:
        for at, words in enumerate(lines):
            area = Area(base.body.left, base.body.top + 0.4 * at, base.body.width, 0.35)
            add_line(slide, words, area, deck.language, (16, 14, 12))
    else:
        frame = subtitle.text_frame
        for at, words in enumerate(lines):
            paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
            sizes, width = COVER_SIZES[at > 0 :], subtitle.width / INCH - 0.2
            size = next((one for one in sizes if lines_of(words, width, one) == 1), sizes[-1])
            short = in_lines(words, width, size, 1)
            say(paragraph, short, deck.language, size, colour=GREY)
    _add_foot(base, slide, "", deck.mark, deck.language)
    _close(slide, deck.notes)


def _add_own_figure(slide: Any, base: SlideTemplate, deck: Deck) -> None:
    """The number of the title slide in the product's look, below the titles, and a bar at their left."""
    bar = add_box(slide, Area(base.body.left, 0.95, 0.09, 5.5 if deck.figure else 2.8))
    bar.fill.solid()
    bar.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
    if deck.figure:
        area = Area(base.body.left + 0.35, 3.8, base.body.width - 0.7, 2.75)
        add_figure(slide, deck.figure, area, deck.language)


def _figure_line(deck: Deck) -> Iterator[str]:
    """The number of the title slide as a line, for a template whose free space is not known."""
    if deck.figure:
        number = f"{deck.figure.number} {deck.figure.behind}"
        yield " · ".join((number, *deck.figure.lines[:1]))


def _add_slide(base: SlideTemplate, slide: Slide, language: str) -> None:
    made = base.presentation.slides.add_slide(base.layout)
    lines = set_title(made, slide.title, title_size(base.layout), language)
    body = base.body
    if base.own and lines == 1:  # what follows moves up to the title
        body = replace(body, top=body.top - TITLE_LINE, height=body.height + TITLE_LINE)
    subtitle = Area(body.left, body.top, body.width, SUBTITLE - 0.1)
    add_line(made, slide.subtitle, subtitle, language, (14, 13, 12, 11, 10))
    placed = list(_placed(slide, body))
    lists = [
        list_size(part, area, most) for part, area, most in placed if isinstance(part, Bullets)
    ]
    for part, area, _ in placed:
        _add_part(made, part, area, language, min(lists, default=0.0))
    _add_foot(base, made, slide.source, slide.mark, language)
    _close(made, slide.notes)


def _placed(slide: Slide, body: Area) -> Iterator[tuple[Part, Area, float]]:
    """The parts of a slide, each with its area below the subtitle and the largest type for a list."""
    top, height = body.top + SUBTITLE + 0.05, body.height - SUBTITLE - 0.05
    left, inner = body.left, body.width - GUTTER * (len(slide.columns) - 1)
    for column in slide.columns:
        width, down = inner * column.share, top
        if isinstance(column, SlideStack):
            yield from stacked(column, Area(left, top, width, height))
            left += width + GUTTER
            continue
        for part, share in zip(column.parts, column.heights, strict=True):
            yield part, Area(left, down, width, height * share - 0.1), LIST_SIZES[0]
            down += height * share
        left += width + GUTTER


def _add_part(slide: Any, part: Part, area: Area, language: str, size: float) -> None:
    """Put a part into its area, lists in a `size` that they share."""
    match part:
        case BarChart():
            add_bars(slide, part, area)
        case SlideTable():
            add_grid(slide, part, area, language)
        case DotTable():
            add_dots(slide, part, area, language)
        case Bullets():
            add_bullets(slide, part, area, language, size)
        case LargeNumber():
            add_figure(slide, part, area, language)


def _add_foot(base: SlideTemplate, slide: Any, source: str, mark: str, language: str) -> None:
    """The source at the left, the mark beside the number of the slide at the right."""
    foot, wide = base.foot, mark_width(mark) if mark else 0.0
    wide = min(wide, 0.45 * foot.width)
    number = NUMBER if base.own else 0.0
    if source:
        room = foot.width - wide - number - 0.2
        add_line(slide, source, Area(foot.left, foot.top, room, foot.height), language, (10,))
    if mark:
        left = foot.left + foot.width - number - wide
        add_mark(slide, mark, Area(left, foot.top, wide, foot.height), language)
    if number and source:
        left = foot.left + foot.width - number
        add_number(slide, Area(left, foot.top, number, foot.height))


def _close(slide: Any, notes: str) -> None:
    """Write the speaker notes, and take away placeholders that stayed empty."""
    slide.notes_slide.notes_text_frame.text = notes
    for shape in list(slide.placeholders):
        if shape.has_text_frame and not shape.text_frame.text:
            shape.element.getparent().remove(shape.element)


def _with_fonts(content: bytes, deck: Deck, *, own: bool) -> bytes:
    """The file with East Asian fonts in its themes, and with the moment of the deck on its parts."""

    def changed(name: str, part: bytes) -> bytes:
        if not (name.startswith("ppt/theme/") and name.endswith(".xml")):
            return part
        theme = part.decode("utf-8")
        theme = own_theme(theme) if own else theme
        return with_east_asian(theme, deck.language).encode("utf-8")

    return repacked(content, deck.made_at, changed)
