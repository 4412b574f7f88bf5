"""Words become pages: nothing is lost, nothing is taken for markup, nothing is of the machine."""

import datetime
import html
import io
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from resilience.report import (
    Bar,
    Bars,
    Dots,
    Heat,
    HeatCell,
    Lines,
    Listed,
    Note,
    Picture,
    Plan,
    PlotRow,
    Poster,
    Report,
    Section,
    Table,
    TwoColumns,
    Voices,
    print_poster,
    print_report,
    unprintable,
    words_of,
)
from resilience.report.fonts import BOX
from resilience.scoring.notes.passage import Passage
from resilience.text import LANGUAGES, Text
from tests.pdf import ODD, read_pdf

pytestmark = pytest.mark.long

MOMENT = datetime.datetime(2026, 10, 13, 8, 30, 15, 999, tzinfo=datetime.UTC)
HOSTILE = '#panic("x") $x^2$ *b* _i_ @ref <l> \\ // /* [c] = ~ ` "q" {y} #import "/etc/passwd"'
POSTER = Poster(
    title="Cascais",
    marks=("Invented data",),
    place="Two themes · October 13, 2026",
    link="https://city.example/join?code=K7MPQ3",
    qr="QR code to join",
    scan="Scan the code, or open",
    address="https://city.example/join",
    and_type="and type",
    code="K7MPQ3",
    time="45 indicators · about 48 minutes",
    promise="No account, no name.",
    encrypted="Encrypted: https://192.168.1.5:8443/join. Compare the fingerprint:",
    fingerprint=":".join(["AB"] * 32),
)


SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="60pt" height="20pt" viewBox="0 0 60 20">'
    '<rect width="20" height="20" fill="#1f5f8b"/><text x="22" y="12" font-size="8">{}</text></svg>'
)


def report(words: str = "Water") -> Report:
    """A report with a part of every kind, in which `words` stands wherever words can."""
    drawn = SQUARE.format(html.escape(f"Drawn {words}"))
    figures = Table(
        f"Table {words}", ("Name", f"Head {words}"), ((f"Row {words}", "58.3"),), f"Below {words}"
    )
    cells = (HeatCell(f"61 {words}", "#00204d", "#ffffff", f"3 of 4 {words}"),)
    bars = (
        Bar(f"Whole {words}", 1.0, "100.0", f"beside {words}", strong=True),
        Bar("Nothing", 0.0, "0.0", "", strong=False),
    )
    dots = (
        PlotRow(
            f"Dot {words}",
            "60.0",
            60.0,
            50.0,
            70.0,
            40.0,
            80.0,
            90.0,
            f"aside {words}",
            lowest=True,
        ),
        PlotRow("Unscored", f"not scored {words}", None, None, None),
    )
    legend = (("score", f"Now {words}"), ("range", f"Range {words}"))
    listed = Listed(f"Listed {words}", ((f"One {words}", "5", f"By {words}"),), f"More {words}")
    first = Section(
        f"First {words}",
        (
            Bars(f"Bars {words}", bars, f"Finding {words}", f"Has {words}", f"Not {words}"),
            Dots(
                f"Dots {words}", dots, f"Plot {words}", f"Unit {words}", legend, f"Except {words}"
            ),
            TwoColumns(listed, Lines("", (f"Aside {words}",))),
            figures,
            Table(
                f"Said {words}", ("A", "B", f"C {words}"), (("a", "b", f"c {words}"),), kind="said"
            ),
            Table(
                f"Last {words}",
                ("A", "B", f"C {words}"),
                (("a", "1", f"c {words}"),),
                kind="ranked",
            ),
            Table(
                f"Beside {words}",
                ("A", "B", f"C {words}", "D", f"E {words}"),
                (("a", f"b {words}", f"c {words}", "May 1, 2026", "5"),),
                kind="compared",
            ),
            Table("No rows", ("Name", "Score"), ()),
            Picture(f"Picture {words}", drawn, f"Alt {words}", f"Shown {words}", f"Under {words}"),
            Heat(
                f"Heat {words}",
                (f"Column {words}",),
                (
                    (f"Unit {words}", cells),
                    (f"Whole {words}", (HeatCell("62", "#ffffff", "#1b2733"),)),
                ),
                f"Note {words}",
                unit=f"Colour {words}",
                legend=(("#00204d", f"Far {words}"),),
            ),
        ),
        f"Headline {words}",
        (f"Line {words}",),
    )
    second = Section(
        f"Second {words}",
        (
            Voices(f"Voices {words}", ((f"About {words}", ((f"Who {words}", f"Said {words}"),)),)),
            Plan(
                f"Plan {words}",
                tuple("ABCDEF"),
                (((f"Do {words}",), ("x", "y"), ("z",), *((one,) for one in "uvw")),),
            ),
            Note(
                f"Note {words}",
                (Passage(f"Heading {words}", f"Sentence {words}", f"S = Σ {words}"),),
            ),
        ),
    )
    return Report(
        title=f"Title {words}",
        place=f"Place {words}",
        facts=((f"Name {words}", f"Fact {words}"),),
        signed=(f"Signed {words}",),
        marks=(f"Mark {words}",),
        contents=f"Contents {words}",
        sections=(first, second),
        foot=f"Foot {words}",
    )


def squeezed(words: str) -> str:
    """Words without the spaces that a page sets as it needs."""
    return "".join(words.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_on_the_pages(language: str) -> None:
    said = report("海湾 防災 방재 São João")
    read = read_pdf(print_report(said, Text(language), MOMENT))
    on_pages = squeezed(read.words)
    for words in words_of(said):
        assert squeezed(words) in on_pages, words
    assert read.title == said.title
    assert read.language.split("-")[0] == Text(language).locale.language
    assert read.tagged
    assert f"1 / {len(read.pages)}" in read.pages[0]


def test_no_figure_of_a_heading_is_cut_at_the_end_of_a_line() -> None:
    headlines = ["あ" * n + "（81点）、12問中11問での比較" for n in range(20, 44)]
    sections = tuple(Section(f"{n}", (), said) for n, said in enumerate(headlines))
    content = print_report(replace(report(), sections=sections), Text("ja"), MOMENT)
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    assert sum(page.count("11") for page in pages) >= len(headlines)
    assert not [page for page in pages if re.search("[0-9]\n[0-9]問", page)]


def test_nothing_that_people_type_is_taken_for_markup() -> None:
    read = read_pdf(print_report(report(HOSTILE), Text("en"), MOMENT))
    on_pages = squeezed(read.words)
    for words in (*words_of(report(HOSTILE)), f"Drawn {HOSTILE}"):
        assert squeezed(words) in on_pages, words
    assert "root:" not in read.words


@given(st.text())
@settings(max_examples=20, deadline=None)
def test_any_words_are_printed_or_listed(words: str) -> None:
    said = report(words)
    read = read_pdf(print_report(said, Text("ko"), MOMENT))
    assert "Headline" in read.words
    listed = set(unprintable(words_of(said)))
    assert (BOX in read.words) == bool(listed or BOX in words)


@pytest.mark.parametrize("words", ODD)
def test_odd_words_are_printed_all_the_same(words: str) -> None:
    read = read_pdf(print_report(report(words[:500]), Text("zh-Hans"), MOMENT))
    assert "Headline" in read.words


def test_what_cannot_be_printed_is_a_box_and_was_listed() -> None:
    said = report("a\U0001f600b")
    assert unprintable(words_of(said)) == ["\U0001f600"]
    read = read_pdf(print_report(said, Text("en"), MOMENT))
    assert f"Headline a{BOX}b" in read.words


def test_only_the_fonts_of_the_product_are_used() -> None:
    read = read_pdf(print_report(report("海湾 防災 방재"), Text("ja"), MOMENT))
    assert {name.split("-")[0] for name in read.fonts} <= {
        "NotoSans",
        "NotoSansCJKjp",
        "NotoSansCJKsc",
        "NotoSansCJKkr",
        "NotoSansMath",
    }
    assert any("CJKjp" in name for name in read.fonts)


def test_a_report_of_the_same_moment_is_the_same_file() -> None:
    first, second = (print_report(report(), Text("ko"), MOMENT) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_poster_is_one_page_with_all_its_words(language: str) -> None:
    read = read_pdf(print_poster(POSTER, Text(language), MOMENT))
    assert len(read.pages) == 1
    for words in words_of(POSTER):
        if words != POSTER.qr:  # what the picture is, for who cannot see it
            shown = words.replace(":", " ") if words == POSTER.fingerprint else words
            assert squeezed(shown) in squeezed(read.words), words
    assert read.title == "Cascais K7MPQ3"


def test_a_poster_with_long_words_is_still_one_page() -> None:
    long = Poster(
        **{name: getattr(POSTER, name) for name in POSTER.__dataclass_fields__}
        | {"title": "Santa Maria da Feira " * 4, "address": "https://" + "long." * 30 + "example"}
    )
    assert len(read_pdf(print_poster(long, Text("en"), MOMENT)).pages) == 1
