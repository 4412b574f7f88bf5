"""Reading a workbook that somebody uploaded: what could harm is refused before it is read."""

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from resilience.errors import Fault, InputError, Sentence
from resilience.text import mark
from resilience.workbook.cells import CELL_LIMIT
from resilience.workbook.parts import Looked, check_parts

MEGABYTE = 1_048_576
#: what a workbook may have: bytes of the file, of a part and of all parts unpacked
MOST_BYTES, LARGEST_PART, LARGEST_WHOLE = 20 * MEGABYTE, 30 * MEGABYTE, 60 * MEGABYTE
#: how many times a part above a megabyte may grow when it is unpacked
MOST_GROWTH = 200
MOST_PARTS, MOST_SHEETS, MOST_CHARACTERS = 2_000, 200, 5_000_000
#: characters of the name of a sheet: Excel allows 31, other programs more
LONGEST_NAME = 255
#: how many places are named before the rest is only counted
MOST_NAMED = 50
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x07"
_END_SIZE, _END_REACH, _LOCATOR = 22, 22 + 65_535, 20
_LARGEST_DIRECTORY = MEGABYTE
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
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
    _check_container(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_sizes(archive.infolist())
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


def _check_container(data: bytes) -> None:
    """Refuse what is no .xlsx, from its first and last bytes."""
    if len(data) > MOST_BYTES:
        raise InputError(
            "The file has {found} MB, expected at most {most} MB.",
            found=len(data) // MEGABYTE,
            most=MOST_BYTES // MEGABYTE,
        )
    if data.startswith(_OLD_OR_LOCKED):
        raise InputError(
            "The file is protected by a password or in the old .xls format. Save it as .xlsx "
            "without a password."
        )
    end = data.rfind(_END, max(0, len(data) - _END_REACH), max(0, len(data) - _END_SIZE + 4))
    if not data.startswith(b"PK") or end < 0:
        raise InputError("The file is no Excel workbook (.xlsx).")
    directory = struct.unpack_from("<L", data, end + 12)[0]
    if directory > _LARGEST_DIRECTORY or data[max(0, end - _LOCATOR) : end].startswith(_END_64):
        raise _too_many_parts()


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    """Refuse from the directory of the archive; the reader never unpacks more than it declares."""
    if len(parts) > MOST_PARTS or len({part.filename.lower() for part in parts}) < len(parts):
        raise _too_many_parts()
    for part in parts:
        if part.flag_bits & 1 or part.compress_type not in _READABLE:
            raise InputError(
                "The part {part} of the file is locked or packed in an unusual way. Save the file "
                "as .xlsx without a password.",
                part=part.filename,
            )
        grown = part.file_size > MOST_GROWTH * max(1, part.compress_size)
        if part.file_size > LARGEST_PART or (part.file_size > MEGABYTE and grown):
            raise InputError(
                "The part {part} of the file would take {found} MB unpacked, expected at most "
                "{most} MB and no more than {times} times its packed size.",
                part=part.filename,
                found=part.file_size // MEGABYTE,
                most=LARGEST_PART // MEGABYTE,
                times=MOST_GROWTH,
            )
    whole = sum(part.file_size for part in parts)
    if whole > LARGEST_WHOLE:
        raise InputError(
            "The file would take {found} MB unpacked, expected at most {most} MB.",
            found=whole // MEGABYTE,
            most=LARGEST_WHOLE // MEGABYTE,
        )


def _too_many_parts() -> InputError:
    return InputError("The file has more parts than a workbook needs, or one of them twice.")


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
