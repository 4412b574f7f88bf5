"""The rows of a CSV file, where in it something is, and what its first row should be."""

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from resilience.errors import Fault, Sentence

#: faults that are listed before a sentence says how many more there are
MOST_TOLD = 50
#: cell separators: a comma, or a semicolon or tab as Excel writes in many countries
SEPARATORS = (",", ";", "\t")


def in_row(row: int) -> Sentence:
    """The place of a row; the header is row 1."""
    return Sentence("row {row}", row=row)


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A CSV file: its header with row number, and the tidied rows below with their numbers.

    `faults` has rows with more or fewer cells than the header, and the place where the file stops being CSV.
    """

    header: list[str]
    at: int
    rows: list[tuple[int, list[str]]]
    faults: list[Fault]


def read_table(text: str) -> CsvTable:
    """Parse a CSV with commas, semicolons or tabs; empty rows are left out."""
    text = text.removeprefix("\ufeff")
    first = text.lstrip("".join(SEPARATORS) + " \r\n").partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    found = CsvTable([], 1, [], [])
    try:
        for at, cells in enumerate(reader, start=1):
            tidied = [cell.strip() for cell in cells]
            if not any(tidied):
                continue
            if not found.header:
                found = replace(found, header=tidied, at=at)
            elif len(tidied) == len(found.header):
                found.rows.append((at, tidied))
            else:
                found.faults.append(_other_width(at, len(cells), len(found.header)))
    except csv.Error as error:
        said = Sentence("not readable as CSV: {problem}.", problem=error)
        found.faults.append(Fault((in_row(reader.line_num),), said))
    return found


def header_of(text: str) -> list[str]:
    """The first non-empty row of a CSV, in lower case."""
    return [name.casefold() for name in read_table(_until_header(text)).header]


def _until_header(text: str) -> str:
    """The text up to the end of its first non-empty line; no header has a line end in a cell."""
    start = len(text) - len(text.lstrip("".join(SEPARATORS) + "\ufeff \r\n"))
    end = text.find("\n", start)
    return text if end < 0 else text[:end]


def _other_width(row: int, found: int, width: int) -> Fault:
    said = Sentence("found {found} cells, expected {count}.", found=found, count=width)
    return Fault((in_row(row),), said)


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


def wrong_header(table: CsvTable, columns: Sequence[str]) -> Fault:
    """The fault of a file that has other columns than the expected ones."""
    said = Sentence(
        "found {found}, expected the columns {columns}.",
        found=",".join(table.header) or Sentence("nothing"),
        columns=",".join(columns),
    )
    return Fault((in_row(table.at),), said)


def first_faults(faults: Sequence[Fault]) -> list[Fault]:
    """The first of many faults, among them one of each kind, and then how many more there are."""
    found = list(dict.fromkeys(faults))
    kinds = {fault.said.message: at for at, fault in reversed(list(enumerate(found)))}
    order = [*sorted(kinds.values()), *(at for at in range(len(found)) if at not in kinds.values())]
    first = [found[at] for at in sorted(order[:MOST_TOLD])]
    more = len(found) - len(first)
    return [*first, Fault((), Sentence("and {n} more of these kinds.", n=more))] if more else first
