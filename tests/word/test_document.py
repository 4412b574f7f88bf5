"""The document for Word has every word of the report, in styles, tables and captions that Word knows."""

import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from resilience.report import (
    Bars,
    Dots,
    Lines,
    Listed,
    Note,
    Picture,
    Plan,
    Section,
    Table,
    words_of,
)
from resilience.text import LANGUAGES, Text
from resilience.text.languages import OFFERED, Language
from resilience.word import write_document
from resilience.word.styles import LATE
from tests.pdf import ODD
from tests.report.test_typeset import HOSTILE, MOMENT, report, squeezed

pytestmark = pytest.mark.long


def written(words: str = "Water", language: str = "en") -> bytes:
    """The document of a report with a part of every kind."""
    return write_document(report(words), Text(language), MOMENT)


def opened(content: bytes) -> Any:
    """A document as python-docx reads it."""
    return Document(io.BytesIO(content))


def part_of(content: bytes, name: str) -> str:
    """A part of a file."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return file.read(name).decode()


def said(document: Any) -> str:
    """All words of a document with its footer, without spaces."""
    section = document.sections[0]
    elements = (
        document.element.body,
        *(one.part.element for one in (section.header, section.footer)),
    )
    return squeezed("".join(one.text or "" for e in elements for one in e.iter(qn("w:t"))))


def alts(document: Any) -> list[str]:
    """The texts of the pictures."""
    return [one.get("descr") for one in document.element.body.iter(qn("wp:docPr"))]


def headings(document: Any, level: int) -> list[str]:
    """The headings of a level."""
    return [p.text for p in document.paragraphs if p.style.name == f"Heading {level}"]


def test_every_word_is_there_and_nothing_is_taken_for_markup() -> None:
    made = report(f"{HOSTILE} <w:b/> &amp;")
    document = opened(write_document(made, Text("en"), MOMENT))
    shown, pictured = said(document), squeezed("".join(alts(document)))
    for words in words_of(made):
        assert squeezed(words) in shown + pictured, words


def test_a_city_sees_the_number_first() -> None:
    made = replace(report(), number="58", number_of="of 100")
    document = opened(write_document(made, Text("en"), MOMENT))
    styles = [(p.style.name, p.text) for p in document.paragraphs[:4]]
    assert styles == [
        ("Title", "Title Water"),
        ("Subtitle", "Place Water"),
        ("Report number", "58 of 100"),
        ("Report mark", "Mark Water"),
    ]


def test_headings_are_those_of_word_and_the_contents_lead_to_them_with_their_pages() -> None:
    document = opened(written())
    assert headings(document, 1) == ["First Water", "Second Water"]
    assert "Table Water" in headings(document, 2)
    assert "Heading Water" in headings(document, 3)
    fields = [one.text.split()[:2] for one in document.element.iter(qn("w:instrText"))]
    links = list(document.element.iter(qn("w:hyperlink")))
    told = ["".join(t.text or "" for t in one.iter(qn("w:t"))) for one in links]
    assert told == headings(document, 1)
    places = {one.get(qn("w:name")) for one in document.element.iter(qn("w:bookmarkStart"))}
    assert {one.get(qn("w:anchor")) for one in links} == places
    assert fields == [["PAGEREF", one.get(qn("w:anchor"))] for one in links]
    began = [one for one in document.element.iter(qn("w:fldChar")) if one.get(qn("w:dirty"))]
    assert len(began) == len(links), "Word works them out when it opens the file"


def test_lines_between_a_heading_and_its_picture_stay_on_its_page() -> None:
    made = replace(report("Water"), sections=())
    (drawn,) = [
        section for section in report("Water").sections if isinstance(section.parts[0], Bars | Dots)
    ][:1]
    section = replace(drawn, heading="Drawn", headline="Finding", lines=("One.", "Two."))
    document = opened(write_document(replace(made, sections=(section,)), Text("en"), MOMENT))
    kept = {p.text: p.paragraph_format.keep_with_next for p in document.paragraphs}
    assert (kept["One."], kept["Two."]) == (True, True)


def test_a_chart_stays_on_the_page_of_the_sentences_below_it_and_a_note_stays_whole() -> None:
    made = report("Water")
    bars = next(part for part in made.parts if isinstance(part, Bars))
    section = Section("Drawn", (bars, Lines("", ("Below.",))))
    document = opened(write_document(replace(made, sections=(section,)), Text("en"), MOMENT))
    at = [p.text for p in document.paragraphs].index("Below.")
    assert document.paragraphs[at - 1].paragraph_format.keep_with_next
    assert document.styles["Report note"].paragraph_format.keep_together


def test_a_title_in_japanese_does_not_break_within_a_word() -> None:
    titles = {"Haiwan (invented demo city)の": "レジリエンス評価結果", "海の町の結果": ""}
    for first, second in titles.items():
        made = replace(report(), title=f"{first}{second}")
        document = opened(write_document(made, Text("ja"), MOMENT))
        assert document.paragraphs[0].text == "\n".join(filter(None, (first, second)))


def test_names_are_as_high_in_their_row_as_the_colours_beside_them() -> None:
    for cell in opened(written()).element.iter(qn("w:tc")):
        coloured = [one for one in cell.getparent() if one.find(f".//{qn('w:shd')}") is not None]
        assert bool(coloured) == (cell.find(f".//{qn('w:vAlign')}") is not None)


def test_lines_of_the_years_follow_on_the_page_where_they_fit() -> None:
    made = report()
    (years,) = [part for part in made.parts if isinstance(part, Picture)]
    sections = tuple(Section(heading, (years,)) for heading in ("First", "Years"))
    document = opened(write_document(replace(made, sections=sections), Text("en"), MOMENT))
    begun = {p.text: p.paragraph_format.page_break_before for p in document.paragraphs}
    assert (begun["First"], begun["Years"]) == (True, None)


def test_heads_of_tables_are_repeated_and_rows_stay_whole() -> None:
    tables = opened(written()).tables
    assert [cell.text for cell in tables[2].rows[0].cells] == ["Name", "Head Water"]
    assert [cell.text for cell in tables[2].rows[1].cells] == ["Row Water", "58.3"]
    repeated = []
    for table in tables:
        first, *rest = [row._tr.trPr for row in table.rows]
        repeated.append(first.find(qn("w:tblHeader")) is not None)
        assert all(one.find(qn("w:tblHeader")) is None for one in rest)
        assert all(one.find(qn("w:cantSplit")) is not None for one in (first, *rest))
    # facts, short lists and comments have no head
    assert repeated == [False, False, True, True, True, True, True, False, True, False, True]


def test_no_table_is_wider_than_the_text_or_its_column() -> None:
    wide = [
        sum(int(column.get(qn("w:w"))) for column in table._tbl.tblGrid)
        for table in opened(written("word " * 30)).tables
    ]
    text = 174 / 25.4 * 1440
    assert max(wide) <= text + 5
    assert min(wide) < text / 2


def test_pictures_say_their_values() -> None:
    found = alts(opened(written()))
    assert found == [
        "Bars Water; Has Water; Not Water; Whole Water: 100.0 beside Water; Nothing: 0.0",
        "Unit Water; Now Water; Range Water; Dot Water: 60.0 aside Water; Unscored: not scored Water",
        "Alt Water",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_languages_and_fonts_are_those_of_the_reader(language: str) -> None:
    content = written("防災 방재", language)
    styles, theme = part_of(content, "word/styles.xml"), part_of(content, "word/theme/theme1.xml")
    one = OFFERED[language]
    assert f'w:eastAsia="{one.tag}"' in styles
    assert f'<a:ea typeface="{one.office_font}"/>' in theme
    assert (f'w:eastAsia="{one.office_font}"' in styles) == bool(one.office_font)
    about = opened(content).core_properties
    assert (about.title, about.language) == ("Title 防災 방재", one.tag)
    assert about.created == MOMENT.replace(microsecond=0)
    hinted = "hint" in part_of(content, "word/document.xml")
    assert hinted == one.wide_signs


def test_a_document_in_a_language_that_is_not_offered_is_marked_as_english() -> None:
    assert opened(written("Titre", "eo")).core_properties.language == "en-US"


def test_latin_words_are_marked_in_a_language_of_latin_letters(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(LANGUAGES, "fr", "Français")
    monkeypatch.setitem(OFFERED, "fr", Language("Français", "fr-FR"))
    styles = part_of(written("Titre", "fr"), "word/styles.xml")
    assert 'w:val="fr-FR"' in styles
    assert 'w:val="en-US"' not in styles


def test_each_page_but_the_cover_says_city_date_and_number() -> None:
    document = opened(written())
    section, *others = document.sections
    assert section.different_first_page_header_footer
    assert section.first_page_footer.is_linked_to_previous
    assert section.footer.paragraphs[0].text.startswith("Title Water")
    fields = [one.get(qn("w:instr")) for one in section.footer.part.element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert others
    assert all(one.footer.is_linked_to_previous for one in others)


@pytest.mark.parametrize("odd", ODD)
def test_odd_words_make_a_file_that_opens(odd: str) -> None:
    assert headings(opened(written(odd)), 1)[0].startswith("First")


def test_the_same_report_at_the_same_moment_is_the_same_file() -> None:
    assert written() == written()


def test_a_chapter_with_a_table_and_the_method_begin_a_page() -> None:
    made = report()
    table, note = (next(p for p in made.parts if isinstance(p, kind)) for kind in (Table, Note))
    named = {"First": note, "Peers": table, "Method": note}
    sections = tuple(Section(heading, (part,)) for heading, part in named.items())
    document = opened(write_document(replace(made, sections=sections), Text("en"), MOMENT))
    begun = {p.text: p.paragraph_format.page_break_before for p in document.paragraphs}
    assert all(begun[name] for name in ("First", "Peers", "Method"))


def test_what_is_overdue_has_the_colour_of_the_slides() -> None:
    """A line below an action, and the first line of its status."""
    listed = Listed(
        "First", (("Soon", "", "by May"), ("Dredge", "", "by April, overdue")), late=(1,)
    )
    between = (("Water",), ("May",), ("10",))
    rows = (
        (("1",), ("Soon",), *between, ("open",)),
        (("2",), ("Dredge",), *between, ("overdue", "why")),
    )
    section = Section("Actions", (listed, Plan("", tuple("ABCDEF"), rows, late=(1,))))
    made = write_document(replace(report(), sections=(section,)), Text("en"), MOMENT)
    late = [
        "".join(t.text for t in one.iter(qn("w:t")))
        for one in opened(made).element.body.iter(qn("w:r"))
        for colour in one.iter(qn("w:color"))
        if colour.get(qn("w:val")) == LATE
    ]
    assert late == ["by April, overdue", "overdue"]
