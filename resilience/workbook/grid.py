"""Where a table stands on its sheet, and how formulas name its cells."""

from collections.abc import Mapping
from dataclasses import dataclass

from xlsxwriter.utility import (
    quote_sheetname,
    xl_range_abs,
    xl_rowcol_to_cell,
)

from resilience.workbook.cells import Cell

Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: `style` of its cells, `name` under which formulas know them."""

    key: str
    title: str
    width: float
    style: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """Where a table stands: `top` is its first row below the header, counted from 0."""

    sheet: str
    columns: tuple[Column, ...]
    top: int
    length: int

    def place(self, key: str) -> int:
        """The position of a column, counted from 0."""
        return [column.key for column in self.columns].index(key)

    def cell(self, key: str, row: int) -> str:
        """A cell of the table as a formula beside it names it, $D7: safe when rows are sorted."""
        return str(xl_rowcol_to_cell(self.top + row, self.place(key), col_abs=True))

    def afar(self, key: str, row: int) -> str:
        """A cell of the table, or one below it, as formulas of other sheets name it."""
        place = xl_rowcol_to_cell(self.top + row, self.place(key), row_abs=True, col_abs=True)
        return f"{quote_sheetname(self.sheet)}!{place}"

    def whole(self, key: str) -> str:
        """All cells of a column."""
        place = self.place(key)
        cells = xl_range_abs(self.top, place, self.top + self.length - 1, place)
        return f"{quote_sheetname(self.sheet)}!{cells}"
