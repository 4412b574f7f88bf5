"""What people wrote stays text, and every sheet says what kind of data it holds."""

import io
import zipfile
from typing import Any

import pytest
from openpyxl.utils.cell import range_boundaries

from resilience.framework import Rule
from resilience.scoring import Remark, Room
from resilience.text import Text
from resilience.workbook.book import (
    PeerRow,
    PeersBeside,
    ResultsBook,
    SheetFinding,
    SummaryCard,
    SummaryCover,
    SummaryLine,
)
from resilience.workbook.cells import CELL_LIMIT, clean, sheet_name
from resilience.workbook.results import STATISTICS, write_results
from tests.scoring.build import framework, indicator, people, theme
from tests.workbook.conftest import Demo
from tests.workbook.sheets import (
    ALWAYS,
    BARE,
    NAMES,
    WORDED,
    book,
    cells,
    opened,
    rows,
    sheet,
    sheets,
    words,
)

ASKED = framework(theme("A", indicator("A1")))
INVENTED = "Invented data: this city does not exist"
OPEN = "No small-group protection: every department is shown"
NASTY = [
    '=HYPERLINK("http://evil.example")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "=cmd|' /C calc'!A0",
    "http://evil.example",
    "{=1+1}",
    "<r><t>raw</t></r>",
    "_x0041_",
]


#: the first column of a sheet that is not printed, so that the others are large enough to read
LEFT_OUT = {
    "Themes": "People who could answer",
    "Indicators": "People who could answer",
    "Departments": "Resilient infrastructure: based on",
    "Actions": "Feasibility (0 to 1)",
    "Peers": "Comparable",
}


def commented(comment: str, evidence: str = "") -> ResultsBook:
    return book(ASKED, people("u", "A1", 1, 2, 3), remarks=(Remark("A1", "u", comment, evidence),))


@pytest.mark.parametrize("nasty", NASTY)
def test_words_of_people_are_inert_everywhere(nasty: str) -> None:
    made = book(
        ASKED,
        people(nasty, "A1", 1, 2, 3),
        city=nasty,
        country=nasty,
        probable=nasty,
        severe=nasty,
        room=(Room(nasty, (nasty, nasty), 3, 3, 3),),
        remarks=(Remark("A1", nasty, nasty, nasty),),
        agreed={"A1": nasty},
        cover=SummaryCover(
            *(nasty, nasty, (nasty,), nasty, "Score"),
            (SummaryCard(nasty, (SummaryLine("A1", nasty, nasty),), nasty),),
            ({"what": nasty, "department": nasty, "by_when": None, "late": nasty, "state": nasty},),
            nasty,
            nasty,
        ),
        findings={
            "Departments": SheetFinding(nasty, (nasty,)),
            "What the room agreed": SheetFinding(
                nasty, (nasty,), ({"indicator": nasty, "outcome": nasty, "reason": nasty},)
            ),
            "Trend": SheetFinding(nasty, (nasty,), ({"title": nasty},), {"score 1": nasty}),
        },
        peers=PeersBeside(
            (PeerRow(nasty, nasty, None, nasty, nasty, nasty, nasty, nasty, {"A": 1.0}),),
            {"A": 1.0},
            {},
        ),
    )
    workbook = sheets(made, values=False)
    comment = rows(sheet(workbook, "Comments"), "Code")[0]
    assert [str(comment[h]).rstrip(" ") for h in ("Department", "Comment", "Evidence")] == [
        nasty
    ] * 3
    for name in workbook.sheetnames:
        for found in cells(sheet(workbook, name)):
            assert found.hyperlink is None or found.hyperlink.location
            if nasty in str(found.value):
                assert found.data_type == "s", (name, found.coordinate, found.value)


def test_control_characters_and_broken_ones_are_removed() -> None:
    made = commented("a\x00b\x0bc\x1fd\ud800e\ufffff\r\ng", "\x00")
    comment = rows(sheet(sheets(made), "Comments"), "Code")[0]
    assert comment["Comment"] == "abcdef\ng"
    assert comment["Evidence"] is None


@pytest.mark.parametrize(
    ("letter", "times"), [("x", 40_000), ("水", 40_000), ("\U0001f30a", 20_000)]
)
def test_a_very_long_comment_is_cut_with_a_mark(letter: str, times: int) -> None:
    """Excel counts in UTF-16: a character outside the basic plane takes two places."""
    comment = rows(sheet(sheets(commented(letter * times)), "Comments"), "Code")[0]["Comment"]
    assert comment.endswith("… [cut: too long for a cell]")
    assert CELL_LIMIT - 2 < len(comment.encode("utf-16-le")) // 2 <= CELL_LIMIT
    assert set(comment.partition(" ")[0]) == {letter}


def test_what_just_fits_is_not_cut() -> None:
    assert clean("x" * CELL_LIMIT, "[cut]") == "x" * CELL_LIMIT


def test_without_remarks_the_sheet_says_so() -> None:
    found = sheet(sheets(book(ASKED, people("u", "A1", 1, 2, 3))), "Comments")
    assert "Nobody wrote a comment." in words(found)


def test_invented_data_says_so_first_on_every_sheet(demo: Demo) -> None:
    workbook = opened(demo.written)
    assert [sheet(workbook, name)["A1"].value for name in WORDED] == [INVENTED] * len(WORDED)
    heads = [str(getattr(sheet(workbook, name).oddHeader, "left", None)) for name in NAMES]
    assert all(INVENTED in head for head in heads)


def test_real_data_is_not_called_invented() -> None:
    workbook = sheets(book(ASKED, people("u", "A1", 1, 2, 3)))
    assert all(INVENTED not in words(sheet(workbook, name)) for name in ALWAYS)


def test_an_open_workshop_says_so_on_every_sheet() -> None:
    workbook = sheets(book(ASKED, people("u", "A1", 1, 2, 3), k=0))
    worded = [name for name in ALWAYS if name not in BARE]
    assert [sheet(workbook, name)["A1"].value for name in worded] == [OPEN] * len(worded)
    heads = [str(getattr(sheet(workbook, name).oddHeader, "left", None)) for name in BARE]
    assert all(OPEN in head for head in heads)
    assert "A unit is shown if" not in words(sheet(workbook, "Read me"))


def test_names_of_sheets_are_names_that_excel_takes() -> None:
    assert sheet_name("a[b]c:d*e?f/g\\h", set()) == "a b c d e f g h"
    assert sheet_name("'quoted'", set()) == "quoted"
    assert sheet_name("[]", set()) == "-"
    assert len(sheet_name("x" * 40, set())) == 31
    assert sheet_name("Themes", {"themes"}) == "Themes 2"
    assert sheet_name("y" * 40, {"y" * 31}) == "y" * 29 + " 2"


def test_all_of_a_printed_sheet_is_printed_and_charts_too(demo: Demo) -> None:
    workbook = opened(demo.written)
    for name in (one for one in NAMES if one not in STATISTICS):
        found = sheet(workbook, name)
        _, _, last_column, last_row = range_boundaries(found.print_area.rpartition("!")[2])
        if name in LEFT_OUT:
            (first,) = (c for c in cells(found) if c.value == LEFT_OUT[name])
            assert last_column == (first.column or 0) - 1, name
        else:
            assert (last_column or 0) >= found.max_column, name
        assert (last_row or 0) >= found.max_row, name
    summary: Any = sheet(workbook, "Summary")
    _, _, last_column, last_row = range_boundaries(summary.print_area.rpartition("!")[2])
    corners = [chart.anchor.to for chart in summary._charts]
    assert len(corners) == 1
    assert max(corner.row + 1 for corner in corners) <= (last_row or 0)
    assert max(corner.col + 1 for corner in corners) <= (last_column or 0)


@pytest.mark.parametrize(
    ("rule", "kinds"), [("mean", ["barChart", "barChart"]), ("sum", ["barChart"])]
)
def test_bars_are_drawn_below_themes_of_one_scale(rule: Rule, kinds: list[str]) -> None:
    """Points out of different maxima are on no common scale."""
    asked = framework(*(theme(code, indicator(f"{code}1"), rule=rule) for code in "ABC"))
    written = write_results(book(asked, people("u", "A1", 1, 2, 3)), Text("en"))
    with zipfile.ZipFile(io.BytesIO(written)) as parts:
        charts = [parts.read(n).decode() for n in parts.namelist() if "charts/chart" in n]
    assert [f"<c:{kind}>" in chart for kind, chart in zip(kinds, charts, strict=True)] == [
        True for _ in kinds
    ]
