"""One worksheet, written from the top down: banners, title, notes and tables."""

import datetime
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from xlsxwriter import Workbook
from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from resilience.text import Text
from resilience.workbook.cells import Cell, Formula, breadth, clean
from resilience.workbook.grid import Column, Grid, Row, distinct
from resilience.workbook.heights import row_height
from resilience.workbook.printing import choose_paper, print_nothing, set_up_pages
from resilience.workbook.style import (
    LETTERS,
    LOOKS,
    Styles,
    head_style,
    score_bars,
    style_of,
)

#: the width at which a paragraph is wrapped
PARAGRAPH = 120
#: the width of a column that nobody set, and how much wider a title is than other words
USUAL_WIDTH, TITLE = 8.43, 1.6
#: how much wider bold letters are
BOLD = 1.1


@dataclass(frozen=True, slots=True)
class Pad:
    """Shared by all sheets; `banners` are at the top of each, `foot` is its printed footer.

    `about` says below the title of a sheet whose figures these are.
    """

    workbook: Workbook
    styles: Styles
    text: Text
    banners: tuple[str, ...]
    foot: str
    about: str = ""


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
        self._left_out: int | None = None
        self._least = 0
        set_up_pages(self.paper, pad.banners, pad.foot)
        for banner in () if bare else pad.banners:
            self.paper.set_row(self.row, 18, pad.styles.get("banner"))
            self.line(banner, "banner")
        self._first = self.row  # the rows above are printed at the head of each page

    def words(self, words: str) -> str:
        """Words as a cell of this workbook holds them."""
        return clean(words, self._cut_mark)

    def unit(self, name: str) -> str:
        """The name of a unit: usual ones in the reader's language, others as they were given."""
        return self.text(name) if name else name

    def put(
        self, row: int, column: int, cell: Cell, style: str, emphasis: str = "", fill: str = ""
    ) -> None:
        """Write one cell, on a ground of the colour `fill`. Text is never taken for a formula, link or number."""
        look = self.pad.styles.get(style_of(style, cell), emphasis, fill)
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

    def finish(self, *, pages: int = 0, printed: bool = True) -> None:
        """Set the print area to everything written, overflowing lines included, or to nothing if not `printed`.

        `pages` is the number of pages to fit it on, 0 for no limit.
        """
        row, column = self._last
        if not printed:
            print_nothing(self.paper, row)
            return
        if self._left_out is not None:
            column = max(self._left_out - 1, self._least)
        width = sum(self._widths[: column + 1])
        width += USUAL_WIDTH * max(0, column + 1 - len(self._widths))
        beyond = max(0, math.ceil((self._longest - width) / USUAL_WIDTH))
        self.paper.print_area(self._first, 0, row, column + beyond)
        choose_paper(self.paper, max(width, self._longest), pages, row)

    def line(self, words: str, style: str = "note") -> None:
        """One line of words, running over the cells to its right."""
        self.put(self.row, 0, words, style)
        self._longest = max(self._longest, breadth(words) * (TITLE if style == "title" else 1))
        self.row += 1

    def head(self, columns: Sequence[Column], title: str = "", before: str = "") -> None:
        """The widths of the columns, the title (else the name of the sheet), and whose figures these are.

        With `before`, the key of a column, those on its left are printed, which leaves them large enough to read.
        """
        self.widths(*(column.room for column in columns))
        if before:
            self._left_out = [column.key for column in columns].index(before)
        self.paragraph(title or self.name, "title")
        about = f"{self.name} · {self.pad.about}" if title else self.pad.about
        self.paragraph(about, "place")

    def paragraph(self, words: str, style: str = "note") -> None:
        """Write a text into a merged row of cells and set the row's height for the wrapped lines."""
        width, last = self._span()
        self.merge(self.row, 0, last, words, style)
        self.paper.set_row(self.row, self.height(words, style, width))
        self.row += 1

    def notes(self, notes: Iterable[str]) -> None:
        """Paragraphs below a table."""
        self.row += 1
        for said in notes:
            self.paragraph(said)

    def height(self, words: str, style: str, width: float) -> float:
        """Points of a row for words in a cell of this width, in figures."""
        size = LOOKS[style].get("font_size", LETTERS) / LETTERS
        return row_height([(self.words(words), width / size)], self.pad.styles.line * size)

    def merge(self, row: int, first: int, last: int, cell: Cell, style: str) -> None:
        """A cell over the columns `first` to `last`, wrapped."""
        if last > first:
            look = self.pad.styles.get(style, "wrapped")
            self.paper.merge_range(row, first, row, last, "", look)
        self.put(row, first, cell, style, "wrapped")
        self.cover(row, last)

    def _span(self) -> tuple[float, int]:
        """The width of a paragraph, and its last column, which is printed."""
        width = 0.0
        for place, one in enumerate(self._widths[: self._left_out]):
            width += one
            if width >= PARAGRAPH:
                return width, place
        return width, max(0, len(self._widths[: self._left_out]) - 1)

    def link(self, row: int, column: int, name: str, tip: str = "") -> None:
        """A link to a sheet of this workbook; a pointer on it shows the `tip`."""
        target = f"internal:{quote_sheetname(name)}!A1"
        self.cover(row, column)
        self.paper.write_url(row, column, target, self.pad.styles.get("link"), name, tip)

    def grid(self, columns: Sequence[Column], length: int, name: str = "") -> Grid:
        """Return the position of a table of `length` rows written next; with a `name`, a defined table."""
        headed = distinct(columns) if name else tuple(columns)
        return Grid(self.name, headed, self.row + 1, length, name)

    def table(
        self,
        grid: Grid,
        rows: Iterable[Row],
        total: Row | None = None,
        strong: Collection[int] = (),
        *,
        fills: Sequence[Mapping[str, str]] = (),
        fixed: bool = False,
    ) -> None:
        """Write a table with its header, and a total below that filters and sorting leave alone.

        Its rows are as many as the grid has; they are written one by one as they come. `strong` are
        those, counted from 0, that are emphasised; `fills` have for each row the colours of cells by column key.
        `fixed` says how high each row is, where a chart below must stay below: a program that makes rows fit when it
        opens the file does not move it.
        """
        if fixed:
            heads = {column.key: column.title for column in grid.columns}
            self._fix(grid.top - 1, grid, heads)
        for place, column in enumerate(grid.columns):
            self.put(grid.top - 1, place, column.title, head_style(column.style))
            if column.name and grid.length:
                self.pad.workbook.define_name(column.name, f"={grid.whole(column.key)}")
        if grid.name and grid.length:
            self._define(grid)
        for offset, row in enumerate(rows):
            emphasis = "strong" if offset in strong else "row"
            self._cells(grid, grid.top + offset, row, emphasis, fills[offset] if fills else {})
            if fixed:
                self._fix(grid.top + offset, grid, row)
        self.row = grid.top + grid.length
        if total is not None:
            self._cells(grid, self.row, total, "strong", {})
            if fixed:
                self._fix(self.row, grid, total, BOLD)
            self.row += 1

    def widths(self, *widths: float) -> None:
        """Give the sheet's columns, from the left, their widths."""
        self._widths = widths
        for place, width in enumerate(widths):
            self.paper.set_column(place, place, width)

    def hide(self, grid: Grid, *keys: str, unfolded: bool = False) -> None:
        """Neither show nor print columns; those that can be `unfolded` have a button above them for it."""
        places = {grid.place(key) for key in keys}
        options = {"hidden": True, "level": int(unfolded)}
        for place in places:
            self.paper.set_column(place, place, self._widths[place], None, options)
        kept = enumerate(self._widths)
        self._widths = tuple(0.0 if place in places else width for place, width in kept)

    def widen(self, first: int, least: Sequence[float]) -> tuple[float, ...]:
        """Make the columns from `first` on at least so wide, one by one, and print them; gives the widths of all."""
        needed = [*[0.0] * first, *least]
        self._least = max(self._least, len(needed) - 1)
        self.widths(*map(max, zip_longest(self._widths, needed, fillvalue=0.0)))
        return self._widths

    def main(
        self, grid: Grid, frozen: int, *, filtered: bool = True, repeated: bool = True
    ) -> None:
        """Make a table the one that the sheet is about: widths, filter, and a header that stays.

        The header is `repeated` on every printed page.
        """
        self.widths(*(column.room for column in grid.columns))
        last = len(grid.columns) - 1
        if repeated:
            self.paper.repeat_rows(grid.top - 1)
        if filtered and grid.length and not grid.name:
            self.paper.autofilter(grid.top - 1, 0, grid.top + grid.length - 1, last)
        self.paper.freeze_panes(grid.top, frozen)

    def bars(self, grid: Grid, *keys: str, below: int = 0, top: float = 100.0) -> None:
        """Draw bars behind the numbers 0..`top` of some columns, and of `below` rows under the table."""
        end = grid.top + grid.length - 1 + below
        for key in keys if end >= grid.top else ():
            place = grid.place(key)
            self.paper.conditional_format(grid.top, place, end, place, score_bars(top))

    def name_cell(self, name: str, row: int, column: int) -> None:
        """Give a cell a name that formulas use."""
        place = xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)
        self.pad.workbook.define_name(name, f"={quote_sheetname(self.name)}!{place}")

    def _define(self, grid: Grid) -> None:
        """Make a table one that Excel knows by its name."""
        heads = [
            {
                "header": self.words(column.title),
                "header_format": self.pad.styles.get(head_style(column.style)),
            }
            for column in grid.columns
        ]
        end = grid.top + grid.length - 1
        options = {"name": grid.name, "style": None, "columns": heads}
        self.paper.add_table(grid.top - 1, 0, end, len(heads) - 1, options)

    def _fix(self, at: int, grid: Grid, row: Row, wider: float = 1.0) -> None:
        """Give a row the height of its words, which may be so much `wider`."""
        cells = []
        for column in grid.columns:
            cell = row.get(column.key)
            shown = cell.value if isinstance(cell, Formula) else cell
            if isinstance(shown, str):
                cells.append((self.words(shown), column.room / wider))
        self.paper.set_row(at, row_height(cells, self.pad.styles.line))

    def _cells(
        self, grid: Grid, at: int, row: Row, emphasis: str, fills: Mapping[str, str]
    ) -> None:
        for place, column in enumerate(grid.columns):
            strong = emphasis == "strong"
            style = column.style.removesuffix(" input") if strong else column.style
            cell, fill = row.get(column.key), fills.get(column.key, "")
            self.put(at, place, cell, style, emphasis, fill)
