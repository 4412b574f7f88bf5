"""Read workbooks in Excel's format from before 2007 (.xls)."""

import io
from typing import Any

import xlrd
from xlrd.xldate import xldate_as_datetime

from resilience.errors import InputError
from resilience.workbook.reading.gathered import DAMAGED, LOCKED, CellCollector
from resilience.workbook.reading.untrusted import FilledCell, UploadedBook, Value

_EMPTY = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_xls(data: bytes) -> UploadedBook:
    """The cells of an .xls file; raises `InputError` for one that is encrypted or damaged.

    A formula is read as its value when the file was saved: the format stores both, but the reader
    distinguishes them only for errors.
    """
    if _ENCRYPTED in data:
        raise InputError(LOCKED)
    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, on_demand=True, logfile=io.StringIO()
        )
        return _collect(book)
    except (InputError, MemoryError):
        raise
    except Exception as error:  # a damaged file makes it raise nearly anything
        locked = "encrypted" in str(error)
        raise InputError(LOCKED if locked else DAMAGED) from error


def _collect(book: Any) -> UploadedBook:
    gathered = CellCollector()
    for index, name in enumerate(book.sheet_names()):
        gathered.start(name)
        sheet = book.sheet_by_index(index)
        for top, bottom, left, right in sheet.merged_cells:
            first, last = xlrd.cellname(top, left), xlrd.cellname(bottom - 1, right - 1)
            gathered.merge(f"{first}:{last}")
        for row in range(sheet.nrows):
            for column in range(sheet.row_len(row)):
                cell = sheet.cell(row, column)
                if cell.ctype not in _EMPTY and cell.value != "":
                    percent = "%" in _format(book, cell)
                    found = FilledCell(row + 1, column + 1, _value(book, cell), percent)
                    gathered.add(found, computed=cell.ctype == xlrd.XL_CELL_ERROR)
        book.unload_sheet(index)
    return gathered.found


def _format(book: Any, cell: Any) -> str:
    """The number format of a cell."""
    if cell.ctype != xlrd.XL_CELL_NUMBER:
        return ""
    return str(book.format_map[book.xf_list[cell.xf_index].format_key].format_str)


def _value(book: Any, cell: Any) -> Value:
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#VALUE!"))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        return xldate_as_datetime(cell.value, book.datemode)  # type: ignore[no-any-return]
    if cell.ctype == xlrd.XL_CELL_NUMBER and float(cell.value).is_integer():
        return int(cell.value)
    return cell.value  # type: ignore[no-any-return]
