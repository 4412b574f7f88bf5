"""The document of the demo city: every figure of the printed report, and LibreOffice opens it with all its signs."""

import io
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image, ImageChops
from pypdf import PdfReader

from resilience.outputs.report import report_of
from resilience.report import Heat, Part, Report, Table, TwoColumns
from resilience.text import LANGUAGES, Text
from resilience.word import write_document
from tests.outputs.test_report_figures import MOMENT, Shown, shown, squeezed
from tests.outputs.test_slides import fonts_of_wide_signs
from tests.workbook.sheets import saved_again

__all__ = ["shown"]
pytestmark = pytest.mark.long


def contents(found: Shown, language: str) -> Report:
    """What the report of the demo says."""
    return report_of(found.result, Text(language), MOMENT, found.kept, found.trend)


@pytest.fixture(scope="module")
def written(shown: Shown) -> Callable[[str], bytes]:
    """The document of the demo by language, written once."""

    @cache
    def in_language(language: str) -> bytes:
        return write_document(contents(shown, language), Text(language), MOMENT)

    return in_language


def rows_of(report: Report) -> list[list[str]]:
    """The rows of all tables of figures, in their order."""
    rows: list[list[str]] = []
    for part in report.parts:
        if isinstance(part, Table):
            rows += [list(part.columns), *map(list, part.rows)]
        elif isinstance(part, Heat):
            rows += [[name, *(c.shown + c.beside for c in cells)] for name, cells in part.rows]
    return rows


def sides(part: Part | TwoColumns) -> tuple[Part, ...]:
    """A part, or both of two in columns."""
    return (part.left, part.right) if isinstance(part, TwoColumns) else (part,)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_of_the_tables_is_there_in_its_row(
    shown: Shown, written: Callable[[str], bytes], language: str
) -> None:
    document = Document(io.BytesIO(written(language)))
    found = [
        ["".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in row.iter(qn("w:tc"))]
        for row in document.element.body.iter(qn("w:tr"))
    ]
    wanted = rows_of(contents(shown, language))
    assert len(wanted) > 35
    rest = iter(found)
    for row in wanted:
        assert row in rest, row  # in this order


@pytest.mark.parametrize("language", LANGUAGES)
def test_libreoffice_opens_it_with_all_its_signs(
    shown: Shown, written: Callable[[str], bytes], language: str, tmp_path: Path
) -> None:
    report = contents(shown, language)
    reader = PdfReader(io.BytesIO(saved_again(tmp_path, written(language), "pdf", "docx")))
    pages = [squeezed(page.extract_text()) for page in reader.pages]
    lines = [list(map(squeezed, page.extract_text().splitlines())) for page in reader.pages]
    assert 10 <= len(pages) <= 18
    assert min(map(len, lines)) > 12, "no page for the last lines of a section"
    assert squeezed(f"{report.number} {report.number_of}") in pages[0]
    assert all(squeezed(mark) in pages[0] for mark in report.marks)
    for section in report.sections:
        begun = next(n for n, one in enumerate(lines) if n and squeezed(section.heading) in one)
        named = re.escape(squeezed(section.heading))
        assert re.search(rf"{named}\.+{begun + 1}(\D|$)", pages[0]), section.heading
    summary, *themes = report.sections[:6]
    for section in (summary, *themes):
        (page,) = [page for page in pages[1:] if squeezed(section.headline) in page]
        said = [one.heading for part in section.parts for one in sides(part) if one.heading]
        assert len(said) > 1
        assert all(squeezed(one) in page for one in said), section.heading
    whole = "".join(pages)
    for at in range(2, len(pages) + 1):
        assert f"{report.date}{at}/{len(pages)}".replace(" ", "") in pages[at - 1]
    for row in rows_of(report):
        assert squeezed(row[0]) in whole
    for one in reader.pages:
        assert all("CJK" in font for font in fonts_of_wide_signs(one))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_chart_reaches_the_edge_of_its_picture(
    written: Callable[[str], bytes], language: str
) -> None:
    """Letters and marks at the edge would be cut: what is drawn ends before it."""
    document = Document(io.BytesIO(written(language)))
    pictures = [
        Image.open(io.BytesIO(part.blob)).convert("RGB")
        for part in document.part.package.iter_parts()
        if part.partname.endswith(".png")
    ]
    assert len(pictures) > 5
    for one in pictures:
        box = ImageChops.difference(one, Image.new("RGB", one.size, "white")).getbbox()
        assert box
        assert min(box[0], box[1], one.width - box[2], one.height - box[3]) > 0, box
