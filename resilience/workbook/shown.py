"""A table as a page shows it, as a workbook of one sheet."""

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from xlsxwriter import Workbook

from resilience.text import Text
from resilience.text.catalogue import round_half_up
from resilience.workbook.cells import INERT, Cell, breadth, clean, sheet_name
from resilience.workbook.grid import Column
from resilience.workbook.sheet import Pad, Sheet
from resilience.workbook.style import Styles

#: widths of columns, in the room of a figure
NARROWEST, WIDEST = 12, 60
#: letters of the heading at the foot of a printed page, where Excel takes no more than 255 in all
LONGEST_FOOT = 120


def write_shown(
    name: str, columns: Sequence[tuple[str, Sequence[Cell]]], heading: str, text: Text
) -> bytes:
    """Columns of equal length, each after its title, below a `heading`.

    Floats are written with the one decimal that is shown, whole numbers as they are; None and NaN are
    empty cells. Words stay words, whatever they begin with. The sheet bears `name`.
    """
    held = io.BytesIO()
    with Workbook(held, INERT) as workbook:
        workbook.set_properties({"title": clean(heading, "…")})
        pad = Pad(workbook, Styles(workbook, text.language), text, (), heading[:LONGEST_FOOT])
        sheet = Sheet(pad, sheet_name(name, set()))
        sheet.line(heading, "section")
        sheet.row += 1
        _write(sheet, columns)
        sheet.finish()
    return held.getvalue()


def _write(sheet: Sheet, columns: Sequence[tuple[str, Sequence[Cell]]]) -> None:
    headed = [
        Column(str(place), title, _width(title, cells), _style(cells))
        for place, (title, cells) in enumerate(columns)
    ]
    grid = sheet.grid(headed, max((len(cells) for _, cells in columns), default=0))
    rows = zip(*(map(_rounded, cells) for _, cells in columns), strict=True)
    sheet.table(grid, ({str(place): cell for place, cell in enumerate(row)} for row in rows))
    sheet.main(grid, frozen=1)


def _style(cells: Sequence[Cell]) -> str:
    """Words where any cell is one, amounts of money, one decimal where any is a float, else whole numbers."""
    if any(isinstance(cell, str) for cell in cells):
        return "user"
    if any(isinstance(cell, Decimal) for cell in cells):
        return "money"
    return "score" if any(isinstance(cell, float) for cell in cells) else "count"


def _rounded(cell: Cell) -> Cell:
    if isinstance(cell, float) and cell == cell:  # noqa: PLR0124 - NaN stays as it is
        return float(round_half_up(cell, 1))
    return cell


def _width(title: str, cells: Iterable[Cell]) -> float:
    longest = max((breadth(cell) for cell in cells if isinstance(cell, str)), default=0)
    return min(WIDEST, max(NARROWEST, longest + 2, breadth(title) + 2))
