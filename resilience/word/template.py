"""The document that a report is written into: the product's own look, or a city's template without its text."""

import copy
import io
import re
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.oxml.ns import qn
from docx.shared import Mm

from resilience.archive import MEGABYTE, ZipLimits, open_archive
from resilience.errors import InputError, ResilienceError
from resilience.text import mark
from resilience.word.markup import EMU
from resilience.word.styles import ACCENT

LIMITS = ZipLimits(packed=25 * MEGABYTE, part=25 * MEGABYTE, whole=100 * MEGABYTE, parts=3_000)
NOT_ONE = mark("This is not a Word document (.docx), so it cannot be the template.")
#: a point in millimetres, and the least width that a text needs for the tables
MILLIMETRE, LEAST = 72 / 25.4, 110
#: what a template gives; comments, notes, pictures of the text and all else stay out
KEPT = (
    *(RELATION.STYLES, RELATION.SETTINGS, RELATION.NUMBERING, RELATION.FONT_TABLE, RELATION.THEME),
    *(RELATION.HEADER, RELATION.FOOTER),
)
#: settings that say how pages look
SETTINGS = (
    *(
        "zoom",
        "mirrorMargins",
        "gutterAtTop",
        "defaultTabStop",
        "autoHyphenation",
        "evenAndOddHeaders",
    ),
    *(
        "characterSpacingControl",
        "compat",
        "themeFontLang",
        "clrSchemeMapping",
        "decimalSymbol",
        "listSeparator",
    ),
)
#: fields that read other files or programs
READING = re.compile(
    r"\b(DDE|DDEAUTO|INCLUDE|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|RD|DATABASE)\b", re.I
)


@dataclass(frozen=True, slots=True)
class WordTemplate:
    """An empty document, the accent colour of its theme, and the width of its text in points."""

    document: Any
    accent: str
    width: float
    own: bool


def own_template() -> WordTemplate:
    """The look of the product on A4."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(18)
    section.header_distance = section.footer_distance = Mm(9)
    section.different_first_page_header_footer = True
    last = document.element.body.get_or_add_sectPr()
    for odd in (*last.findall(qn("w:docGrid")), *last.findall(qn("w:cols"))):
        last.remove(odd)
    _drop_relations(document)
    _drop_settings(document)
    return WordTemplate(document, ACCENT, _text_width(section), own=True)


def city_template(data: bytes) -> WordTemplate:
    """A city's own template without its text; raises `InputError` where it cannot be used."""
    document = _opened(data)
    _drop_text(document)
    _drop_relations(document)
    _drop_settings(document)
    _check_links(document)
    section = document.sections[0]
    width = _text_width(section)
    if width < LEAST * MILLIMETRE:
        raise InputError(
            "The template leaves {width} mm for text between its margins, but the tables need at "
            "least {least} mm. Make the margins narrower.",
            width=int(width / MILLIMETRE),
            least=LEAST,
        )
    return WordTemplate(document, _accent(document), width, own=False)


def _opened(data: bytes) -> Any:
    try:
        with open_archive(data, LIMITS, NOT_ONE) as archive:
            damaged = archive.testzip()
            macros = any(name.lower().endswith("vbaproject.bin") for name in archive.namelist())
            macros = macros or b"macroEnabled" in archive.read("[Content_Types].xml")
        if macros:
            raise InputError(
                "The template contains macros, which are not accepted. Save it as a Word document (.docx) without macros."
            )
        if damaged:
            raise InputError(NOT_ONE)
        return Document(io.BytesIO(data))
    except ResilienceError:
        raise
    except Exception as error:  # the library raises whatever the file makes of it
        raise InputError(NOT_ONE) from error


def _drop_text(document: Any) -> None:
    """Take everything away but the last section, which takes headers from earlier ones where it has none."""
    body = document.element.body
    last = body.get_or_add_sectPr()
    for earlier in reversed(list(body.iter(qn("w:sectPr")))[:-1]):
        for name in ("w:headerReference", "w:footerReference"):
            known = {one.get(qn("w:type")) for one in last.findall(qn(name))}
            for one in earlier.findall(qn(name)):
                if one.get(qn("w:type")) not in known:
                    last.insert(0, copy.deepcopy(one))
    for element in list(body):
        if element is not last:
            body.remove(element)
    for odd in ("w:cols", "w:type", "w:vAlign", "w:lnNumType", "w:pgNumType", "w:sectPrChange"):
        for found in last.findall(qn(odd)):
            last.remove(found)


def _drop_relations(document: Any) -> None:
    relations = document.part.rels
    for name in [name for name, one in relations.items() if one.reltype not in KEPT]:
        del relations[name]


def _drop_settings(document: Any) -> None:
    settings = document.settings.element
    linked = document.part.part_related_by(RELATION.SETTINGS).rels
    for name in list(linked):
        del linked[name]
    for element in list(settings):
        if element.tag not in set(map(qn, (f"w:{name}" for name in SETTINGS))):
            settings.remove(element)


def _check_links(document: Any) -> None:
    """Refuse a header or footer that would fetch something when the document is opened."""
    kept = [one.target_part for one in document.part.rels.values() if not one.is_external]
    linked = any(
        one.is_external and one.reltype != RELATION.HYPERLINK
        for part in kept
        for one in part.rels.values()
    )
    if linked or any(READING.search(words) for part in kept for words in _fields(part)):
        raise InputError(
            "The header or footer of the template links to another file. Insert the content instead of linking to it."
        )


def _fields(part: Any) -> list[str]:
    """The instructions of the fields of a part."""
    element = getattr(part, "element", None)
    if element is None:
        return []
    long = "".join(one.text or "" for one in element.iter(qn("w:instrText")))
    return [long, *(one.get(qn("w:instr"), "") for one in element.iter(qn("w:fldSimple")))]


def _text_width(section: Any) -> float:
    wide = section.page_width - section.left_margin - section.right_margin - (section.gutter or 0)
    return float(wide / EMU)


def _accent(document: Any) -> str:
    """The first accent colour of the theme."""
    themes = (
        one.target_part for one in document.part.rels.values() if one.reltype == RELATION.THEME
    )
    for theme in themes:
        found = re.search(rb'<a:accent1>\s*<a:srgbClr val="([0-9A-Fa-f]{6})"', theme.blob)
        if found:
            return found[1].decode().upper()
    return ACCENT
