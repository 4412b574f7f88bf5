"""The buttons by which an official UNDRR workbook is answered, and which of them is pressed."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import NamedTuple

from resilience.errors import Fault, Sentence
from resilience.workbook.reading.package import Package
from resilience.workbook.undrr.layout import ItemCells, OfficialBook
from resilience.workbook.undrr.sheets import CELLS, DRAWN, NUMBER, RELATION

CONTROL = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}formControlPr"
ANCHOR_ROW = f"{CELLS}controlPr/{CELLS}anchor/{CELLS}from/{DRAWN}row"
#: buttons of an item, that of the best level first: their number is the answer
BUTTONS = 4
_SETTINGS = re.compile(rb"(<(?:\w+:)?formControlPr\b)([^>]*)>")
_PRESSED = re.compile(rb"""\s+checked\s*=\s*(?:"[^"]*"|'[^']*')""")
_SHAPE = re.compile(rb"<v:shape\b.*?</v:shape>", re.DOTALL)
_SHAPE_ID = re.compile(rb"""\b(?:o:spid|id)\s*=\s*["']_x0000_s(\d+)["']""")
_SHAPE_PRESSED = re.compile(rb"\s*<x:Checked>[^<]*</x:Checked>")
_SHAPE_END = b"</x:ClientData>"


class Button(NamedTuple):
    """An option button: the part with its settings, and the number of its shape in the old drawing.

    `row` counts from 1; `linked` is the cell that takes the number of the pressed button, which the
    first of an item names.
    """

    part: str
    shape: str
    row: int
    linked: str


def buttons_of(book: OfficialBook, faults: list[Fault]) -> dict[str, list[Button]]:
    """The buttons of each item in their order; an item without its four is a fault."""
    found: dict[str, list[Button]] = defaultdict(list)
    for sheet, part in book.parts.items():
        tops = sorted(
            (place.row, code) for code, place in book.places.items() if place.sheet == sheet
        )
        for button in _buttons(book.package, part) if tops else ():
            # the first of them may begin a little above the row of the answer
            at = bisect_right(tops, (button.row + 1, "~")) - 1
            found[tops[max(at, 0)][1]].append(button)
    for code, place in book.places.items():
        if not _linked(found[code], place):
            said = Sentence("expected the four buttons of {code}.", code=code)
            faults.append(Fault((f"{place.sheet}!{place.answer}",), said))
    return found


def pressed_setting(part: bytes, pressed: bool) -> bytes:
    """The settings of a button, pressed or not."""

    def changed(found: re.Match[bytes]) -> bytes:
        setting = b' checked="Checked"' if pressed else b""
        return found[1] + setting + _PRESSED.sub(b"", found[2]) + b">"

    return _SETTINGS.sub(changed, part, count=1)


def pressed_in_drawing(drawing: bytes, pressed: Collection[str]) -> bytes:
    """Return a sheet's legacy (VML) drawing with exactly the option buttons in `pressed` checked."""

    def changed(found: re.Match[bytes]) -> bytes:
        shape = _SHAPE_PRESSED.sub(b"", found[0])
        named = _SHAPE_ID.search(shape)
        if named is None or named[1].decode() not in pressed:
            return shape
        return shape.replace(_SHAPE_END, b"<x:Checked>1</x:Checked>" + _SHAPE_END, 1)

    return _SHAPE.sub(changed, drawing)


def drawing_of(package: Package, sheet: str) -> str:
    """The part of the old drawing of a sheet, "" where there is none."""
    related = package.related(sheet).values()
    return next((one.part for one in related if one.kind == "vmlDrawing"), "")


def _buttons(package: Package, sheet: str) -> Iterator[Button]:
    related = package.related(sheet)
    for control in package.all(sheet, f"{CELLS}control"):
        row = control.findtext(ANCHOR_ROW, "")
        named = related.get(control.get(RELATION, ""))
        if named is None or not NUMBER.fullmatch(row):
            continue
        for setting in package.all(named.part, CONTROL):
            if setting.get("objectType") == "Radio":
                linked = setting.get("fmlaLink", "").replace("$", "")
                yield Button(named.part, control.get("shapeId", ""), int(row) + 1, linked)


def _linked(buttons: list[Button], place: ItemCells) -> bool:
    linked = [button.linked for button in buttons]
    return linked == [place.answer] + [""] * (BUTTONS - 1)
