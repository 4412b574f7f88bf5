"""The rows of a CSV file, where in it something is, and what its first row should be."""

import csv
import math
from collections.abc import Iterable, Iterator, Sequence

from resilience.errors import Fault, Sentence

#: faults that are told one by one before a sentence says how many more there are
MOST_TOLD = 50


def in_row(row: int) -> Sentence:
    """The place of a row; the header is row 1."""
    return Sentence("row {row}", row=row)


def filled_rows(
    rows: Iterable[list[str]], width: int, faults: list[Fault]
) -> Iterator[tuple[int, list[str]]]:
    """The rows below the header that have `width` cells, with their numbers and their cells tidied.

    Rows without any cell are left out; those of another width become `faults`.
    """
    for row, cells in enumerate(rows, start=2):
        if len(cells) == width:
            yield row, [cell.strip() for cell in cells]
        elif cells:
            said = Sentence("found {found} cells, expected {count}.", found=len(cells), count=width)
            faults.append(Fault((in_row(row),), said))


def unreadable(row: int, error: csv.Error) -> Fault:
    """The fault of a file that is no CSV from a row on."""
    return Fault((in_row(row),), Sentence("not readable as CSV: {problem}.", problem=error))


def whole(cell: str, digits: int = 12) -> int | None:
    """The whole number from 0 up in a cell, of at most so many digits; None where there is none."""
    return int(cell) if cell.isascii() and cell.isdigit() and len(cell) <= digits else None


def finite(cell: str) -> float | None:
    """The number in a cell; None where there is none, or one that is not finite."""
    try:
        number = float(cell)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def wrong_header(found: Sequence[str], columns: Sequence[str]) -> Fault:
    """The fault of a file that has other columns than the expected ones."""
    named = {"found": ",".join(found) or Sentence("nothing"), "columns": ",".join(columns)}
    other = next((sign for sign in (";", "\t") if sign in "".join(found)), None)
    if other is None:
        said = Sentence("found {found}, expected the columns {columns}.", **named)
    else:
        said = Sentence(
            "found {found}, expected the columns {columns} with commas between them, not {other}.",
            other=repr(other),
            **named,
        )
    return Fault((in_row(1),), said)


def told(faults: Sequence[Fault]) -> list[Fault]:
    """The first of many faults, among them one of each kind, and then how many more there are."""
    found = list(dict.fromkeys(faults))
    kinds = {fault.said.message: at for at, fault in reversed(list(enumerate(found)))}
    order = [*sorted(kinds.values()), *(at for at in range(len(found)) if at not in kinds.values())]
    first = [found[at] for at in sorted(order[:MOST_TOLD])]
    more = len(found) - len(first)
    return [*first, Fault((), Sentence("and {n} more of these kinds.", n=more))] if more else first
