"""What an uploaded workbook holds, and what is wrong with its cells."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta

from openpyxl.utils import get_column_letter

from resilience.errors import Fault, Sentence
from resilience.text import mark

#: how many places are named before the rest is only counted
MOST_NAMED = 50

Value = str | int | float | bool | date | time | timedelta


@dataclass(frozen=True, slots=True)
class FilledCell:
    """A non-empty cell, `row` and `column` from 1. `percent`: the cell has a percentage format."""

    row: int
    column: int
    value: Value
    percent: bool = False


@dataclass(frozen=True, slots=True)
class UploadedBook:
    """What a workbook holds: the filled cells of each sheet, row by row.

    `computed` has the cells of each sheet whose content is computed or an error, with the formula or
    error as it is written, "" for a formula of many cells; their values are left out. `macros` says
    that the file has some; they are never run. `merged` has merged cells, such as D5:D6, by sheet.
    """

    sheets: dict[str, list[list[FilledCell]]]
    computed: dict[str, list[FilledCell]]
    macros: bool
    merged: dict[str, list[str]] = field(default_factory=dict)

    @property
    def formulas(self) -> tuple[Fault, ...]:
        """A fault for each computed cell, the first of very many."""
        every = [
            computed_fault(name, cell) for name, cells in self.computed.items() for cell in cells
        ]
        return tuple(named(every, mark("{more} more cells hold a formula or an error.")))


def place(sheet: str, row: int, column: int, head: str = "") -> Sentence:
    """A cell as people find it."""
    bare = mark("{sheet}, row {row}, column {column}")
    named = mark("{sheet}, row {row}, column {column} ({head})")
    return Sentence(
        named if head else bare, sheet=sheet, row=row, column=get_column_letter(column), head=head
    )


def named(faults: list[Fault], rest: str, most: int = MOST_NAMED) -> list[Fault]:
    """The first `most` faults, and the sentence `rest` on how many `{more}` there are."""
    more = len(faults) - most
    return faults[:most] + ([Fault((), Sentence(rest, more=more))] if more > 0 else [])


def computed_fault(sheet: str, cell: FilledCell) -> Fault:
    """What is wrong with a cell of `UploadedBook.computed`."""
    content = str(cell.value)
    if content.startswith("="):
        said = Sentence(
            "found the formula {formula}, expected a value: paste it as a value.",
            formula=content[:60],
        )
    elif content:
        said = Sentence("found the error {error}, expected a value.", error=content)
    else:
        said = Sentence("found an array formula, expected a value: paste it as a value.")
    return Fault((place(sheet, cell.row, cell.column),), said)
