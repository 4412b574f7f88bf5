"""The presentation that slides are added to: the product's own look, or a city's template."""

import io
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.parts.slide import SlidePart
from pptx.util import Emu, Inches, Pt

from resilience.archive import MEGABYTE, ZipLimits, open_archive
from resilience.errors import InputError, ResilienceError
from resilience.text import mark

LIMITS = ZipLimits(packed=25 * MEGABYTE, part=25 * MEGABYTE, whole=100 * MEGABYTE, parts=3_000)
#: slides that a template may bring; they are left out
MOST_SLIDES = 60
INCH = 914_400
#: the least size of a slide, and of what its title leaves free below, in inches
LEAST_WIDE, LEAST_HIGH, LEAST_FREE = 7.0, 5.0, 3.2
TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
FOOT = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.SLIDE_NUMBER)
NOT_ONE = mark("This is not a PowerPoint presentation (.pptx), so it cannot be the template.")
WIDE, HIGH, SIDE = 13.333, 7.5, 0.6
#: the size of a title for which a template says none
USUAL_TITLE = 44.0


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on a slide in inches."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class SlideTemplate:
    """An empty presentation with a layout for the title slide and one for the others, which leaves `body` free.

    `foot` is the line for source and mark. `own` is the product's own look.
    """

    presentation: Any
    cover: Any
    layout: Any
    body: Area
    foot: Area
    own: bool


def own_template() -> SlideTemplate:
    """Return the default 16:9 slide template."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Inches(WIDE), Inches(HIGH)
    cover, layout = presentation.slide_layouts[0], presentation.slide_layouts[5]
    for other in [one for one in presentation.slide_layouts if one not in (cover, layout)]:
        presentation.slide_layouts.remove(other)
    _dress(presentation.slide_master, cover, layout)
    inner = WIDE - 2 * SIDE
    return SlideTemplate(
        presentation,
        cover,
        layout,
        Area(SIDE, 1.42, inner, 5.28),
        Area(SIDE, 6.98, inner, 0.3),
        own=True,
    )


def city_template(data: bytes) -> SlideTemplate:
    """A city's own template without its slides; raises `InputError` where it cannot be used."""
    presentation = _opened(data)
    _check_size(presentation)
    _drop_slides(presentation)
    layouts = list(presentation.slide_layouts)
    titled = [one for one in layouts if _placeholder(one, TITLES) is not None]
    if not titled:
        raise InputError(
            "No layout of the template has a title. Add one with a title and nothing else."
        )
    cover = next((one for one in titled if _is_cover(one)), titled[0])
    layout = min(titled, key=lambda one: (_is_cover(one), _contents(one)))
    body, foot = _free(presentation, layout)
    return SlideTemplate(presentation, cover, layout, body, foot, own=False)


def _opened(data: bytes) -> Any:
    try:
        with open_archive(data, LIMITS, NOT_ONE) as archive:
            damaged = archive.testzip()
        if damaged:
            raise InputError(NOT_ONE)
        return Presentation(io.BytesIO(data))
    except ResilienceError:
        raise
    except Exception as error:  # the library raises whatever the file makes of it
        raise InputError(NOT_ONE) from error


def _check_size(presentation: Any) -> None:
    wide, high = presentation.slide_width / INCH, presentation.slide_height / INCH
    if wide < LEAST_WIDE or high < LEAST_HIGH:
        raise InputError(
            "The slides of the template are {width} by {height} inches. They must be at least "
            "{least_width} by {least_height}.",
            width=round(wide, 1),
            height=round(high, 1),
            least_width=LEAST_WIDE,
            least_height=LEAST_HIGH,
        )
    slides = len(presentation.slides)
    if slides > MOST_SLIDES:
        raise InputError(
            "The template has {n} slides; at most {most} are allowed. Delete its slides: only "
            "its layouts are used.",
            n=slides,
            most=MOST_SLIDES,
        )


def _drop_slides(presentation: Any) -> None:
    # custom shows and sections list slides that are gone
    for name in ("p:custShowLst", "p:extLst"):
        for listed in presentation.element.findall(qn(name)):
            presentation.element.remove(listed)
    listed = presentation.element.find(qn("p:sldIdLst"))
    for one in [] if listed is None else list(listed):
        presentation.part.drop_rel(one.get(qn("r:id")))
        listed.remove(one)
    if any(isinstance(part, SlidePart) for part in presentation.part.package.iter_parts()):
        raise InputError(
            "A layout in the template has a button or link to one of its slides. Remove the "
            "button or link from the slide master."
        )


def _placeholder(layout: Any, kinds: tuple[Any, ...]) -> Any:
    return next((s for s in layout.placeholders if s.placeholder_format.type in kinds), None)


def title_size(layout: Any) -> float:
    """The size in points in which a layout sets its title, its own or that of its master."""
    master = layout.slide_master
    style = master.element.find(f"{qn('p:txStyles')}/{qn('p:titleStyle')}")
    held = [shape.element.txBody.find(qn("a:lstStyle")) for shape in _titles(layout, master)]
    for one in [*held, style]:
        run = None if one is None else one.find(f"{qn('a:lvl1pPr')}/{qn('a:defRPr')}")
        if run is not None and run.get("sz"):
            return int(run.get("sz")) / 100
    return USUAL_TITLE


def _titles(*owners: Any) -> list[Any]:
    return [found for one in owners if (found := _placeholder(one, TITLES)) is not None]


def _is_cover(layout: Any) -> bool:
    return any(
        shape.placeholder_format.type in (PP_PLACEHOLDER.SUBTITLE, PP_PLACEHOLDER.CENTER_TITLE)
        for shape in layout.placeholders
    )


def _contents(layout: Any) -> int:
    """The placeholders of a layout that would stand empty below its title."""
    other = (*TITLES, *FOOT)
    return sum(shape.placeholder_format.type not in other for shape in layout.placeholders)


def _free(presentation: Any, layout: Any) -> tuple[Area, Area]:
    """What is free between the title and the foot, and the line above the foot."""
    wide, high = presentation.slide_width / INCH, presentation.slide_height / INCH
    title = _placeholder(layout, TITLES)
    left, width = title.left / INCH, title.width / INCH
    top = (title.top + title.height) / INCH
    low = [s.top / INCH for s in layout.placeholders if s.placeholder_format.type in FOOT]
    bottom = min([one for one in low if one > top + 1] or [high - 0.3])
    if left < 0 or left + width > wide or bottom - top < LEAST_FREE or width < 0.6 * wide:
        raise InputError(
            "The layout {name} of the template leaves too little room below its title, or its "
            "title is too narrow. Put the title at the top, across the slide.",
            name=layout.name,
        )
    return Area(left, top + 0.05, width, bottom - top - 0.45), Area(
        left, bottom - 0.33, width, 0.28
    )


def _dress(master: Any, cover: Any, layout: Any) -> None:
    """Place the titles, set them at the left, and take away what is not used."""
    style = master.element.find(f"{qn('p:txStyles')}/{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    style.set("algn", "l")
    style.find(qn("a:defRPr")).set("b", "1")
    for owner in (master, cover, layout):
        for shape in list(owner.placeholders):
            if shape.placeholder_format.type in FOOT:
                shape.element.getparent().remove(shape.element)
    inner = WIDE - 2 * SIDE
    for owner, area, size in (
        (master, Area(SIDE, 0.38, inner, 0.98), 26),
        (layout, Area(SIDE, 0.38, inner, 0.98), 26),
        (cover, Area(SIDE + 0.35, 0.75, inner - 0.7, 1.65), 40),
    ):
        title = _placeholder(owner, TITLES)
        place(title, area)
        title.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM if owner is cover else MSO_ANCHOR.TOP
        title.text_frame.word_wrap = True
        title.text_frame.margin_left = title.text_frame.margin_right = 0
        _type_size(title, size)
    subtitle = _placeholder(cover, (PP_PLACEHOLDER.SUBTITLE,))
    place(subtitle, Area(SIDE + 0.35, 2.55, inner - 0.7, 1.2))
    subtitle.text_frame.margin_left = subtitle.text_frame.margin_right = 0
    _type_size(subtitle, 20, bold=False)
    place(_placeholder(master, (PP_PLACEHOLDER.BODY,)), Area(SIDE, 1.42, inner, 5.28))


def _type_size(shape: Any, size: int, *, bold: bool = True) -> None:
    """Give the words that will stand in a placeholder of a layout their size, at the left."""
    styles = shape.element.txBody.find(qn("a:lstStyle"))
    for level in styles.findall(qn("a:lvl1pPr")):
        styles.remove(level)
    level = styles.makeelement(qn("a:lvl1pPr"), {"algn": "l", "marL": "0", "indent": "0"})
    level.append(level.makeelement(qn("a:buNone"), {}))
    look = {"sz": str(Pt(size).centipoints), "b": "1" if bold else "0"}
    level.append(level.makeelement(qn("a:defRPr"), look))
    styles.insert(0, level)


def place(shape: Any, area: Area) -> None:
    """Put a shape into an area."""
    shape.left, shape.top = Emu(int(area.left * INCH)), Emu(int(area.top * INCH))
    shape.width, shape.height = Emu(int(area.width * INCH)), Emu(int(area.height * INCH))
