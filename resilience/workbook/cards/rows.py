"""Find the rows of an uploaded scorecard's sheets, moved ones too, and text outside them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from openpyxl.utils import column_index_from_string

from resilience.errors import Fault, Sentence
from resilience.workbook.cards.choices import shown
from resilience.workbook.cards.layout import (
    ANSWER,
    CODE,
    IDENTITY,
    INPUTS,
    LISTS,
    PEOPLE,
    PEOPLE_KEY,
    IndicatorRow,
)
from resilience.workbook.reading.untrusted import FilledCell, UploadedBook, place

#: more than any code has, and not more than a sentence can hold
_LONGEST_CODE = 40
_CELLS = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})", re.ASCII)


@dataclass(frozen=True, slots=True)
class CardRow:
    """A row's values by column key; `computed` has the keys of formulas."""

    sheet: str
    row: int
    columns: Mapping[str, int]
    cells: Mapping[str, FilledCell]
    computed: Mapping[str, FilledCell]

    @property
    def code(self) -> str:
        """The row's indicator code, "" if none."""
        return self.words(CODE)

    @property
    def filled(self) -> bool:
        """Return whether any field is filled in."""
        return any(key in self.cells or key in self.computed for key in INPUTS)

    @property
    def given(self) -> list[object]:
        """Return the field values, to compare with another row."""
        return [self.cells[key].value if key in self.cells else None for key in INPUTS]

    def words(self, key: str) -> str:
        """Return the text of a column, stripped."""
        return str(self.cells[key].value).strip() if key in self.cells else ""

    def at(self, key: str) -> Sentence:
        """A field as people find it."""
        return place(self.sheet, self.row, self.columns[key], self.code[:_LONGEST_CODE])

    def first(self) -> Sentence:
        """The first of its fields that is filled, else that of the code."""
        return self.at(next((k for k in INPUTS if k in self.cells or k in self.computed), CODE))


def card_rows(
    uploaded: UploadedBook,
    placed: Mapping[str, IndicatorRow],
    faults: list[Fault],
    notes: list[Fault],
) -> Iterator[CardRow]:
    """Every row with a code or with filled fields, sheet by sheet.

    What cannot be read as such a row is added to `faults`, and what is no part of a card to `notes`.
    """
    expected = {one.sheet for one in placed.values()}
    for name, rows in uploaded.sheets.items():
        if name in (IDENTITY, LISTS):
            continue
        head = next((row for row in rows if {CODE, ANSWER} <= {cell.value for cell in row}), None)
        if head:
            faults += _merged(uploaded, name, head)
            yield from _rows(uploaded, name, head, placed, faults)
        elif name in expected:
            said = Sentence(
                "the hidden row with the column names is missing, so nothing was read from this "
                "sheet. Copy its answers into a new scorecard."
            )
            faults.append(Fault((name,), said))
        elif rows and not people_row(rows):  # the first sheet has nothing but that to read
            notes.append(
                Fault(
                    (name,),
                    Sentence("this sheet is not part of the scorecard, so it was not read."),
                )
            )


def _rows(
    uploaded: UploadedBook,
    name: str,
    head: list[FilledCell],
    placed: Mapping[str, IndicatorRow],
    faults: list[Fault],
) -> Iterator[CardRow]:
    columns = _columns(head)
    keys = {column: key for key, column in columns.items()}
    computed = _by_row(uploaded.computed.get(name, []))
    cells = {row[0].row: row for row in uploaded.sheets[name]}
    for number in sorted({*cells, *computed}):
        found = {keys[c.column]: c for c in cells.get(number, []) if c.column in keys}
        formulas = {keys[c.column]: c for c in computed.get(number, []) if c.column in keys}
        row = CardRow(name, number, columns, found, formulas)
        if number > head[0].row or row.code in placed:
            strays = (c for c in cells.get(number, []) if c.column not in keys)
            faults += [_stray(name, cell) for cell in strays]
            if row.code or row.filled:
                yield row


def _columns(head: list[FilledCell]) -> dict[str, int]:
    """The first column of each key: one that was copied beside it is none."""
    return {str(cell.value): cell.column for cell in reversed(head)}


def _by_row(cells: list[FilledCell]) -> dict[int, list[FilledCell]]:
    found: dict[int, list[FilledCell]] = {}
    for cell in cells:
        found.setdefault(cell.row, []).append(cell)
    return found


def _stray(sheet: str, cell: FilledCell) -> Fault:
    said = Sentence(
        "found {found} outside the fields, so it was not read. Move it into a field.",
        found=shown(cell.value),
    )
    return Fault((place(sheet, cell.row, cell.column),), said)


def _merged(uploaded: UploadedBook, name: str, head: list[FilledCell]) -> Iterator[Fault]:
    """Merged cells among the fields, of which only the first holds anything."""
    fields = {column for key, column in _columns(head).items() if key in INPUTS}
    for cells in uploaded.merged.get(name, []):
        found = _CELLS.fullmatch(cells)
        if found is None:
            continue
        left, right = map(column_index_from_string, (found[1], found[3]))
        top, bottom = int(found[2]), int(found[4])
        if bottom > head[0].row and any(left <= column <= right for column in fields):
            said = Sentence(
                "the cells {cells} are merged, so only the first of them was read. Unmerge them and "
                "fill in the others.",
                cells=cells,
            )
            yield Fault((place(name, top, left),), said)


def people_row(rows: list[list[FilledCell]]) -> int | None:
    """The row with the number of people at the table, if this is the sheet that has it."""
    return next(
        (row[0].row for row in rows if FilledCell(row[0].row, PEOPLE_KEY, PEOPLE) in row), None
    )
