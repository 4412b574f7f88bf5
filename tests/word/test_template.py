"""A city's own document gives styles, page, header and footer, and no word of its text; what fetches is refused."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from resilience.errors import InputError
from resilience.report import Lines, Picture, Section, TwoColumns
from resilience.text import Text
from resilience.word import template as templates
from resilience.word import write_document
from tests.report.test_typeset import MOMENT, SQUARE, report
from tests.word.test_document import opened

pytestmark = pytest.mark.long
TEMPLATE = RELATION.SETTINGS.replace("settings", "attachedTemplate")


def city(change: Callable[[Any], None] = lambda _: None) -> bytes:
    """A city's template with a cover section that has the header, and text of its own."""
    made = Document()
    made.core_properties.author = "Delete me"
    made.styles["Heading 1"].font.size = Pt(31)
    made.sections[0].header.paragraphs[0].text = "City of Cascais"
    made.add_comment(made.add_paragraph("Delete me").runs, text="Delete me")
    made.add_section(WD_SECTION.NEW_PAGE)
    made.sections[-1].page_width, made.sections[-1].page_height = Mm(216), Mm(279)
    change(made)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def from_template(content: bytes) -> bytes:
    """A report in a template."""
    return write_document(report(), Text("en"), MOMENT, content)


def test_styles_page_and_header_of_a_city_are_used_and_its_text_left_out() -> None:
    content = from_template(city())
    document = opened(content)
    first = document.sections[0]
    assert (round(first.page_width.mm), round(first.page_height.mm)) == (216, 279)
    assert first.header.paragraphs[0].text == "City of Cascais"
    assert document.styles["Heading 1"].font.size == Pt(31)
    assert first.footer.paragraphs[0].text.startswith("Title Water")  # the city has none
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert b"Delete me" not in b"".join(map(file.read, file.namelist()))
        assert "word/comments.xml" not in file.namelist()


def test_a_footer_of_the_city_stays_alone() -> None:
    def footed(made: Any) -> None:
        made.sections[0].footer.paragraphs[0].text = "cascais.example"

    footer = opened(from_template(city(footed))).sections[0].footer
    assert [one.text for one in footer.paragraphs] == ["cascais.example"]


def test_a_setting_that_leads_to_another_file_is_dropped() -> None:
    def attached(made: Any) -> None:
        part = made.part.part_related_by(RELATION.SETTINGS)
        relation = part.relate_to("https://bad.example/a.dotm", TEMPLATE, is_external=True)
        link = f'<w:attachedTemplate {nsdecls("w", "r")} r:id="{relation}"/>'
        made.settings.element.insert(0, parse_xml(link))

    with zipfile.ZipFile(io.BytesIO(from_template(city(attached)))) as file:
        assert b"bad.example" not in b"".join(map(file.read, file.namelist()))


def test_pictures_fit_their_columns_on_a_narrow_page() -> None:
    def slim(made: Any) -> None:
        made.sections[-1].left_margin = made.sections[-1].right_margin = Mm(52)

    picture = Picture("Wide", SQUARE.replace('width="60pt"', 'width="600pt"'), "Alt")
    said = Section("Only", (TwoColumns(picture, Lines("", ("Aside",))),))
    made = replace(report(), sections=(said,))
    document = opened(write_document(made, Text("en"), MOMENT, city(slim)))
    (size,) = document.element.iter(qn("wp:extent"))
    assert int(size.get("cx")) <= Mm((210 - 2 * 52) / 2)


def narrow(made: Any) -> None:
    """Pages too narrow for tables."""
    made.sections[-1].left_margin = Mm(90)


def link_picture(made: Any) -> None:
    """A header whose picture is somewhere else."""
    header = made.sections[0].header.part
    header.relate_to("https://bad.example/a.png", RELATION.IMAGE, is_external=True)


def include(made: Any) -> None:
    """A header with a field that reads a file, cut so that no run has its name."""
    runs = "".join(
        f'<w:r><w:instrText xml:space="preserve">{words}</w:instrText></w:r>'
        for words in (" INCLU", 'DETEXT "C:\\\\secret.txt"')
    )
    made.sections[0].header.paragraphs[0]._p.append(
        parse_xml(f"<w:ins {nsdecls('w')}>{runs}</w:ins>")
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (narrow, "leaves {width} mm for text"),
        (link_picture, "links to another file"),
        (include, "links to another file"),
    ],
)
def test_an_unusable_template_is_refused_with_its_reason(
    change: Callable[[Any], None], words: str
) -> None:
    with pytest.raises(InputError) as refused:
        from_template(city(change))
    assert words in refused.value.message


def repacked(name: str, content: bytes, old: str = "", new: str = "") -> bytes:
    """The template with a part more, and its types changed."""
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(city())) as file,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for one in file.namelist():
            part = file.read(one)
            made.writestr(one, part.replace(old.encode(), new.encode()) if old else part)
        made.writestr(name, content)
    return held.getvalue()


MAIN = "wordprocessingml.document.main+xml"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (repacked("word/vbaProject.bin", b"macro"), "contains macros"),
        (repacked("a", b"", f"openxmlformats-officedocument.{MAIN}", "ms-word.document.macroEnabled.main+xml"), "contains macros"),
        (repacked("a", b"", MAIN, "wordprocessingml.template.main+xml"), templates.NOT_ONE),
        (repacked("word/media/a.bin", b"\0" * 30_000_000), "unpacked"),
        *((one, templates.NOT_ONE) for one in (b"", b"PK", b"no zip" * 99, city()[:-900])),
    ],
)  # fmt: skip
def test_what_is_no_plain_document_is_refused_as_such(content: bytes, words: str) -> None:
    with pytest.raises(InputError) as refused:
        from_template(content)
    assert words in refused.value.message
