"""KoboToolbox's export as Excel: read as its CSV is, and what is refused of it."""

import csv
import datetime
import io
from typing import Any

import openpyxl
import pytest

from resilience.errors import Faults, InputError
from resilience.exchange.collected import read_collected
from resilience.workbook.reading import collected
from resilience.workbook.reading.collected import collected_text
from tests.exchange.test_collected import ASKED, KOBO


def saved(rows: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def test_it_is_read_as_the_csv_is() -> None:
    rows = [
        [float(cell) if cell.replace(".", "").isdigit() else cell for cell in row]
        for row in csv.reader(io.StringIO(KOBO), delimiter=";")
    ]
    text = collected_text(saved(rows))
    assert text is not None
    assert read_collected(text, ASKED, "Haiwan") == read_collected(KOBO, ASKED, "Haiwan")


def test_rows_keep_their_numbers_and_days_are_written_as_such() -> None:
    when = datetime.datetime(2026, 10, 13, 9, 30)
    text = collected_text(saved([["x/answer_A", "_time"], [], ["2", when], [True, None, "more"]]))
    assert text == "x/answer_A,_time\r\n\r\n2,2026-10-13T09:30:00\r\nTrue,,more\r\n"


def test_another_workbook_is_none() -> None:
    assert collected_text(saved([["Code", "Score"], ["A", 2]])) is None
    assert collected_text(saved([])) is None


def test_computed_cells_are_refused() -> None:
    with pytest.raises(Faults, match="found the formula =1"):
        collected_text(saved([["answer_A"], ["=1+1"]]))


def test_a_table_is_bounded_with_its_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collected, "MOST_CELLS", 5)
    with pytest.raises(InputError, match="more than 5 cells"):
        collected_text(saved([["answer_A", "b"], [], [1]]))
