"""One worksheet, written from the top down: banners, title, notes and tables."""

import datetime
import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from resilience.text import Text
from resilience.workbook.cells import Cell, Formula, breadth, clean
from resilience.workbook.grid import Column, Grid, Row
from resilience.workbook.style import Styles, score_colours

A3, A4 = 8, 9
#: the width of columns that can still be read on A4
LEGIBLE = 200
#: how a column is headed by the style of its cells; the others are numbers
HEADS = {
    "words": "head",
    "user": "head",
    "line": "head",
    "day": "head",
    "state": "head state",
    "indented": "head state",
}
#: the width of a column that nobody set, and how much wider a title is than other words
USUAL_WIDTH, TITLE = 8.43, 1.6


@dataclass(frozen=True, slots=True)
class Pad:
    """What all sheets share; `banners` stand on top of each, `foot` at its printed foot."""

    workbook: Workbook
    styles: Styles
    text: Text
    banners: tuple[str, ...]
    foot: str


class Sheet:
    """A worksheet and its next free `row`; a `bare` one begins with its table, for other programs."""

    def __init__(self, pad: Pad, name: str, *, bare: bool = False) -> None:
        self.pad, self.name, self.text = pad, name, pad.text
        self.paper = pad.workbook.add_worksheet(name)
        cut = pad.text("cut: too long for a cell")
        self._cut_mark = f" … [{cut}]"
        self.row = 0
        self._last = (0, 0)
        self._widths: tuple[float, ...] = ()
        self._longest = 0.0
        self._set_up_print()
        for banner in () if bare else pad.banners:
            self.paper.set_row(self.row, 18, pad.styles.get("banner"))
            self.line(banner, "banner")

    def words(self, words: str) -> str:
        """Words as a cell of this workbook holds them."""
        return clean(words, self._cut_mark)

    def unit(self, name: str) -> str:
        """The name of a unit: usual ones in the reader's language, others as they were given."""
        return self.text(name) if name else name

    def put(self, row: int, column: int, cell: Cell, style: str, emphasis: str = "") -> None:
        """Write one cell. Text is never taken for a formula, link or number."""
        look = self.pad.styles.get(style, emphasis)
        self.cover(row, column)
        shown = self.words(cell) if isinstance(cell, str) else cell
        if shown is None or shown == "" or (isinstance(shown, float) and math.isnan(shown)):
            self.paper.write_blank(row, column, None, look)
        elif isinstance(shown, str):
            self.paper.write_string(row, column, shown, look)
        elif isinstance(shown, Formula):
            value = self.words(shown.value) if isinstance(shown.value, str) else shown.value
            held = "" if value is None else value
            self.paper.write_formula(row, column, f"={shown.text}", look, held)
        elif isinstance(shown, datetime.date):
            self.paper.write_datetime(row, column, shown, look)
        else:
            self.paper.write_number(row, column, shown, look)

    def cover(self, row: int, column: int) -> None:
        """Count a place among those that are printed."""
        self._last = max(self._last[0], row), max(self._last[1], column)

    def finish(self) -> None:
        """Print all that was written, lines that run beyond the table included, and no more.

        What would be too small to read on A4 is set for A3.
        """
        row, column = self._last
        width = sum(self._widths[: column + 1])
        width += USUAL_WIDTH * max(0, column + 1 - len(self._widths))
        beyond = max(0, math.ceil((self._longest - width) / USUAL_WIDTH))
        self.paper.print_area(0, 0, row, column + beyond)
        if max(width, self._longest) > LEGIBLE:
            self.paper.set_paper(A3)

    def line(self, words: str, style: str = "note") -> None:
        """One line of words, running over the cells to its right."""
        self.put(self.row, 0, words, style)
        self._longest = max(self._longest, breadth(words) * (TITLE if style == "title" else 1))
        self.row += 1

    def link(self, row: int, column: int, name: str) -> None:
        """A link to a sheet of this workbook."""
        target = f"internal:{quote_sheetname(name)}!A1"
        self.paper.write_url(row, column, target, self.pad.styles.get("link"), name)

    def grid(self, columns: Sequence[Column], length: int) -> Grid:
        """Where a table of `length` rows will stand if it is written now."""
        return Grid(self.name, tuple(columns), self.row + 1, length)

    def table(
        self,
        grid: Grid,
        rows: Iterable[Row],
        total: Row | None = None,
        strong: Collection[int] = (),
    ) -> None:
        """Write a table with its header, and a total below that filters and sorting leave alone.

        Its rows are as many as the grid has; they are written one by one as they come. `strong` are
        those, counted from 0, that stand out.
        """
        for place, column in enumerate(grid.columns):
            self.put(grid.top - 1, place, column.title, HEADS.get(column.style, "head number"))
            if column.name and grid.length:
                self.pad.workbook.define_name(column.name, f"={grid.whole(column.key)}")
        for offset, row in enumerate(rows):
            self._cells(grid, grid.top + offset, row, "strong" if offset in strong else "")
        self.row = grid.top + grid.length
        if total is not None:
            self._cells(grid, self.row, total, "strong")
            self.row += 1

    def widths(self, *widths: float) -> None:
        """Give the sheet's columns, from the left, their widths."""
        self._widths = widths
        for place, width in enumerate(widths):
            self.paper.set_column(place, place, width)

    def main(self, grid: Grid, frozen: int, *, filtered: bool = True) -> None:
        """Make a table the one that the sheet is about: widths, filter, and a header that stays."""
        self.widths(*(column.width for column in grid.columns))
        last = len(grid.columns) - 1
        if filtered and grid.length:
            self.paper.autofilter(grid.top - 1, 0, grid.top + grid.length - 1, last)
        self.paper.freeze_panes(grid.top, frozen)

    def colour(self, grid: Grid, *keys: str, below: int = 0, top: float = 100.0) -> None:
        """Colour the numbers 0..`top` of some columns, and of `below` rows under the table."""
        end = grid.top + grid.length - 1 + below
        for key in keys if end >= grid.top else ():
            place = grid.place(key)
            self.paper.conditional_format(grid.top, place, end, place, score_colours(top))

    def name_cell(self, name: str, row: int, column: int) -> None:
        """Give a cell a name that formulas use."""
        place = xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)
        self.pad.workbook.define_name(name, f"={quote_sheetname(self.name)}!{place}")

    def demand(
        self, first: int, column: int, last: int, least: float, most: float | None = None
    ) -> None:
        """Let cells take only a number from `least` to `most`."""
        limits: dict[str, Any] = {"criteria": ">=", "value": least}
        if most is not None:
            limits = {"criteria": "between", "minimum": least, "maximum": most}
        rule = {"validate": "decimal", **limits}
        self.paper.data_validation(first, column, last, column, rule)

    def demand_column(self, grid: Grid, key: str, least: float, most: float | None = None) -> None:
        """Let a column of a table take only numbers from `least` to `most`."""
        if grid.length:
            end = grid.top + grid.length - 1
            self.demand(grid.top, grid.place(key), end, least, most)

    def _cells(self, grid: Grid, at: int, row: Row, emphasis: str = "") -> None:
        for place, column in enumerate(grid.columns):
            style = column.style.removesuffix(" input") if emphasis else column.style
            self.put(at, place, row.get(column.key), style, emphasis)

    def _set_up_print(self) -> None:
        paper: Any = self.paper
        paper.set_landscape()
        paper.set_paper(A4)
        paper.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        paper.fit_to_pages(1, 0)
        if self.pad.banners:
            paper.set_header("&L" + " · ".join(self.pad.banners)[:120].replace("&", "&&"))
        paper.set_footer(f"&L{self.pad.foot.replace('&', '&&')}&C&A&R&P / &N")
