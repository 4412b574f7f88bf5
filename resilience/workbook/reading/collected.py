"""Convert KoboToolbox's Excel export to its CSV export."""

import csv
import io
from datetime import date, time

from resilience.errors import Faults, InputError
from resilience.framework.form_names import ANSWER, bare_name
from resilience.text import mark
from resilience.workbook.reading.formats import read_untrusted
from resilience.workbook.reading.untrusted import FilledCell, Value

BAD = mark("The collected answers cannot be used:")
#: most cells of the table, blanks included: 2000 submissions of 600 indicators fit
MOST_CELLS = 5_000_000


def collected_text(data: bytes) -> str | None:
    """The first sheet of an uploaded workbook as CSV; None where it has no answer column.

    Rows keep their numbers. Raises `InputError` for files that are not safe to read, too large, or have
    computed cells.
    """
    uploaded = read_untrusted(data)
    rows = next(iter(uploaded.sheets.values()), [])
    if not rows or not any(bare_name(str(cell.value)).startswith(ANSWER) for cell in rows[0]):
        return None
    if uploaded.formulas:
        raise Faults(BAD, uploaded.formulas)
    width = max(cell.column for cell in rows[0])
    if width * rows[-1][0].row > MOST_CELLS:
        raise InputError(
            "The workbook has more than {most} cells. Delete what is not needed, and "
            "save the file again.",
            most=MOST_CELLS,
        )
    held = io.StringIO()
    writer = csv.writer(held)
    at = 1
    for row in rows:
        writer.writerows([[]] * (row[0].row - at))
        writer.writerow(_cells(row, width))
        at = row[0].row + 1
    return held.getvalue()


def _cells(row: list[FilledCell], width: int) -> list[str]:
    """The cells of a row by column, including blanks between them."""
    cells = [""] * max(width, row[-1].column)
    for cell in row:
        cells[cell.column - 1] = _cell_text(cell.value)
    return cells


def _cell_text(value: Value) -> str:
    if isinstance(value, date | time):
        return value.isoformat()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
