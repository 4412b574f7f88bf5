"""Changes within the parts of a workbook: what is not changed stays as it is, byte for byte."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

Content = str | int
_TAG = re.compile(rb"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
#: words that a reader would take for a character that XML does not have
_LIKE_A_CHARACTER = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_CALCULATION = re.compile(rb"<((?:\w+:)?calcPr)\b([^>]*)>")
_ON_LOAD = re.compile(rb"""\s+fullCalcOnLoad\s*=\s*(?:"[^"]*"|'[^']*')""")


@dataclass(slots=True)
class _Cell:
    """A cell of a sheet: its name with any prefix, and where it and its value begin and end."""

    name: str
    attributes: dict[str, str]
    start: int
    end: int = 0
    computes: bool = False
    value: tuple[int, int] = (0, 0)


def with_cells(sheet: bytes, contents: Mapping[str, Content]) -> bytes:
    """A sheet with other contents in cells that it has, and no kept value in those that compute.

    Words stand in the cell itself and are never a formula, whatever they begin with.
    """
    made, at = [], 0
    for cell in _cells(sheet):
        for start, end, piece in _pieces(sheet, cell, contents.get(cell.attributes.get("r", ""))):
            made += [sheet[at:start], piece]
            at = end
    return b"".join([*made, sheet[at:]])


def computed_on_load(book: bytes) -> bytes:
    """Return workbook.xml with `fullCalcOnLoad` set, so that Excel recalculates when it opens the file.

    Without a `calcPr` element it is returned unchanged: Excel recalculates anyway.
    """

    def asked(found: re.Match[bytes]) -> bytes:
        return b'<%s fullCalcOnLoad="1"%s>' % (found[1], _ON_LOAD.sub(b"", found[2]))

    return _CALCULATION.sub(asked, book, count=1)


def _pieces(sheet: bytes, cell: _Cell, content: Content | None) -> Iterator[tuple[int, int, bytes]]:
    """From where to where the sheet becomes other bytes."""
    if content is not None:
        yield cell.start, cell.end, _cell_xml(cell, content).encode()
    elif cell.computes:
        yield cell.start, _tag_end(sheet, cell.start), f"{_opened(cell)}>".encode()
        yield *cell.value, b""


def _cell_xml(cell: _Cell, content: Content) -> str:
    prefix = cell.name[:-1]
    if isinstance(content, int):
        return f"{_opened(cell)}><{prefix}v>{content}</{prefix}v></{cell.name}>"
    said = escape(_LIKE_A_CHARACTER.sub("_x005F_", content))
    words = f'<{prefix}is><{prefix}t xml:space="preserve">{said}</{prefix}t></{prefix}is>'
    return f'{_opened(cell)} t="inlineStr">{words}</{cell.name}>'


def _opened(cell: _Cell) -> str:
    """The start of a cell without its kind."""
    kept = (f"{k}={quoteattr(v)}" for k, v in cell.attributes.items() if k != "t")
    return " ".join((f"<{cell.name}", *kept))


def _tag_end(sheet: bytes, start: int) -> int:
    found = _TAG.match(sheet, start)
    return found.end() if found else start


def _cells(sheet: bytes) -> list[_Cell]:
    """The cells from the top, with their places in bytes."""
    found: list[_Cell] = []
    open_cells: list[_Cell] = []
    parser = expat.ParserCreate("utf-8")

    def end_of(start: int) -> int:
        after = _tag_end(sheet, start)
        return (
            after if sheet[after - 2 : after] == b"/>" else _tag_end(sheet, parser.CurrentByteIndex)
        )

    def started(name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(":")[2]
        if kind == "c":
            open_cells.append(_Cell(name, attributes, parser.CurrentByteIndex))
        elif open_cells and kind == "f":
            open_cells[-1].computes = True
        elif open_cells and kind == "v":
            open_cells[-1].value = (parser.CurrentByteIndex, 0)

    def ended(name: str) -> None:
        kind = name.rpartition(":")[2]
        if open_cells and kind == "v":
            start = open_cells[-1].value[0]
            open_cells[-1].value = (start, end_of(start))
        elif kind == "c":
            cell = open_cells.pop()
            cell.end = end_of(cell.start)
            found.append(cell)

    parser.StartElementHandler, parser.EndElementHandler = started, ended
    parser.Parse(sheet, True)
    return found
