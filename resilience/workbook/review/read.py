"""`read_review`: what a reviewer filled in, every fault by its cell."""

import datetime
import re
from collections.abc import Iterator
from contextlib import suppress

from resilience.errors import Fault, InputError, Sentence
from resilience.text import mark
from resilience.text.alike import alike
from resilience.text.review import ReturnedReview, ReturnedRow, Signature
from resilience.workbook.reading.formats import read_untrusted
from resilience.workbook.reading.untrusted import FilledCell, UploadedBook, computed_fault, place
from resilience.workbook.review.layout import (
    DATE,
    ENGLISH,
    FORMAT,
    HEAD,
    KEY,
    MARK,
    NAME,
    ROLE,
    box_column,
    shown_column,
)

#: a day as people type it, such as 2026-11-28 or 2026年11月28日
_DAY = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})\D?")
#: fewest letters of a name or role
_LETTERS = 2
#: words that people write where they do not want to say who they are
_NOBODY = frozenset(
    {"n/a", "na", "none", "no name", "name", "role", "anonymous", "unknown", "test"}
)
_NONE = {
    NAME: mark("the person's name is missing."),
    ROLE: mark("the role is missing: enter one, such as editor or head of planning."),
}
_Row = dict[int, FilledCell]


def read_review(data: bytes) -> ReturnedReview:
    """Read a completed review sheet; raises `InputError` if the file is not one or is unsafe."""
    book = read_untrusted(data)
    for name, rows in book.sheets.items():
        cells = [{cell.column: cell for cell in row} for row in rows]
        if cells and _words(cells[0], KEY) == FORMAT:
            return _Reader(book, name, cells).read()
    raise InputError(
        "The file is not a review sheet: its hidden columns are missing. Use the sheet that "
        "`review` wrote, with the corrections in its boxes."
    )


class _Reader:
    """Reads the sheet `name`; `rows` have its cells by column."""

    def __init__(self, book: UploadedBook, name: str, rows: list[_Row]) -> None:
        self._name, self._rows, self._computed = name, rows, book.computed.get(name, [])
        self._tops = {_words(row, KEY): row for row in rows if _words(row, KEY).startswith("#")}
        self._language = _words(self._tops.get(NAME, {}), MARK)
        self._box, self._shown = box_column(self._language), shown_column(self._language)
        self._faults: list[Fault] = [computed_fault(name, cell) for cell in self._computed]
        self._unsigned: list[Fault] = []

    def read(self) -> ReturnedReview:
        """Return the sheet's corrections, signature and faults."""
        rows = tuple(self._returned())
        return ReturnedReview(
            about=_words(self._rows[0], MARK),
            language=self._language,
            rows=rows,
            signature=self._signature(),
            unsigned=tuple(self._unsigned),
            faults=tuple(self._faults),
        )

    def _returned(self) -> Iterator[ReturnedRow]:
        spoilt = {cell.row for cell in self._computed}
        head = next((n for n, row in enumerate(self._rows) if _words(row, KEY) == HEAD), 0)
        for row in self._rows[head + 1 :]:
            box, number = row.get(self._box), next(iter(row.values())).row
            at = place(self._name, number, self._box)
            if box is not None and not isinstance(box.value, str):
                said = Sentence("found a number or date, expected the corrected text.")
                self._faults.append(Fault((at,), said))
            elif KEY in row and MARK in row and number not in spoilt:
                shown, correction = _words(row, self._shown), _words(row, self._box)
                yield ReturnedRow(_words(row, KEY), _words(row, MARK), shown, correction, at)
            elif box is not None and number not in spoilt:
                said = Sentence("found a correction in a row without a text.")
                self._faults.append(Fault((at,), said))

    def _signature(self) -> Signature | None:
        name, role, date = self._person(NAME), self._person(ROLE), self._date()
        return Signature(name, role, date) if name and role and date else None

    def _person(self, key: str) -> str:
        """Return the name or role in a box; "" and a fault if it is none."""
        written = " ".join(_words(self._tops.get(key, {}), ENGLISH).split()).replace('"', "'")
        letters = sum(sign.isalpha() for sign in written)
        if letters >= _LETTERS and alike(written) not in _NOBODY:
            return written
        self._tell(key, Sentence(_NONE[key]))
        return ""

    def _date(self) -> datetime.date | None:
        cell = self._tops.get(DATE, {}).get(ENGLISH)
        value = cell.value if cell else ""
        if isinstance(value, datetime.datetime):
            return value.date()
        if isinstance(value, datetime.date):
            return value
        found = _DAY.fullmatch(str(value).strip())
        with suppress(ValueError):
            if found:
                return datetime.date(*map(int, found.groups()))
        self._tell(DATE, Sentence("found no date, expected one such as 2026-11-28."))
        return None

    def _tell(self, key: str, said: Sentence) -> None:
        row = self._tops.get(key, {})
        number = next((cell.row for cell in row.values()), 1)
        self._unsigned.append(Fault((place(self._name, number, ENGLISH),), said))


def _words(row: _Row, column: int) -> str:
    cell = row.get(column)
    return str(cell.value) if cell else ""
