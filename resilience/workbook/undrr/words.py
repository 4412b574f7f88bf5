"""The official words of the UNDRR preliminary items, from a city's own copy of the workbook.

Its titles stand in cells, its questions in text boxes, its levels in buttons: boxes and buttons
belong to the title above their anchor. Macros and answers are not read.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple
from xml.etree.ElementTree import Element

from resilience.errors import Fault, Faults, InputError, Sentence
from resilience.text import mark
from resilience.workbook.official import Official
from resilience.workbook.reading.package import Package
from resilience.workbook.undrr.layout import missing_sheet
from resilience.workbook.undrr.sheets import (
    CODES,
    DRAWN,
    NUMBER,
    TITLE,
    held_cells,
    shared_strings,
    sheet_of,
    sheet_parts,
)

LEVELS = range(4)

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
TITLE_PLACE = re.compile(r"B([1-9]\d{0,6})")
LEVEL = re.compile(r"([0-3])\s*[-\u2010-\u2015\u2212:]\s*(\S.*)", re.DOTALL)
#: questions and levels are anchored in the columns A and B, what helps to answer further right
HELP_COLUMN = 2
LAST_ROW = 2**20
TRUE = ("1", "true")

FAULTY = mark("This is not the official UNDRR workbook as published, so it was not stored:")


OfficialWords = Mapping[str, Official]


class _Shape(NamedTuple):
    """A text drawn on a sheet; `row` of its anchor counts from 0. A frame counts as a button."""

    row: int
    is_button: bool
    text: str


class _Item(NamedTuple):
    """Return the texts below a title: one question and one text per level, if all is well."""

    questions: list[str]
    levels: tuple[list[str], ...]

    def add(self, shape: _Shape) -> None:
        """Keep a text as the question or as a level."""
        level = LEVEL.fullmatch(shape.text)
        if level:
            self.levels[int(level[1])].append(level[2])
        elif not shape.is_button:  # the frame around the buttons may have a text, which is not seen
            self.questions.append(shape.text)


def read_official(data: bytes, codes: Sequence[str] = CODES) -> OfficialWords:
    """By item code, the official words in an .xlsm or .xlsx file.

    Raises `InputError` for a file that is no workbook, is too large or declares entities, and
    `Faults` with every sheet and item that is missing or there twice.
    """
    package = Package(data)
    wanted = {code: sheet_of(code) for code in codes}
    sheets = {name: part for name, part in sheet_parts(package) if name in wanted.values()}
    if not sheets:
        raise InputError(
            "This is not the official UNDRR workbook: it has none of the sheets "
            "{first} to {last}. Upload the official workbook as UNDRR publishes it.",
            first=min(wanted.values()),
            last=max(wanted.values()),
        )
    strings = shared_strings(package)
    items = {name: _items(package, part, strings) for name, part in sheets.items()}
    faults = [fault for code, sheet in wanted.items() for fault in _faults(code, sheet, items)]
    if faults:
        raise Faults(FAULTY, faults)
    return {code: _official(items[sheet][code]) for code, sheet in wanted.items()}


def _official(item: _Item) -> Official:
    return Official(item.questions[0], tuple(texts[0] for texts in item.levels))


def _faults(code: str, sheet: str, items: Mapping[str, Mapping[str, _Item]]) -> Iterator[Fault]:
    if sheet not in items:
        yield missing_sheet(sheet)
    elif code not in items[sheet]:
        said = Sentence("the title of {code} is not in column B.", code=code)
        yield Fault((sheet,), said)
    else:
        item = items[sheet][code]
        if len(item.questions) != 1:
            said = Sentence(
                "{code} has {count} questions, expected one.", code=code, count=len(item.questions)
            )
            yield Fault((sheet,), said)
        for level, texts in enumerate(item.levels):
            if len(texts) != 1:
                said = Sentence(
                    "{code} has {count} texts for level {level}, expected one.",
                    code=code,
                    count=len(texts),
                    level=level,
                )
                yield Fault((sheet,), said)


def _items(package: Package, sheet: str, strings: Sequence[str]) -> dict[str, _Item]:
    """The items of a sheet by code: each reaches from its title down to the next."""
    shapes = list(_shapes(package, sheet))
    titles = sorted(_titles(package, sheet, strings))
    items: dict[str, _Item] = {}
    for (top, code), (end, _) in pairwise([*titles, (LAST_ROW, "")]):
        item = items.setdefault(code, _Item([], tuple([] for _ in LEVELS)))
        for shape in shapes:
            if top <= shape.row < end:
                item.add(shape)
    return items


def _titles(package: Package, sheet: str, strings: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The row, counted from 0, and the code of each title in column B."""
    for at, held in held_cells(package, sheet, strings).items():
        place = TITLE_PLACE.fullmatch(at)
        title = TITLE.match(held.value) if isinstance(held.value, str) else None
        if place and title:
            yield int(place[1]) - 1, title[1]


def _shapes(package: Package, sheet: str) -> Iterator[_Shape]:
    """The texts in boxes and on buttons that are anchored left of the help texts."""
    related = package.related(sheet).values()
    drawing = next((one.part for one in related if one.kind == "drawing"), "")
    for anchor in package.all(drawing, f"{DRAWN}twoCellAnchor", f"{DRAWN}oneCellAnchor"):
        yield from _anchored(anchor)


def _anchored(anchor: Element) -> Iterator[_Shape]:
    row = anchor.findtext(f"{DRAWN}from/{DRAWN}row", "")
    column = anchor.findtext(f"{DRAWN}from/{DRAWN}col", "")
    if not (NUMBER.fullmatch(row) and NUMBER.fullmatch(column)) or int(column) >= HELP_COLUMN:
        return
    for shape in anchor.iter(f"{DRAWN}sp"):
        named = shape.find(f"{DRAWN}nvSpPr/{DRAWN}cNvPr")
        text = _text(shape)
        if text:
            yield _Shape(int(row), named is not None and named.get("hidden") in TRUE, text)


def _text(shape: Element) -> str:
    """The paragraphs of a shape, with an empty line between them."""
    paragraphs = (
        " ".join("".join(map(_piece, paragraph.iter())).split())
        for paragraph in shape.iter(f"{DRAWING}p")
    )
    return "\n\n".join(filter(None, paragraphs))


def _piece(node: Element) -> str:
    if node.tag == f"{DRAWING}br":
        return " "
    return node.text or "" if node.tag == f"{DRAWING}t" else ""
