"""How the workbook opens, which tables it defines, and that nothing of a page is cut."""

import datetime
import io
import warnings
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet
from pypdf import PdfReader

from resilience.text import LANGUAGES
from resilience.workbook.grid import Column, distinct
from resilience.workbook.results import PAGES, STATISTICS
from tests.scoring.build import framework, indicator, person, theme
from tests.workbook.conftest import Demo
from tests.workbook.sheets import (
    BARE,
    NAMES,
    book,
    cells,
    opened,
    rows,
    saved_again,
    sheet,
    sheets,
    words,
)

#: the rows at which something drawn on a sheet begins and ends
FROM, TO = (
    f"{{ns}}{end}/{{ns}}row".replace(
        "{ns}", "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
    )
    for end in ("from", "to")
)
#: the tables of the demo, by sheet
TABLES = {
    "Themes": ["themes"],
    "Indicators": ["indicators"],
    "Departments": ["departments", "indicators_by_department"],
    "Priorities": ["priorities"],
    "Actions": ["actions"],
    "Targets": ["targets"],
    "Trend": ["trend_by_theme", "indicators_moved"],
    "Peers": ["peers"],
    "What the room agreed": ["agreed"],
    "Comments": ["comments"],
    "Read me": ["room"],
    "Agreement": ["agreement", "agreement_by_department"],
    "Distribution": ["distribution"],
    "Votes": ["rounds"],
    "Long data": ["long_data"],
}


def bounds(place: str) -> tuple[int, int, int, int]:
    """First column and row, last column and row of a range."""
    left, top, right, bottom = range_boundaries(place)
    return left or 0, top or 0, right or 0, bottom or 0


def test_the_workbook_opens_on_the_summary(demo: Demo) -> None:
    workbook = opened(demo.written)
    assert workbook.sheetnames == NAMES
    assert workbook.active is workbook.worksheets[0]
    assert [found.sheet_view.tabSelected for found in workbook.worksheets].count(True) == 1
    assert not sheet(workbook, "Summary").sheet_view.showGridLines


def test_statistics_come_last_with_a_grey_tab(demo: Demo) -> None:
    workbook = opened(demo.written)
    colours = {name: str(sheet(workbook, name).sheet_properties.tabColor) for name in NAMES}
    assert [name for name in NAMES if "A6A6A6" in colours[name]] == list(STATISTICS)
    assert tuple(NAMES[-len(STATISTICS) :]) == STATISTICS


def test_lists_are_defined_tables_of_exactly_their_rows(demo: Demo) -> None:
    workbook = opened(demo.written)
    assert {
        n: list(sheet(workbook, n).tables) for n in NAMES if sheet(workbook, n).tables
    } == TABLES
    for name in TABLES:
        found = sheet(workbook, name)
        for table in found.tables.values():
            left, top, right, bottom = bounds(table.ref)
            heads = [found.cell(top, column).value for column in range(left, right + 1)]
            assert heads == [column.name for column in table.tableColumns]
            assert table.autoFilter.ref == table.ref
            assert found.cell(top, right + 1).value is None
            column = [found.cell(row, left).value for row in range(top + 1, bottom + 1)]
            assert None not in column, table.name
            below = found.cell(bottom + 1, left)
            assert below.value is None or below.font.bold, (table.name, below.value)


def test_tables_have_as_many_rows_as_the_digest_has_lines(demo: Demo) -> None:
    workbook, digest = opened(demo.written), demo.digest
    assert digest.priorities
    assert digest.trend
    lines = {
        "themes": digest.themes,
        "priorities": digest.priorities.lines,
        "agreed": digest.settled,
        "trend_by_theme": digest.trend.rows,
        "comments": demo.result.remarks,
        "targets": demo.result.targets,
        "room": digest.room,
    }
    for name, expected in lines.items():
        found = next(t for s in workbook.worksheets for t in s.tables.values() if t.name == name)
        _, top, _, bottom = bounds(found.ref)
        assert bottom - top == len(expected), name


def test_headings_of_a_table_are_distinct_and_on_one_line() -> None:
    titles = ["Code", "code", "", "two\nlines", "CODE", "x" * 300]
    columns = distinct(Column(str(n), title, 9, "line") for n, title in enumerate(titles))
    assert [column.title for column in columns][:5] == [
        "Code",
        "code 2",
        "–",
        "two lines",
        "CODE 3",
    ]
    assert len(columns[5].title) <= 255


def test_dates_are_dates(demo: Demo) -> None:
    workbook = opened(demo.written)
    dated = {
        (name, str(c.number_format))
        for name in NAMES
        for c in cells(sheet(workbook, name))
        if isinstance(c.value, datetime.datetime)
    }
    assert dated == {(n, "[$-409]mmmm d, yyyy") for n in ("Summary", "Actions", "Peers", "Read me")}
    for name, first, head in (
        ("Actions", "No.", "Workshop"),
        ("Actions", "No.", "Due date"),
        ("Peers", "City", "Date"),
    ):
        told = [row[head] for row in rows(sheet(workbook, name), first)]
        assert {type(day) for day in told} <= {datetime.datetime, type(None)}, (name, head)


def test_headers_stay_and_repeat_and_each_sheet_is_as_wide_as_a_page(demo: Demo) -> None:
    workbook = opened(demo.written)
    for name in NAMES:
        found = sheet(workbook, name)
        assert (found.page_setup.fitToWidth or 1) == 1
        if name not in STATISTICS:
            height = found.page_setup.fitToHeight
            assert (1 if height is None else height) == PAGES.get(name, 0), name
        tables = list(found.tables.values())
        if tables and name != "Read me":
            top, *_, last = (bounds(tables[at].ref)[1] for at in (0, -1))
            stay = 1 if name == "Priorities" else top + 1  # its chart is above the table
            assert str(found.freeze_panes)[-len(str(stay)) :] == str(stay), name
            if name not in STATISTICS:
                repeated = None if name == "Peers" else f"${last}:${last}"
                assert found.print_title_rows == repeated, name


def test_what_is_printed_is_large_enough_to_read(demo: Demo) -> None:
    """Upright A4 holds about 8700 percent of a figure: letters of 11 points are 6.5 points high or more."""
    workbook = opened(demo.written)
    for name, first_left_out in (
        ("Themes", "People who could answer"),
        ("Indicators", "People who could answer"),
        ("Departments", "Resilient infrastructure: based on"),
        ("Actions", "Feasibility (0 to 1)"),
        ("Peers", "Comparable"),
    ):
        found: Any = sheet(workbook, name)
        left, _, right, _ = bounds(str(found.print_area).rpartition("!")[2])
        (heading,) = [c for c in cells(found) if c.value == first_left_out]
        assert (left, right) == (1, heading.column - 1), name
        wide = sum(width_at(found, column) for column in range(1, right + 1))
        across = found.page_setup.orientation == "landscape"
        assert wide < (12_800 if across else 8_700) / 60, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_prints_the_same_columns(demo: Demo, language: str) -> None:
    """Narrower columns make room on paper for no more of them."""
    english, own = opened(demo.written), opened(demo.in_language(language))
    for name in ("Indicators", "Departments", "Actions", "Peers"):
        one: Any = own.worksheets[NAMES.index(name)]
        other: Any = sheet(english, name)
        ends = [bounds(str(found.print_area).rpartition("!")[2])[2] for found in (one, other)]
        assert ends[0] == ends[1], (name, one.title)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_paragraph_is_cut_by_the_edge_of_what_is_printed(demo: Demo, language: str) -> None:
    """Columns are narrower where letters are wide, so a paragraph goes over more of them."""
    for found in opened(demo.in_language(language)).worksheets[: -len(STATISTICS)]:
        _, _, right, bottom = bounds(str(found.print_area).rpartition("!")[2])
        for merged in found.merged_cells.ranges:
            assert merged.max_col <= right or merged.min_row > bottom, (found.title, merged)


def width_at(found: Any, column: int) -> float:
    """The width of a column; those that are alike are kept together."""
    held = found.column_dimensions.values()
    return next((float(d.width) for d in held if d.min <= column <= d.max), 8.43)


def test_the_mark_of_invented_data_is_printed_once(demo: Demo) -> None:
    """It heads each page; the row of the sheet that says it on the screen is not printed."""
    workbook = opened(demo.written)
    for name in NAMES[: -len(STATISTICS)]:
        found: Any = sheet(workbook, name)
        assert "Invented data" in str(found.oddHeader.left.text)
        assert "Invented data" in str(found["A1"].value)
        assert bounds(str(found.print_area).rpartition("!")[2])[1] == 2, name


def test_narrow_sheets_are_upright_and_wide_ones_across(demo: Demo) -> None:
    workbook = opened(demo.written)
    upright = {n for n in NAMES if sheet(workbook, n).page_setup.orientation == "portrait"}
    assert upright - set(STATISTICS) == {
        *("Summary", "Indicators", "Departments", "Priorities", "Trend", "Peers")
    }
    large = {n for n in NAMES if str(sheet(workbook, n).page_setup.paperSize) == "8"}
    assert not large


def test_a_sheet_that_could_not_be_read_on_a4_is_printed_on_a3() -> None:
    asked = framework(*(theme(f"T{n}", indicator(f"I{n}")) for n in range(15)))
    found = sheet(sheets(book(asked, [person("u", I1=2)] * 3)), "Departments")
    assert str(found.page_setup.paperSize) == "8"


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_sheets_are_short_and_each_is_linked(demo: Demo, language: str) -> None:
    workbook = opened(demo.in_language(language))
    assert all(0 < len(name) <= 31 for name in workbook.sheetnames)
    summary = workbook.worksheets[0]
    assert isinstance(summary, Worksheet)
    links = [(c.value, c.hyperlink) for c in cells(summary) if c.hyperlink]
    assert [name for name, _ in links] == workbook.sheetnames[1:]
    for name, link in links:
        assert str(link.location).replace("'", "") == f"{name}!A1"
        assert link.tooltip


def test_sheets_of_statistics_keep_their_rows_and_print_none(demo: Demo) -> None:
    workbook = opened(demo.written)
    for name in NAMES:
        found = sheet(workbook, name)
        hidden = [row for row, shape in found.row_dimensions.items() if shape.hidden]
        assert found.sheet_state == "visible"
        if name in STATISTICS:
            (row,) = hidden
            _, top, _, bottom = bounds(str(found.print_area).rpartition("!")[2])
            assert top == bottom == row
            assert row > max(c.row for c in cells(found) if c.value is not None), name
        else:
            assert not hidden, name
    assert "They are not printed with the workbook." in words(sheet(workbook, "Summary"))


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_is_printed_is_what_a_council_reads(demo: Demo, tmp_path: Path, language: str) -> None:
    written = demo.in_language(language)
    names = opened(written).sheetnames
    printed = saved_again(tmp_path, written, "pdf")
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(printed)).pages]
    assert len(pages) < 20
    feet = [next(line for line in page.splitlines() if " / " in line) for page in pages]
    found = [name for name in names if any(f" {name} " in foot for foot in feet)]
    assert found == names[: -len(STATISTICS)]


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_summary_is_printed_on_one_page(demo: Demo, tmp_path: Path, language: str) -> None:
    written = demo.in_language(language)
    summary, themes, *others = opened(written).sheetnames
    printed = saved_again(tmp_path, written, "pdf")
    first, second, *_ = (page.extract_text() for page in PdfReader(io.BytesIO(printed)).pages)
    assert all(name in first for name in (summary, themes, *others))
    assert themes in second
    assert summary not in second


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_chart_covers_a_row_of_its_sheet_in_libreoffice(
    demo: Demo, tmp_path: Path, language: str
) -> None:
    """It makes rows fit when it opens the file: a chart that was put below a table must stay below."""
    written = demo.in_language(language)
    placed = charts(written)
    assert len(placed) == 6
    again = charts(saved_again(tmp_path, written))
    assert [top for top, _ in again] == [top for top, _ in placed]
    _, themes, *others = opened(written).worksheets
    last = max(c.row for c in cells(themes) if c.value is not None)
    assert placed[1][0] >= last, "rows count from 0 in drawings"
    for at, name in ((2, "Priorities"), (3, "Targets"), (4, "Trend"), (5, "Peers")):
        (own,) = {placed[at], again[at]}
        assert own[0] == own[1], "a row of its own"
        found = others[NAMES.index(name) - 2]
        assert not [c for c in found[own[0] + 1] if c.value is not None], name


def charts(written: bytes) -> list[tuple[int, int]]:
    """The rows, from 0, at which the charts of a workbook begin and end, sheet by sheet."""
    with zipfile.ZipFile(io.BytesIO(written)) as parts:
        names = sorted(one for one in parts.namelist() if one.startswith("xl/drawings/drawing"))
        drawings = [ElementTree.fromstring(parts.read(one)) for one in names]
    ends = [[row for one in drawings for row in one.findall(f".//{end}")] for end in (FROM, TO)]
    return [(int(top.text or ""), int(low.text or "")) for top, low in zip(*ends, strict=True)]


def test_tables_are_well_formed_for_excel(demo: Demo) -> None:
    """Each has its own number and name, and none has the name of a column that formulas know."""
    with zipfile.ZipFile(io.BytesIO(demo.written)) as parts:
        names = [name for name in parts.namelist() if name.startswith("xl/tables/")]
    workbook = opened(demo.written)
    tables = [table for found in workbook.worksheets for table in found.tables.values()]
    assert len(names) == len(tables) == sum(map(len, TABLES.values()))
    assert len({table.id for table in tables}) == len(tables)
    assert not {table.name for table in tables} & set(workbook.defined_names)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", ".* extension is not supported")  # bars in cells
        opened(demo.written)


def test_sheets_for_other_programs_begin_with_their_table(demo: Demo) -> None:
    workbook = opened(demo.written)
    assert [sheet(workbook, name)["A1"].value for name in BARE] == ["uCode", "iCode"]
