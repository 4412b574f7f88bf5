"""The sheet of a reviewer: what can be done on it, and what comes back, by cell."""

import datetime
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from resilience.errors import InputError
from resilience.framework import Framework, load_framework
from resilience.settings import ROOT
from resilience.text import Text
from resilience.text.review import ReturnedReview
from resilience.wording.review import framework_task
from resilience.workbook.review import read_review, write_review
from tests.workbook.reading.hostile import good
from tests.workbook.sheets import saved_again

JA = Text("ja")("Review")


@pytest.fixture(scope="module")
def framework() -> Framework:
    """A scorecard with four languages."""
    return load_framework(ROOT / "indicators/urban-resilience-1.0.0")


def sheet(framework: Framework, language: str = "ja") -> Worksheet:
    """The sheet as openpyxl opens it."""
    task = framework_task(framework, language, Text(language))
    found = openpyxl.load_workbook(io.BytesIO(write_review(task, Text(language)))).active
    assert isinstance(found, Worksheet)
    return found


def filled(paper: Worksheet, **cells: Any) -> bytes:
    """The workbook with values in some cells."""
    for name, value in cells.items():
        paper[name] = value
    held = io.BytesIO()
    assert paper.parent is not None
    paper.parent.save(held)
    return held.getvalue()


def signed(paper: Worksheet, **cells: Any) -> ReturnedReview:
    """What comes back of a sheet that somebody signed."""
    named = {"D2": "Tanaka Hanako", "D3": "editor", "D4": datetime.date(2026, 11, 28)}
    return read_review(filled(paper, **{**named, **cells}))


def test_only_the_boxes_can_be_filled_in(framework: Framework) -> None:
    paper = sheet(framework)
    assert paper.protection.sheet
    assert not paper.protection.password
    open_cells = {c.coordinate for row in paper for c in row if not c.protection.locked}
    rows = range(6, paper.max_row + 1)
    assert open_cells == {"D2", "D3", "D4"} | {f"F{row}" for row in rows}
    assert len(rows) == 372


def test_the_sheet_is_set_up_to_be_read_and_printed(framework: Framework) -> None:
    paper = sheet(framework)
    assert paper.freeze_panes == "D6"
    assert (paper.page_setup.orientation, paper.page_setup.paperSize) == ("landscape", 9)
    assert paper.page_setup.fitToHeight == 0
    assert paper.print_title_rows == "$5:$5"
    assert paper.column_dimensions["A"].hidden
    assert paper["F6"].alignment.wrap_text
    assert paper.parent is not None
    assert set(paper.parent.defined_names) == {"reviewer_name", "reviewer_role", "review_date"}


def test_a_text_stands_with_its_place_english_context_and_status(framework: Framework) -> None:
    paper = sheet(framework, "ja")
    row = next(row for row in paper.iter_rows(min_row=6) if row[0].value == "indicators/INF1/title")
    words = framework.texts["en"].indicators["INF1"], framework.texts["ja"].indicators["INF1"]
    assert str(row[2].value).startswith("INF1 · ")
    assert [row[3].value, row[4].value] == [words[0].title, words[1].title]
    assert Text("ja")("Water") in str(row[6].value)
    assert row[5].value is None
    assert row[7].value == Text("ja")("draft")


def test_english_stands_alone(framework: Framework) -> None:
    paper = sheet(framework, "en")
    assert [cell.value for cell in paper[5]][2:] == [
        "Code and field", "English", "Correction", "Context", "Status",
    ]  # fmt: skip
    back = signed(paper, E6="A scorecard")
    assert (back.language, back.rows[0].correction) == ("en", "A scorecard")


def test_an_empty_sheet_comes_back_with_every_text_and_no_signature(framework: Framework) -> None:
    back = read_review(filled(sheet(framework)))
    assert back.about == "framework urban-resilience 1.0.0"
    assert len(back.rows) == 372
    assert back.signature is None
    assert [str(fault) for fault in back.unsigned] == [
        f"{JA}, row 2, column D: the person's name is missing.",
        f"{JA}, row 3, column D: the role is missing: enter one, such as editor or head of planning.",
        f"{JA}, row 4, column D: found no date, expected one such as 2026-11-28.",
    ]
    assert back.faults == ()


@pytest.mark.parametrize("day", ["2026-11-28", "2026/11/28", " 2026年11月28日 ", "2026. 11. 28."])
def test_the_date_may_be_typed_as_text(framework: Framework, day: str) -> None:
    back = signed(sheet(framework), D4=day)
    assert str(back.signature) == "Tanaka Hanako, editor, 2026-11-28"


@pytest.mark.parametrize(
    "cells",
    [
        {"D2": None}, {"D2": "  "}, {"D2": "?"}, {"D2": "N/A"}, {"D2": 42}, {"D3": "-"},
        {"D4": None}, {"D4": "2026-13-28"}, {"D4": "soon"}, {"D2": "=A1"},
    ],
)  # fmt: skip
def test_nobody_signs_without_name_role_and_date(
    framework: Framework, cells: dict[str, Any]
) -> None:
    assert signed(sheet(framework), **cells).signature is None


def test_what_is_not_understood_is_told_by_its_cell(framework: Framework) -> None:
    back = signed(sheet(framework), F7="=1+1", F8=42, F9=datetime.date(2026, 1, 1), F900="late")
    assert [str(fault) for fault in back.faults] == [
        f"{JA}, row 7, column F: found the formula =1+1, expected a value: paste it as a value.",
        f"{JA}, row 8, column F: found a number or date, expected the corrected text.",
        f"{JA}, row 9, column F: found a number or date, expected the corrected text.",
        f"{JA}, row 900, column F: found a correction in a row without a text.",
    ]
    assert len(back.rows) == 369


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"words", good()])
def test_what_is_no_review_sheet_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        read_review(data)


@pytest.mark.long
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_sheet_saved_by_libreoffice_comes_back_the_same(
    framework: Framework, tmp_path: Path, kind: str
) -> None:
    written = filled(
        sheet(framework), D2="田中 花子", D3="editor", D4=datetime.date(2026, 11, 28),
        F6="都市\nレジリエンス", F8="<b>&amp;",
    )  # fmt: skip
    assert read_review(saved_again(tmp_path, written, kind)) == read_review(written)
