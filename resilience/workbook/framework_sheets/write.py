"""`write_framework`: a framework as one workbook that people edit in Excel."""

import datetime
import io
import re
from typing import Any

from xlsxwriter import Workbook

from resilience.errors import InputError, Sentence
from resilience.framework import Framework
from resilience.framework.odd import NOT_IN_WORKBOOKS
from resilience.workbook.cells import CELL_LIMIT, INERT
from resilience.workbook.framework_sheets.layout import (
    LEVEL,
    NUMBERS,
    REFERENCES,
    SOURCES,
    WORDS,
    head_of,
    language_in,
    language_of,
    tag,
)
from resilience.workbook.framework_sheets.pages import Page, Plain, pages
from resilience.workbook.reading.untrusted import place
from resilience.workbook.style import HEAD

#: the same framework makes the same file
MADE = datetime.datetime(2000, 1, 1)
#: text that a workbook does not give back as it was: escapes of its format, and rich text
_NOT_KEPT = re.compile(r"x[0-9A-Fa-f]{4}_|\A<r>.*</r>\Z", re.DOTALL)
_WIDE, _NARROW = 40, 14


def write_framework(framework: Framework) -> bytes:
    """The framework as the bytes of an .xlsx file, from which `read_framework` makes it again.

    Codes and words are cells of text, so that Excel does not take 1.10 for a number. Raises
    `InputError` for the rare text that a workbook cannot hold unchanged.
    """
    _check_languages(framework)
    held = io.BytesIO()
    with Workbook(held, INERT) as workbook:
        workbook.set_properties({"title": framework.id, "created": MADE})
        for page in pages(framework):
            _Paper(workbook, page).write()
    return held.getvalue()


def _check_languages(framework: Framework) -> None:
    for language in framework.texts:
        if head_of(f"name[{tag(language)}]") != f"name[{language}]":
            raise InputError(
                "A workbook cannot name the language {language}: it would be read as {other}.",
                language=language,
                other=language_of(tag(language)),
            )


class _Paper:
    """One sheet as it is written."""

    def __init__(self, workbook: Workbook, page: Page) -> None:
        self._page = page
        self._sheet: Any = workbook.add_worksheet(page.name)
        self._text = workbook.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        self._number = workbook.add_format({"valign": "top"})
        self._head = workbook.add_format({**HEAD, "num_format": "@"})

    def write(self) -> None:
        """Write the sheet: a table below its header, or keys next to their values."""
        if self._page.heads:
            self._write_table()
            return
        self._sheet.set_column(0, 0, _NARROW * 2, self._text)
        self._sheet.set_column(1, 1, _WIDE * 2, self._text)
        for row, (key, value) in enumerate(self._page.rows[0].items()):
            self._put(row, 0, _header(key), key)
            self._put(row, 1, value, key)

    def _write_table(self) -> None:
        heads = self._page.heads
        for column, head in enumerate(heads):
            number = head in NUMBERS
            look = self._number if number else self._text
            wide = _NARROW if number or not _is_words(head) else _WIDE
            self._sheet.set_column(column, column, wide, look)
            self._sheet.write_string(0, column, _header(head), self._head)
        for row, values in enumerate(self._page.rows, 1):
            for column, head in enumerate(heads):
                self._put(row, column, values.get(head), head)
        self._sheet.freeze_panes(1, 4 if "assessable" in heads else 1)

    def _put(self, row: int, column: int, value: Plain, head: str) -> None:
        if value is None or value == "":
            return
        if isinstance(value, str):
            self._check(value, place(self._page.name, row + 1, column + 1, head))
            self._sheet.write_string(row, column, value, self._text)
        elif float(f"{value:.15G}") == value:
            self._sheet.write_number(row, column, value, self._number)
        else:  # spreadsheets keep 15 digits, text keeps them all
            self._sheet.write_string(row, column, repr(value), self._text)

    def _check(self, words: str, at: Sentence) -> None:
        if len(words.encode("utf-16-le")) > 2 * CELL_LIMIT:
            raise InputError(
                "{place}: the text is longer than the {most} characters that a cell can hold.",
                place=at,
                most=CELL_LIMIT,
            )
        if _NOT_KEPT.search(words) or NOT_IN_WORKBOOKS.search(words):
            raise InputError(
                "{place}: a workbook cannot hold the text {words} unchanged.",
                place=at,
                words=repr(words[:60]),
            )


def _header(head: str) -> str:
    """A header with the mark of its language."""
    language = language_in(head)
    bare = head.partition("[")[0]
    return f"{bare}[{tag(language)}]" if language else bare


def _is_words(head: str) -> bool:
    bare = head.partition("[")[0]
    return bare in (*WORDS, REFERENCES, SOURCES) or bare.startswith(LEVEL)
