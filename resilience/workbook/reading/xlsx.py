"""Read Excel workbooks of 2007 and later (.xlsx, .xlsm): each part is checked, then read."""

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import openpyxl

from resilience.archive import MEGABYTE, ZipLimits, open_archive
from resilience.errors import InputError
from resilience.text import mark
from resilience.workbook.cells import CELL_LIMIT
from resilience.workbook.reading.gathered import DAMAGED, LONGEST_NAME, MOST_CHARACTERS
from resilience.workbook.reading.parts import PartsSummary, check_parts
from resilience.workbook.reading.untrusted import FilledCell, UploadedBook, place

BOUNDS = ZipLimits(packed=20 * MEGABYTE, part=30 * MEGABYTE, whole=60 * MEGABYTE, parts=2_000)
_UNLIKE = mark("The file is not an Excel workbook (.xlsx).")
#: errors that the readers of zip, XML and workbooks raise for damaged files
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


def read_xlsx(data: bytes) -> UploadedBook:
    """The cells of an uploaded .xlsx or .xlsm; raises `InputError` if it is not safe to read.

    Sizes are checked before anything is unpacked, and every part before it is parsed.
    """
    try:
        with open_archive(data, BOUNDS, _UNLIKE) as archive:
            looked = check_parts(archive)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl leaves out, such as sparklines
            return _load(data, looked)
    except InputError:
        raise
    except _BROKEN as error:
        raise InputError(DAMAGED) from error


def _load(data: bytes, looked: PartsSummary) -> UploadedBook:
    workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    try:
        found = UploadedBook({}, {}, looked.macros)
        characters = 0
        every: Any = workbook.worksheets
        for sheet in every:
            if len(sheet.title) > LONGEST_NAME:
                raise InputError(
                    "A sheet name in the workbook has {found} characters; the limit is {most}.",
                    found=len(sheet.title),
                    most=LONGEST_NAME,
                )
            computed = found.computed.setdefault(sheet.title, [])
            found.merged[sheet.title] = looked.merged.get(sheet.title, [])
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


def _length(cell: FilledCell) -> int:
    return len(cell.value) if isinstance(cell.value, str) else 0


def _rows(sheet: Any, widest: int, computed: list[FilledCell]) -> Iterator[list[FilledCell]]:
    sheet.reset_dimensions()  # those that the file declares may be wrong
    for row in sheet.iter_rows(max_col=max(1, widest)):
        kept: list[FilledCell] = []
        for cell in row:
            if cell.value is None or cell.value == "":
                continue
            if cell.data_type in ("f", "e"):
                content = cell.value if isinstance(cell.value, str) else ""
                computed.append(FilledCell(cell.row, cell.column, content))
                continue
            if isinstance(cell.value, str) and len(cell.value) > CELL_LIMIT:
                raise InputError(
                    "{place}: found {found} characters; the limit is {most}.",
                    place=place(sheet.title, cell.row, cell.column),
                    found=len(cell.value),
                    most=CELL_LIMIT,
                )
            percent = isinstance(cell.value, int | float) and "%" in cell.number_format
            kept.append(FilledCell(cell.row, cell.column, cell.value, percent))
        if kept:
            yield kept
