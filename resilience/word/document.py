"""From the contents of a report to a .docx file."""

import copy
import datetime
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from resilience.archive import repacked
from resilience.report import Bars, Heat, Lines, Note, Plan, Report, Section, Table, TwoColumns
from resilience.text import Text
from resilience.text.languages import language_for
from resilience.text.office import legible, with_east_asian
from resilience.text.width import shorten, width_of
from resilience.word.grids import GridCell
from resilience.word.markup import (
    COLUMN_BREAK,
    TAB,
    contents,
    field,
    heading,
    paragraph,
    run,
    twips,
)
from resilience.word.parts import Setting, add_part
from resilience.word.pictures import GUTTER, half, place_pictures
from resilience.word.styles import GREY, dress, set_language
from resilience.word.template import WordTemplate, city_template, own_template

NAMESPACES = nsdecls("w", "r", "wp", "a", "pic")
#: the most letters of a property of the file, and the width of the names of facts
PROPERTY, FACTS = 250, 110.0
#: where a title in Japanese may end its first line, and the letters of a title that takes only one
PARTICLE, ONE_LINE = re.compile(r"(?<=[はがをにでの])(?=[「一-龯ァ-ヴ])"), 26
#: of what begins at the height of the top of its page or column, and of headings that begin a page
LEVEL = '<w:spacing w:before="0"/>'
BREAK_BEFORE = f"<w:pageBreakBefore/>{LEVEL}"


def write(report: Report, text: Text, made_at: datetime.datetime, template: bytes | None) -> bytes:
    """The file of a report; see `resilience.word.write_document`."""
    report = legible(report)
    base = own_template() if template is None else city_template(template)
    styles = dress(base.document, base.accent, base.width, own=base.own, language=text.language)
    set_language(base.document, text.language, own=base.own)
    _about(base.document, report, text, made_at)
    _end_pages(base, report, styles)
    pictures = place_pictures(report, base.document, base.width, text)
    blocks = list(_body(report, Setting(styles, base.width, pictures)))
    _fill(base, blocks, text.language)
    written = io.BytesIO()
    base.document.save(written)
    return _with_fonts(written.getvalue(), text.language, made_at)


def _about(document: Any, report: Report, text: Text, made_at: datetime.datetime) -> None:
    about = document.core_properties
    made = made_at.astimezone(datetime.UTC).replace(microsecond=0, tzinfo=None)
    said = (report.title, report.place, " ".join(report.marks))
    about.title, about.subject, about.comments = (shorten(one, PROPERTY) for one in said)
    about.author = about.last_modified_by = about.keywords = about.category = ""
    about.created = about.modified = made
    about.revision, about.language = 1, language_for(text.language).tag


def _body(report: Report, to: Setting) -> Iterator[str]:
    yield from _cover(report, to)
    yield paragraph(to.styles["TOC Heading"], run(report.contents))
    listed = [(section.heading, number) for number, section in enumerate(report.sections, start=1)]
    yield from contents(to.styles["toc 1"], listed)
    for section, (words, number) in zip(report.sections, listed, strict=True):
        before = BREAK_BEFORE if number == 1 or _begins_page(section) else ""
        yield heading(to.styles["Heading 1"], words, number, more=before)
        yield from _section(section, to)


def _begins_page(section: Section) -> bool:
    """Whether a section has a table, the bars of gains or the method: those of a few lines do not."""
    return any(isinstance(part, Heat | Table | Bars | Plan | Note) for part in section.parts)


def _cover(report: Report, to: Setting) -> Iterator[str]:
    yield paragraph(
        to.styles["Title"], run(_in_words(report.title)), more='<w:spacing w:before="1200"/>'
    )
    yield from to.say("Subtitle", report.place)
    if report.number_of:
        number = run(report.number), run(f" {report.number_of}", colour=GREY, size=20)
        yield paragraph(to.styles["Report number"], *number)
    for mark in report.marks:
        yield from to.say("Report mark", mark)
    facts = [[GridCell((name,), bold=True), GridCell((fact,))] for name, fact in report.facts]
    widths = [FACTS, to.width - FACTS]
    yield to.grid(widths, [], facts, striped=False)
    yield from to.say("Report break", " ")
    for sentence in report.signed:
        yield from to.say("Normal", sentence)


def _in_words(title: str) -> str:
    """A title of signs between which lines may end, broken after its last particle: not within a word."""
    places = [one.start() for one in PARTICLE.finditer(title)]
    if not places or width_of(title) <= ONE_LINE:
        return title
    return f"{title[: places[-1]]}\n{title[places[-1] :]}"


def _section(section: Section, to: Setting) -> Iterator[str]:
    """What follows the heading of a section; the first lines stay on the page of what comes after them."""
    yield from to.say("Report headline", section.headline)
    for line in section.lines:
        yield from to.say("Normal", line, keep=bool(section.parts))
    pairs: list[TwoColumns] = []
    for part, after in zip_longest(section.parts, section.parts[1:]):
        if isinstance(part, TwoColumns):
            pairs.append(part)
        else:
            yield from _beside(pairs, to)
            pairs.clear()
            followed = isinstance(after, Lines) and not after.heading
            yield from add_part(part, to, followed=followed)
    yield from _beside(pairs, to)


def _beside(pairs: Sequence[TwoColumns], to: Setting) -> Iterator[str]:
    """Pairs that follow one another, in two columns without gaps where one side is shorter."""
    if not pairs:
        return
    narrow = replace(to, width=half(to.width))
    columns = [[pair.left for pair in pairs], [pair.right for pair in pairs]]
    left, right = (
        [
            block
            for at, part in enumerate(own)
            for block in add_part(part, narrow, "" if at else LEVEL)
        ]
        for own in columns
    )
    turn = paragraph(to.styles["Report break"], COLUMN_BREAK)
    yield from _in_columns([*left, turn, *right], [narrow.width] * 2, to)


def _in_columns(blocks: list[str], widths: Sequence[float], to: Setting) -> Iterator[str]:
    """Blocks in columns, between what is set across the page before and after them."""
    style = to.styles["Report break"]
    yield paragraph(style, more=f'<w:spacing w:after="160"/>{_pages([to.width])}')
    yield from blocks
    yield paragraph(style, more=_pages(widths))


def _pages(widths: Sequence[float]) -> str:
    """What ends a run of blocks that was set in columns of these widths; `_fill` adds the size of the page."""
    space = twips(GUTTER)
    columns = "".join(f'<w:col w:w="{twips(width)}" w:space="{space}"/>' for width in widths)
    if len(widths) == 1:
        return f'<w:sectPr><w:cols w:space="{space}"/></w:sectPr>'
    return f'<w:sectPr><w:cols w:num="{len(widths)}" w:equalWidth="0">{columns}</w:cols></w:sectPr>'


def _fill(base: WordTemplate, blocks: list[str], language: str) -> None:
    """Put the blocks into the document, and its page into what ends each run of columns."""
    if "<w:sectPr>" not in blocks[-1]:
        blocks = [*blocks, paragraph("", more=_pages([base.width]))]
    words = "".join(blocks)
    if language_for(language).wide_signs:
        words = words.replace("<w:rPr>", '<w:rPr><w:rFonts w:hint="eastAsia"/>')
    last = base.document.element.body.get_or_add_sectPr()
    body = parse_xml(f"<w:body {NAMESPACES}>{words}</w:body>")
    ends = list(body.iter(qn("w:sectPr")))
    pages = [_page(last, one.find(qn("w:cols")), first=at == 0) for at, one in enumerate(ends)]
    for end, page in zip(ends[:-1], pages, strict=False):
        end.getparent().replace(end, page)
    for element in list(body)[:-1]:  # the last run of columns is that of the document
        last.addprevious(element)
    last.getparent().replace(last, pages[-1])


def _page(last: Any, columns: Any, *, first: bool) -> Any:
    """The page of a run of columns: headers and footers are those of the first run."""
    page = copy.deepcopy(last)
    page.find(qn("w:pgMar")).addnext(columns)
    if not first:
        page.find(qn("w:pgSz")).addprevious(
            parse_xml(f'<w:type {nsdecls("w")} w:val="continuous"/>')
        )
        for name in ("w:headerReference", "w:footerReference", "w:titlePg"):
            for found in page.findall(qn(name)):
                page.remove(found)
    return page


def _end_pages(base: WordTemplate, report: Report, styles: Mapping[str, str]) -> None:
    """City, date and page below each page; a city's own footer stays."""
    section = base.document.sections[0]
    if section.footer.is_linked_to_previous:
        pages = f"{field('PAGE', '1')}{run(' / ')}{field('NUMPAGES', '1')}"
        said = run(f"{report.title} · {report.date}")
        _say(section.footer, paragraph(styles["Footer"], said, TAB, pages))
        _say(section.footer, paragraph(styles["Footer"], run(report.foot)))


def _say(edge: Any, markup: str) -> None:
    """Add a paragraph to a header or footer, instead of the empty one that it begins with."""
    fresh = edge.is_linked_to_previous
    edge.is_linked_to_previous = False
    element = edge.part.element
    for empty in list(element) if fresh else ():
        element.remove(empty)
    element.append(parse_xml(markup.replace("<w:p>", f"<w:p {NAMESPACES}>", 1)))


def _with_fonts(content: bytes, language: str, made_at: datetime.datetime) -> bytes:
    """The file with an East Asian font in its theme, and with the moment of the report on its parts."""

    def changed(name: str, part: bytes) -> bytes:
        if not name.startswith("word/theme/"):
            return part
        return with_east_asian(part.decode("utf-8"), language).encode("utf-8")

    return repacked(content, made_at, changed)
