"""Reading a workbook that somebody uploaded: what could harm is refused before it is read."""

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from resilience.archive import MEGABYTE, Bounds, open_archive
from resilience.errors import Fault, InputError, Sentence
from resilience.text import mark
from resilience.workbook.cells import CELL_LIMIT
from resilience.workbook.parts import Looked, check_parts

BOUNDS = Bounds(packed=20 * MEGABYTE, part=30 * MEGABYTE, whole=60 * MEGABYTE, parts=2_000)
MOST_SHEETS, MOST_CHARACTERS = 200, 5_000_000
#: characters of the name of a sheet: Excel allows 31, other programs more
LONGEST_NAME = 255
#: how many places are named before the rest is only counted
MOST_NAMED = 50
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_UNLIKE = mark("The file is no Excel workbook (.xlsx).")
#: what the readers of zip, XML and workbooks raise for a file that is broken
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    ArithmeticError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)

Value = str | int | float | bool | date | time | timedelta


@dataclass(frozen=True, slots=True)
class Found:
    """A cell that holds something; `row` and `column` count from 1.

    `percent` is a number that is shown as one hundred times as much with a per cent sign.
    """

    row: int
    column: int
    value: Value
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What a workbook holds: the filled cells of each sheet, row by row.

    `computed` has the cells of each sheet whose content is computed or an error, with the formula or
    error as it is written, "" for a formula of many cells; their values are left out. `macros` says
    that the file has some; they are never run. `merged` has merged cells, such as D5:D6, by sheet.
    """

    sheets: dict[str, list[list[Found]]]
    computed: dict[str, list[Found]]
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


def read_untrusted(data: bytes) -> Uploaded:
    """The cells of an uploaded .xlsx or .xlsm; raise `InputError` where it is not safe to read.

    Sizes are judged before anything is unpacked, and every part before it is taken apart.
    """
    _refuse_locked(data)
    try:
        with open_archive(data, BOUNDS, _UNLIKE) as archive:
            looked = check_parts(archive)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl leaves out, such as sparklines
            return _read(data, looked)
    except InputError:
        raise
    except _BROKEN as error:
        raise InputError(
            "The file is damaged and cannot be read as an Excel workbook. Open it in Excel, save "
            "it as .xlsx and try again."
        ) from error


def _refuse_locked(data: bytes) -> None:
    if data.startswith(_OLD_OR_LOCKED):
        raise InputError(
            "The file is protected by a password or in the old .xls format. Save it as .xlsx "
            "without a password."
        )


def _read(data: bytes, looked: Looked) -> Uploaded:
    workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    try:
        if len(workbook.sheetnames) > MOST_SHEETS:
            raise InputError(
                "The workbook has {found} sheets, expected at most {most}.",
                found=len(workbook.sheetnames),
                most=MOST_SHEETS,
            )
        found = Uploaded({}, {}, looked.macros)
        characters = 0
        every: Any = workbook.worksheets
        for sheet in every:
            if len(sheet.title) > LONGEST_NAME:
                raise InputError(
                    "The workbook has a sheet with a name of {found} characters, expected at most "
                    "{most}.",
                    found=len(sheet.title),
                    most=LONGEST_NAME,
                )
            computed = found.computed.setdefault(sheet.title, [])
            found.merged[sheet.title] = looked.merged.get(sheet._worksheet_path, [])
            found.sheets[sheet.title] = rows = list(_rows(sheet, looked.widest, computed))
            characters += sum(_length(cell) for row in rows for cell in row)
            if characters > MOST_CHARACTERS:
                raise InputError(
                    "The workbook holds more than {most} characters, which no framework or "
                    "scorecard needs.",
                    most=MOST_CHARACTERS,
                )
    finally:
        workbook.close()
    return found


def _length(cell: Found) -> int:
    return len(cell.value) if isinstance(cell.value, str) else 0


def _rows(sheet: Any, widest: int, computed: list[Found]) -> Iterator[list[Found]]:
    sheet.reset_dimensions()  # those that the file declares may be wrong
    for row in sheet.iter_rows(max_col=max(1, widest)):
        kept: list[Found] = []
        for cell in row:
            if cell.value is None or cell.value == "":
                continue
            if cell.data_type in ("f", "e"):
                content = cell.value if isinstance(cell.value, str) else ""
                computed.append(Found(cell.row, cell.column, content))
                continue
            if isinstance(cell.value, str) and len(cell.value) > CELL_LIMIT:
                raise InputError(
                    "{place}: found {found} characters, expected at most {most}.",
                    place=place(sheet.title, cell.row, cell.column),
                    found=len(cell.value),
                    most=CELL_LIMIT,
                )
            percent = isinstance(cell.value, int | float) and "%" in cell.number_format
            kept.append(Found(cell.row, cell.column, cell.value, percent))
        if kept:
            yield kept


def computed_fault(sheet: str, cell: Found) -> Fault:
    """What is wrong with a cell of `Uploaded.computed`."""
    content = str(cell.value)
    if content.startswith("="):
        said = Sentence(
            "found the formula {formula}, expected a value: paste it as a value.",
            formula=content[:60],
        )
    elif content:
        said = Sentence("found the error {error}, expected a value.", error=content)
    else:
        said = Sentence("found a formula of many cells, expected a value: paste it as a value.")
    return Fault((place(sheet, cell.row, cell.column),), said)
