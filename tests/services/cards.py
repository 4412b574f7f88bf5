"""Scorecards as people send them back: opened in another program, filled in, saved."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl

from resilience.services.scorecards.offline_cards import CardOrder, offline_cards
from resilience.text import Text
from tests.services.held import HOST, Held


def handed_out(held: Held, *wanted: CardOrder, language: str = "en") -> dict[str, bytes]:
    """The files of a zip by their names; one for a person of Water where nothing else is wanted."""
    asked: Sequence[CardOrder] = wanted or [CardOrder(held.department("Water"), 1)]
    packed = offline_cards(held.store, HOST, held.code, asked, Text(language))
    with zipfile.ZipFile(io.BytesIO(packed)) as files:
        return {name: files.read(name) for name in files.namelist()}


def filled(data: bytes, answers: Mapping[str, Mapping[str, Any]]) -> bytes:
    """A card with cells filled in: by indicator, values by key of the column without its #."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    left = {code: dict(cells) for code, cells in answers.items()}
    for sheet in book.worksheets:
        places = {
            cell.value: cell.column
            for row in sheet.iter_rows(max_row=8)
            for cell in row
            if isinstance(cell.value, str) and cell.value.startswith("#")
        }
        for row in sheet.iter_rows() if "#code" in places else ():
            cells = left.pop(str(row[places["#code"] - 1].value), {})
            for key, value in cells.items():
                row[places[f"#{key}"] - 1].value = value
    assert not left, "no such indicators on the card"
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()
