"""Parts, cells and items of the official UNDRR workbook, shared by its readers and writers."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from openpyxl.utils.escape import unescape

from resilience.workbook.reading.package import Package

#: items of each of the ten essentials
ITEMS = (3, 5, 4, 4, 3, 6, 4, 9, 7, 2)
CODES = tuple(f"P{n}.{item}" for n, items in enumerate(ITEMS, 1) for item in range(1, items + 1))

BOOK, STRINGS = "xl/workbook.xml", "xl/sharedStrings.xml"
CELLS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
NUMBER = re.compile(r"\d{1,7}")
TITLE = re.compile(r"\s*(P\d{1,2}\.\d{1,2})(?!\d)")


class CellContent(NamedTuple):
    """What a cell holds: words, a number or nothing; `formula` computes it, without the "="."""

    value: str | float | None
    formula: str = ""


def sheet_of(code: str) -> str:
    """The sheet of an item: "E04" of P4.2."""
    return f"E{int(code[1:].split('.', maxsplit=1)[0]):02d}"


def sheet_parts(package: Package) -> Iterator[tuple[str, str]]:
    """The name and part of each sheet."""
    related = package.related(BOOK)
    for sheet in package.all(BOOK, f"{CELLS}sheet"):
        if sheet.get(RELATION) in related:
            yield sheet.get("name", ""), related[sheet.get(RELATION, "")].part


def shared_strings(package: Package) -> list[str]:
    """The texts that cells name by their position."""
    return [_words(string) for string in package.all(STRINGS, f"{CELLS}si")]


def held_cells(package: Package, part: str, strings: Sequence[str]) -> dict[str, CellContent]:
    """All cells of a sheet by their place, those included that have a format alone."""
    return {
        cell.get("r", ""): CellContent(_value(cell, strings), cell.findtext(f"{CELLS}f") or "")
        for cell in package.all(part, f"{CELLS}c")
    }


def _value(cell: Element, strings: Sequence[str]) -> str | float | None:
    kind, said = cell.get("t", "n"), cell.findtext(f"{CELLS}v") or ""
    if kind == "inlineStr":
        return "".join(_words(held) for held in cell.iter(f"{CELLS}is")) or None
    if kind == "s":
        known = NUMBER.fullmatch(said) and int(said) < len(strings)
        return strings[int(said)] or None if known else None
    if kind == "b":
        return str(said == "1").upper()  # as Excel shows it: a button gives no such answer
    try:
        return float(said) if kind == "n" and said else unescape(said) or None
    except ValueError:
        return said


def _words(string: Element) -> str:
    """A text without what tells how it is read aloud, which Japanese Excel keeps beside it."""
    pieces = (*string.findall(f"{CELLS}t"), *string.findall(f"{CELLS}r/{CELLS}t"))
    return unescape("".join(piece.text or "" for piece in pieces))
