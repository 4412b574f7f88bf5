"""Slides are native and editable, in the product's look or a city's; what does not fit is shortened by a rule."""

import datetime
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches, Pt

from resilience.errors import InputError
from resilience.slides import (
    BarChart,
    BarSeries,
    Bullets,
    Deck,
    DotSeries,
    DotTable,
    LargeNumber,
    ListItem,
    Slide,
    SlideColumn,
    SlideStack,
    SlideTable,
    TableCell,
    write_deck,
)
from resilience.slides import template as templates
from resilience.slides.fit import fitted_rows, in_font, lines_of
from resilience.slides.keys import add_key, key_height
from resilience.slides.template import Area
from resilience.slides.words import list_size
from resilience.text import LANGUAGES
from resilience.text.languages import OFFERED
from tests.pdf import ODD

MOMENT = datetime.datetime(2026, 10, 13, 8, 30, tzinfo=datetime.UTC)
EMU = 914_400


def bars(*names: str) -> BarChart:
    """A chart with two series."""
    values = tuple(10.0 * (n + 1) for n in range(len(names)))
    series = (BarSeries("now", values), BarSeries("2025", values, "hollow"))
    return BarChart("what it shows", names, series)


def deck(title: str = "Water is lowest", words: str = "words", language: str = "en") -> Deck:
    """A deck with each kind of part."""
    grid = SlideTable(
        "a table",
        ("A", "B"),
        ((TableCell(words, "#1f5f8b", "#ffffff"), TableCell("2")),),
        (0.5, 0.5),
    )
    slides = (
        Slide(title, "unit", (SlideColumn(0.6, (bars("Water", words),)), SlideColumn(0.4, (grid,))), "source", "mark", words),
        Slide(title, "", (SlideColumn(0.5, (LargeNumber("58", "of 100", (words,)),)), SlideColumn(0.5, (Bullets("heading", (ListItem(words, "1.0", "below"),)),))), "source", "", ""),
    )  # fmt: skip
    return Deck(title, words, (words,), "mark", "notes", slides, language, MOMENT)


def read(content: bytes) -> Any:
    """A presentation from its file."""
    return Presentation(io.BytesIO(content))


def words_of(shape: Any) -> str:
    """The words of a shape."""
    return shape.text_frame.text if shape.has_text_frame else ""


def test_charts_keep_their_data_and_say_what_they_show() -> None:
    slide = read(write_deck(deck())).slides[1]
    (frame,) = [shape for shape in slide.shapes if shape.has_chart]
    assert [list(one.values) for one in frame.chart.plots[0].series] == [[10, 20], [10, 20]]
    book = openpyxl.load_workbook(io.BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob))
    assert [row[:3] for row in book.worksheets[0].values] == [
        (None, "now", "2025"),
        ("Water", 10, 10),
        ("words", 20, 20),
    ]
    assert "what it shows" in [one.get("descr") for one in frame.element.iter() if one.get("descr")]


def dotted(*rows: str) -> Any:
    """A slide with a table and dots; its last row has no dot of the city."""
    grid = SlideTable(
        "gaps",
        ("Theme", "Gap"),
        tuple((TableCell(one), TableCell("1")) for one in rows),
        (0.7, 0.3),
    )
    values = tuple(float(10 * n) for n in range(len(rows)))
    series = (
        DotSeries("city", "strong", (*values[:-1], None)),
        DotSeries("peer", "small", values, "Aba"),
        DotSeries("peer", "small", values, "Bay"),
    )
    part = DotTable(grid, series, 100, 0.6)
    slide = Slide(
        "Title", "", (SlideStack(1.0, (part, Bullets("", (ListItem("below"),)))),), "", "", ""
    )
    return read(write_deck(replace(deck(), slides=(slide,)))).slides[1]  # fmt: skip


def test_dots_are_in_the_rows_of_their_table() -> None:
    slide = dotted(
        "Water", "A name that is so long that it takes more than a line of its column " * 2, "Power"
    )
    (drawn,) = [shape for shape in slide.shapes if shape.has_chart]
    (grid,) = [shape for shape in slide.shapes if shape.has_table]
    head, *heights = [row.height / EMU for row in grid.table.rows]
    assert (drawn.top, drawn.height / EMU) == (
        grid.top,
        pytest.approx(head + sum(heights), abs=0.01),
    )
    top, height = drawn.chart._chartSpace.xpath(
        ".//c:plotArea/c:layout/*/c:y/@val | .//c:plotArea/c:layout/*/c:h/@val"
    )
    assert float(top) * drawn.height / EMU == pytest.approx(head, abs=0.01)
    assert float(height) == pytest.approx(1 - float(top), abs=0.001)
    assert drawn.chart.value_axis.maximum_scale == pytest.approx(sum(heights), abs=0.01)
    middles = [sum(heights[:n]) + heights[n] / 2 for n in range(3)]
    city, peer, other = (list(one.values) for one in drawn.chart.plots[0].series)
    assert [*city[:2], peer[2]] == pytest.approx(middles, abs=0.01)
    for row, own in enumerate(city[:2]):
        apart = [own, peer[row], other[row]]
        assert len(set(apart)) == 3, "no dot is hidden by another of the same score"
        assert all(abs(place - own) < heights[row] / 2 for place in apart), "nor leaves its row"
    empty = grid.table.columns[2].width
    assert grid.left + grid.width - empty <= drawn.left
    assert drawn.left + drawn.width <= grid.left + grid.width + 1  # fmt: skip


def test_the_data_of_dots_say_which_is_which_and_the_legend_has_each_name_once() -> None:
    (frame,) = [shape for shape in dotted("=1+1", "Water", "Power").shapes if shape.has_chart]
    book = openpyxl.load_workbook(io.BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob))
    values = list(book.worksheets[0].values)
    assert [row[1:] for row in values if row[1] in ("city", "peer")] == [
        ("city", None), ("peer", "Aba"), ("peer", "Bay")
    ]  # fmt: skip
    assert [(row[0], row[2]) for row in values[1:4]] == [
        (0, "=1+1"),
        (10, "Water"),
        (None, "Power"),
    ]
    for one in frame.chart.plots[0].series:
        (name,) = one._element.xpath("c:tx/c:strRef/c:f")
        assert book.worksheets[0][name.text.partition("!")[2].replace("$", "")].value == one.name
    assert len(frame.chart._chartSpace.xpath(".//c:ser[1]/*/c:numRef/c:numCache/c:pt")) == 4
    assert not frame.chart.has_legend
    words = [words_of(one) for one in dotted("Water", "Power").shapes]
    assert [one for one in words if one in ("city", "peer")] == ["city", "peer"]


def test_a_diamond_hides_no_dot_in_any_program_and_a_range_is_a_line() -> None:
    """Some programs draw the first series above all others, some the last."""
    grid = SlideTable("gaps", ("Theme",), ((TableCell("Water"),), (TableCell("Power"),)), (1.0,))
    series = (
        DotSeries("city", "strong", (40.0, 50.0)),
        DotSeries("peer", "small", (30.0, 20.0)),
        DotSeries("median", "diamond", (30.0, None)),
        DotSeries("range", "line", (), ranges=(None, (45.0, 60.0))),
    )
    slide = Slide("T", "", (SlideStack(1.0, (DotTable(grid, series, 100, 0.6),)),), "", "", "")
    made = read(write_deck(replace(deck(), slides=(slide,)))).slides[1]
    (frame,) = [shape for shape in made.shapes if shape.has_chart]
    drawn = list(frame.chart.plots[0].series)
    assert [one.name for one in drawn] == ["range", "city", "peer", "median", "median"]
    city, peer, inside, median = (
        float(one._element.xpath("c:yVal//c:v")[0].text) for one in drawn[1:]
    )
    assert city == peer < inside == median, "the diamond is below the dots"
    sizes = [one.marker.size / 72 for one in drawn[1:]]
    assert (sizes[0] + sizes[3]) / 2 < median - city, "and touches none of them"
    assert drawn[4]._element.xpath("c:marker/c:spPr/a:noFill"), "hollow as on the page"
    assert drawn[3].marker.format.fill.fore_color.rgb == RGBColor(255, 255, 255)
    assert sizes[2] < sizes[3], "also in programs that fill it with the colour of its line"
    line = drawn[0]._element.xpath("c:xVal//c:pt/@idx"), drawn[0]._element.xpath("c:xVal//c:v")
    assert (line[0], [float(one.text) for one in line[1]]) == (["3", "4"], [45, 60])


def test_words_are_ten_points_or_more() -> None:
    words = (
        "この都市と比較都市のスコアは、59指標のうち、すべての都市が尋ねた指標で算出しています " * 3
    )
    made = deck(title=words, words=words, language="ja")
    slides = tuple(replace(one, subtitle=words, source=words, mark=words) for one in made.slides)
    found = read(write_deck(replace(made, slides=slides)))
    sizes = [
        int(one.get("sz"))
        for slide in found.slides
        for one in slide._element.iter(qn("a:rPr"), qn("a:endParaRPr"))
        if one.get("sz")
    ]
    assert min(sizes) >= 1000


@pytest.mark.parametrize("width", [1.0, 2.5, 6.0])
def test_a_key_keeps_to_its_width_in_lines_of_its_own(width: float) -> None:
    series = [DotSeries(f"name {n}", "plain", (1.0,)) for n in range(4)]
    slide = Presentation().slides.add_slide(Presentation().slide_layouts[6])
    add_key(slide, series, Area(3.0, 1.0, width, 2.0), "en")
    low = max((one.top + one.height) / EMU for one in slide.shapes)
    assert low == pytest.approx(1 + key_height(series, width), abs=0.01)
    assert all(one.left / EMU >= 3.0 for one in slide.shapes)


def test_the_title_slide_has_the_number_large_or_as_a_line_of_a_city_s_template() -> None:
    made = replace(deck(), figure=LargeNumber("58", "of 100", ("Overall", "range")))
    own, city_s = (read(write_deck(made, given)).slides[0] for given in (None, city()))
    (number,) = [shape for shape in own.shapes if words_of(shape) == "58 of 100"]
    assert number.text_frame.paragraphs[0].runs[0].font.size.pt > 100
    (lines,) = [shape for shape in city_s.shapes if "58" in words_of(shape)]
    assert words_of(lines).split("\n") == ["words", "58 of 100 · Overall", "words"]


@pytest.mark.parametrize("rows", [1, 40])
def test_a_table_with_dots_keeps_to_its_slide(rows: int) -> None:
    slide = dotted(*(f"Theme {n}" for n in range(rows)))
    (words,) = [one for one in slide.shapes if words_of(one) == "below"]
    assert words.top + words.height <= Inches(6.8)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("比較できる 6 都市のうち、この都市はおそらく 3 位です", 1),
        ("「強靱な都市計画」の見方が最も違うのは上下水道（43点）と住宅（81点）で、昨年も同じでした", 2),
        ("伸びの大きいこれら10指標のうち2指標（昨年は3指標）に、まだこれから行う取り組みがあるといえます", 2),
        ("Between 2025 and 2026, counting only the first votes: no theme of the five changed clearly", 2),
    ],
)  # fmt: skip
def test_a_title_ends_its_first_line_at_a_pause(title: str, lines: int) -> None:
    slide = read(write_deck(deck(title=title))).slides[1]
    said = slide.shapes.title.text_frame.text.split("\v")
    assert len(said) == lines
    assert said[0][-1] in "、:はす"


def test_names_are_words_in_the_workbook_of_a_chart() -> None:
    made = deck(words="=1+1")
    (frame,) = [shape for shape in read(write_deck(made)).slides[1].shapes if shape.has_chart]
    book = openpyxl.load_workbook(io.BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob))
    assert [cell.data_type for cell in book.worksheets[0]["A"][1:]] == ["s", "s"]


@pytest.mark.parametrize("odd", ODD)
def test_odd_words_make_a_file_that_opens(odd: str) -> None:
    found = read(write_deck(deck(title=odd, words=odd)))
    assert len(found.slides) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_theme_names_a_font_for_the_signs_of_the_language(language: str) -> None:
    one = OFFERED[language]
    with zipfile.ZipFile(io.BytesIO(write_deck(deck(language=language)))) as file:
        theme = file.read("ppt/theme/theme1.xml").decode()
        slide = file.read("ppt/slides/slide2.xml").decode()
    assert theme.count(f'<a:ea typeface="{one.office_font}"/>') == 2
    assert f'lang="{one.tag}"' in slide


def test_slides_in_a_language_that_is_not_offered_are_marked_as_english() -> None:
    with zipfile.ZipFile(io.BytesIO(write_deck(deck(language="xx")))) as file:
        assert 'lang="en-US"' in file.read("ppt/slides/slide2.xml").decode()


def test_nothing_stands_outside_a_slide_or_over_another_part() -> None:
    found = read(write_deck(deck(title="A title of many words " * 12, words="some words " * 60)))
    for slide in found.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= found.slide_width
            assert shape.top + shape.height <= found.slide_height


def stacked_words(*below: str) -> str:
    """The words of a slide with a table of ten rows, and below it lists that may be left out."""
    rows = tuple((TableCell(f"Row {n}"), TableCell("1")) for n in range(10))
    lists = tuple(Bullets("", (ListItem(words),)) for words in below)
    table = SlideTable("Rows", ("Row", "Value"), rows, (0.5, 0.5))
    slide = Slide("Title", "", (SlideStack(1.0, (table, *lists), len(lists)),), "", "", "")
    found = read(write_deck(replace(deck(), slides=(slide,)))).slides[1]
    (made,) = (shape.table for shape in found.shapes if shape.has_table)
    sizes = {r.font.size.pt for c in made.iter_cells() for r in c.text_frame.paragraphs[0].runs}
    assert min(sizes) >= 14
    return " ".join(shape.text_frame.text for shape in found.shapes if shape.has_text_frame)


def test_what_a_stack_can_do_without_is_left_out_before_words_become_too_small() -> None:
    assert "One." in stacked_words("One.")
    assert "Two " not in stacked_words("One.", "Two " * 400)
    assert "One." in stacked_words("One.", "Two " * 400)


def test_a_stack_that_fits_in_no_type_keeps_to_its_slide() -> None:
    lists = tuple(Bullets(f"List {n}", (ListItem("some words " * 200),)) for n in range(3))
    slide = Slide("Title", "", (SlideStack(0.3, lists),), "Source", "", "")
    found = read(write_deck(replace(deck(), slides=(slide,)))).slides[1]
    boxes = {one.text_frame.text: one for one in found.shapes if one.has_text_frame}
    ends = [one.top + one.height for words, one in boxes.items() if words.startswith("List")]
    assert len(ends) == 3
    assert max(ends) <= boxes["Source"].top


def test_words_take_a_smaller_type_before_they_are_shortened() -> None:
    rows = [["some words that are long enough for two lines"]]
    assert fitted_rows(rows, [4.0], 2.0, (16, 12, 10)) == (16, rows)
    assert fitted_rows(rows, [3.2], 0.35, (16, 12, 10))[0] == 10
    size, ((short,),) = fitted_rows([["word " * 200]], [4.0], 0.5, (16, 12, 10))
    assert size == 10
    assert short.endswith("…")
    assert lines_of(short, 4.0, 10) <= 2


def test_the_longest_words_are_shortened_before_short_ones() -> None:
    rows = [
        ["word " * 60, "81.0 (11 of 12)", "Climate risk modelling"],
        ["word " * 90, "2", "Power"],
    ]
    _, short = fitted_rows(rows, [4.0, 1.3, 1.1], 1.1, (10,))
    assert [row[1:] for row in short] == [row[1:] for row in rows]
    assert all(row[0].endswith("…") for row in short)


@pytest.mark.parametrize("words", ["word " * 40, "word " * 75, "都市の強靱さ" * 17])
def test_a_long_title_is_whole(words: str) -> None:
    slide = read(write_deck(deck(title=words.strip()))).slides[1]
    title = slide.shapes.title
    sizes = [run.font.size.pt for run in title.text_frame.paragraphs[0].runs if run.font.size]
    assert "…" not in title.text_frame.text
    assert min(sizes) >= 12
    assert lines_of(words, title.width / EMU, sizes[0]) * sizes[0] * 1.2 / 72 <= title.height / EMU


def test_names_of_bars_are_whole_where_their_rows_have_room() -> None:
    name = "Continuity of essential municipal services during prolonged regional emergencies of any kind"
    slides = (Slide("Title", "", (SlideColumn(1.0, (bars(name, "Water"),)),), "", "", ""),)
    (chart,) = [
        one
        for one in read(write_deck(replace(deck(), slides=slides))).slides[1].shapes
        if one.has_chart
    ]
    assert list(chart.chart.plots[0].categories) == [name, "Water"]


def city(change: Callable[[Any], None] = lambda _: None) -> bytes:
    """A city's template with slides of its own."""
    made = Presentation()
    made.core_properties.author = "City of Cascais"
    made.slides.add_slide(made.slide_layouts[1]).shapes.title.text = "Delete me"
    change(made)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def test_a_city_s_template_gives_size_master_and_layouts_but_no_slides() -> None:
    found = read(write_deck(deck(), city()))
    assert (found.slide_width, found.slide_height) == (Inches(10), Inches(7.5))
    assert len(found.slide_layouts) == 11
    titles = [slide.shapes.title.text_frame.text for slide in found.slides]
    assert titles == ["Water is lowest"] * 3
    assert found.slides[1].slide_layout.name == "Title Only"
    (run,) = found.slides[1].shapes.title.text_frame.paragraphs[0].runs
    assert run.font.size == Pt(28)  # the template's 44 are for a word, not for a sentence
    with zipfile.ZipFile(io.BytesIO(write_deck(deck(), city()))) as file:
        assert b"Delete me" not in b"".join(map(file.read, file.namelist()))
        assert len([name for name in file.namelist() if name.startswith("ppt/slides/slide")]) == 3
        theme = file.read("ppt/theme/theme1.xml").decode()
    assert "1F5F8B" not in theme  # the city's colours


def test_letters_of_a_city_s_font_may_be_wide() -> None:
    words = "It takes one line in the font of the product"
    with in_font(own=True):
        width = next(n / 10 for n in range(100) if lines_of(words, n / 10, 20) == 1)
    with in_font(own=False):
        assert lines_of(words, width, 20) == 2
    bullets = Bullets("", (ListItem(f"{words} " * 14),))
    slide = Slide("Title", "", (SlideColumn(0.5, (bullets,)),), "", "", "")
    made = read(write_deck(replace(deck(), slides=(slide,)), city())).slides[1]
    (box,) = [one for one in made.shapes if words_of(one).startswith(words)]
    (run,) = box.text_frame.paragraphs[0].runs
    area = Area(0, 0, box.width / EMU, box.height / EMU)
    with in_font(own=False):
        assert run.font.size.pt == list_size(bullets, area, 20)
    with in_font(own=True):
        assert run.font.size.pt < list_size(bullets, area, 20)


def shrink(made: Any) -> None:
    """Slides too small to be read."""
    made.slide_width, made.slide_height = Inches(4), Inches(3)


def crowd(made: Any) -> None:
    """More slides than a template may have."""
    for _ in range(templates.MOST_SLIDES):
        made.slides.add_slide(made.slide_layouts[6])


def lower(made: Any) -> None:
    """A title at the foot."""
    for layout in made.slide_layouts:
        for shape in layout.placeholders:
            if shape.placeholder_format.type in templates.TITLES:
                shape.left, shape.top, shape.width, shape.height = (
                    0,
                    Inches(5),
                    Inches(9),
                    Inches(1),
                )


def untitle(made: Any) -> None:
    """No layout with a title."""
    for layout in list(made.slide_layouts):
        for shape in list(layout.placeholders):
            if shape.placeholder_format.type in templates.TITLES:
                shape.element.getparent().remove(shape.element)


def link_to_slide(made: Any) -> None:
    """A button of a layout leads to a slide."""
    button = made.slide_layouts[5].placeholders[0]
    button.click_action.target_slide = made.slides[0]


def list_in_show(made: Any) -> None:
    """A custom show with the slide."""
    (one,) = made.element.find(qn("p:sldIdLst"))
    shown = f'<p:sld r:id="{one.get(qn("r:id"))}"/>'
    made.element.append(
        parse_xml(
            f"<p:custShowLst {nsdecls('p', 'r')}><p:custShow name='Short' id='0'><p:sldLst>{shown}"
            "</p:sldLst></p:custShow></p:custShowLst>"
        )
    )


def test_a_custom_show_of_a_template_goes_with_its_slides() -> None:
    with zipfile.ZipFile(io.BytesIO(write_deck(deck(), city(list_in_show)))) as file:
        assert sorted(set(file.namelist())) == sorted(file.namelist())
        assert b"Delete me" not in b"".join(map(file.read, file.namelist()))
        assert b"custShow" not in file.read("ppt/presentation.xml")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (link_to_slide, "has a button or link to one of its slides"),
        (shrink, "inches. They must be at least"),
        (crowd, "at most {most} are allowed"),
        (lower, "leaves too little room below its title"),
        (untitle, "No layout of the template has a title"),
    ],
)
def test_an_unusable_template_is_refused_with_its_reason(change: Callable[[Any], None], said: str) -> None:  # fmt: skip
    with pytest.raises(InputError) as refused:
        write_deck(deck(), city(change))
    assert said in refused.value.message


def zipped(**parts: str) -> bytes:
    """A zip file."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return held.getvalue()


@pytest.mark.parametrize("content", [b"", b"PK", b"no zip" * 99, zipped(a="b"), city()[:-900], city()[:4000] + city()[4100:]])  # fmt: skip
def test_what_is_no_presentation_is_refused_as_such(content: bytes) -> None:
    with pytest.raises(InputError) as refused:
        write_deck(deck(), content)
    assert refused.value.message == templates.NOT_ONE


def test_a_template_that_would_grow_without_end_is_refused() -> None:
    held = io.BytesIO(city())
    with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr("ppt/media/image1.bin", b"\0" * 30_000_000)
    with pytest.raises(InputError) as refused:
        write_deck(deck(), held.getvalue())
    assert "unpacked" in refused.value.message
