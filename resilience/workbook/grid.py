"""The position of a table on its sheet, and cell references for formulas."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from xlsxwriter.utility import (
    quote_sheetname,
    xl_range_abs,
    xl_rowcol_to_cell,
)

from resilience.workbook.cells import Cell, breadth

Row = Mapping[str, Cell]
#: the most letters in the heading of a defined table, and the room of its filter button
LONGEST_HEADING, BUTTON = 255, 4
#: the most lines of a heading
HEAD_LINES = 4


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: `style` of its cells, `name` under which formulas know them."""

    key: str
    title: str
    width: float
    style: str
    name: str = ""

    @property
    def room(self) -> float:
        """Its width, enough for the longest word of its heading, and for all of it on a few lines.

        Signs that are wide break anywhere.
        """
        words = (breadth(word) for word in self.title.split() if breadth(word) == len(word))
        spread = math.ceil(breadth(self.title) / HEAD_LINES) if self.width else 0
        return max(self.width, max(words, default=0) + BUTTON, spread + BUTTON)


@dataclass(frozen=True, slots=True)
class Grid:
    """The position of a table: `top` is its first row below the header, counted from 0.

    With a `name` it is a defined table of the workbook, unless it has no rows.
    """

    sheet: str
    columns: tuple[Column, ...]
    top: int
    length: int
    name: str = ""

    def place(self, key: str) -> int:
        """The position of a column, counted from 0."""
        return [column.key for column in self.columns].index(key)

    def cell(self, key: str, row: int) -> str:
        """Return the reference to a cell of the table for a formula in its row, $D7: safe when rows are sorted."""
        return str(xl_rowcol_to_cell(self.top + row, self.place(key), col_abs=True))

    def afar(self, key: str, row: int) -> str:
        """A cell of the table, or one below it, as formulas of other sheets name it."""
        place = xl_rowcol_to_cell(self.top + row, self.place(key), row_abs=True, col_abs=True)
        return f"{quote_sheetname(self.sheet)}!{place}"

    def across(self, first: str, last: str, row: int) -> str:
        """The cells of a row, -1 for the headings, from one column to another."""
        left, right = self.place(first), self.place(last)
        cells = xl_range_abs(self.top + row, left, self.top + row, right)
        return f"{quote_sheetname(self.sheet)}!{cells}"

    def whole(self, key: str, most: int | None = None) -> str:
        """All cells of a column, or the first of them, at `most` so many."""
        place = self.place(key)
        rows = self.length if most is None else min(most, self.length)
        cells = xl_range_abs(self.top, place, self.top + rows - 1, place)
        return f"{quote_sheetname(self.sheet)}!{cells}"


def distinct(columns: Iterable[Column]) -> tuple[Column, ...]:
    """The columns with headings as Excel wants them in a table: one line, none empty, no two alike."""
    found: list[Column] = []
    taken: set[str] = set()
    for column in columns:
        bare = " ".join(column.title.split())[: LONGEST_HEADING - 5] or "–"
        title, number = bare, 1
        while title.casefold() in taken or title.lower() in taken:
            number += 1
            title = f"{bare} {number}"
        taken |= {title.casefold(), title.lower()}
        found.append(replace(column, title=title))
    return tuple(found)
