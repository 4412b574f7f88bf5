"""Spreadsheets in the format OpenDocument (.ods), read as a stream of elements."""

import datetime
import zipfile
import zlib
from collections.abc import Mapping
from xml.parsers import expat

from openpyxl.utils import get_column_letter

from resilience.archive import MEGABYTE, ZipLimits, open_archive
from resilience.errors import InputError
from resilience.workbook.reading.gathered import DAMAGED, LOCKED, CellCollector
from resilience.workbook.reading.untrusted import FilledCell, UploadedBook, Value

BOUNDS = ZipLimits(packed=20 * MEGABYTE, part=60 * MEGABYTE, whole=100 * MEGABYTE, parts=2_000)
#: most elements of the file; a scorecard has some ten thousand
MOST_ELEMENTS = 1_000_000
_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_CHUNK = 65_536
_CELLS = ("table:table-cell", "table:covered-table-cell")
#: formulas that compute nothing: none, and LibreOffice's notation for yes and no
_NONE = ("", "=TRUE()", "=FALSE()")
#: elements within a cell that represent characters
_SIGNS = {"text:tab": "\t", "text:line-break": "\n"}
_DAMAGE = (zipfile.BadZipFile, zlib.error, expat.ExpatError, OSError, EOFError, RuntimeError)


def read_ods(data: bytes) -> UploadedBook:
    """The cells of an .ods file; raises `InputError` for one that is encrypted, damaged or too large."""
    try:
        with open_archive(data, BOUNDS, DAMAGED) as archive:
            if b"encryption-data" in archive.read(_MANIFEST):
                raise InputError(LOCKED)
            content = _Content()
            with archive.open(_CONTENT) as stream:
                while chunk := stream.read(_CHUNK):
                    content.parser.Parse(chunk, False)
            content.parser.Parse(b"", True)
    except (*_DAMAGE, KeyError, ValueError) as error:
        raise InputError(DAMAGED) from error
    return content.gathered.found


class _Content:
    """Parser of the content part; repeated cells are written out if they are filled."""

    def __init__(self) -> None:
        self.gathered = CellCollector()
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._add_words
        self._elements = self._row = self._column = self._rows = self._notes = 0
        self._cell: Mapping[str, str] | None = None
        self._words: list[str] = []
        self._kept: list[tuple[FilledCell, bool, int]] = []

    def _doctype(self, *_declared: object) -> None:
        raise InputError(DAMAGED)

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise InputError(DAMAGED)
        if name == "table:table":
            self.gathered.start(attributes.get("table:name", ""))
            self._row = 0
        elif name == "table:table-row":
            self._rows, self._column = _times(attributes, "table:number-rows-repeated"), 0
            self._kept = []
        elif name in _CELLS:
            self._cell, self._words = attributes, []
        elif name == "office:annotation":
            self._notes += 1
        elif name == "text:p" and self._words:
            self._add_words("\n")
        elif name == "text:s":
            self._add_words(" " * min(_times(attributes, "text:c"), _CHUNK))
        elif name in _SIGNS:
            self._add_words(_SIGNS[name])

    def _add_words(self, words: str) -> None:
        if self._cell is not None and not self._notes:
            self._words.append(words)

    def _end(self, name: str) -> None:
        if name == "office:annotation":
            self._notes -= 1
        elif name in _CELLS and self._cell is not None:
            self._keep(self._cell)
            self._cell = None
        elif name == "table:table-row":
            self._write_row()

    def _keep(self, cell: Mapping[str, str]) -> None:
        """Record a filled cell of this row, and its number of repeats."""
        times = _times(cell, "table:number-columns-repeated")
        formula = cell.get("table:formula", "").partition(":")[2]
        computed = formula not in _NONE
        value = formula if computed else _value(cell, "".join(self._words))
        first, column = self._row + 1, self._column + 1
        self._column += times
        wide = _times(cell, "table:number-columns-spanned")
        high = _times(cell, "table:number-rows-spanned")
        if wide > 1 or high > 1:
            last = f"{get_column_letter(min(column + wide - 1, 18_278))}{first + high - 1}"
            self.gathered.merge(f"{get_column_letter(min(column, 18_278))}{first}:{last}")
        if value != "":
            percent = cell.get("office:value-type") == "percentage"
            self._kept.append((FilledCell(first, column, value, percent), computed, times))

    def _write_row(self) -> None:
        filled = bool(self._kept)
        for row in range(self._row + 1, self._row + 1 + self._rows * filled):
            for cell, computed, times in self._kept:
                for column in range(cell.column, cell.column + times):
                    found = FilledCell(row, column, cell.value, cell.percent)
                    self.gathered.add(found, computed=computed)
        self._row += self._rows


def _times(attributes: Mapping[str, str], name: str) -> int:
    return max(1, int(attributes.get(name, "1")))


def _value(cell: Mapping[str, str], words: str) -> Value:
    kind = cell.get("office:value-type", "")
    if kind in ("float", "percentage", "currency"):
        number = float(cell["office:value"])
        return int(number) if number.is_integer() and abs(number) < 1e15 else number
    if kind == "boolean":
        return cell["office:boolean-value"] == "true"
    if kind == "date":
        return datetime.datetime.fromisoformat(cell["office:date-value"])
    return cell.get("office:string-value", words)
