"""Workbooks that mean harm: each made from a good one by changing or adding parts."""

import io
import random
import zipfile
from collections.abc import Callable, Iterator, Mapping

from xlsxwriter import Workbook

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD = f'<worksheet xmlns="{MAIN}"><sheetData>'.encode()
FOOT = b"</sheetData></worksheet>"
#: so that the growth of a part alone does not give it away
STORED = zipfile.ZIP_STORED
Chunks = Callable[[], Iterator[bytes]]


def good() -> bytes:
    """A small workbook with a sheet."""
    held = io.BytesIO()
    with Workbook(held) as workbook:
        paper = workbook.add_worksheet("library_meta")
        for row, values in enumerate([["type", "library"], ["a", 1.5], ["b", True]]):
            paper.write_row(row, 0, values)
    return held.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a workbook by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(changes: Mapping[str, bytes | Chunks], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The good workbook with some parts replaced or added, those that are large in pieces."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", kind) as archive:
        for name, content in {**parts(good()), **changes}.items():
            with archive.open(name, "w") as stream:
                for chunk in [content] if isinstance(content, bytes) else content():
                    stream.write(chunk)
    return held.getvalue()


def sheet(rows: bytes) -> bytes:
    """The workbook with these rows in its sheet."""
    return packed({SHEET: HEAD + rows + FOOT})


def repeated(piece: bytes, times: int, head: bytes = HEAD, foot: bytes = FOOT) -> Chunks:
    """A part that says one thing many times, made in pieces."""
    block = piece * 1000

    def chunks() -> Iterator[bytes]:
        yield head
        for _ in range(times // 1000):
            yield block
        yield foot

    return chunks


def with_relation(kind: str, target: str, mode: str = "") -> bytes:
    """The workbook with one more relation."""
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    more = f'<Relationship Id="rIdX" Type="{base}/{kind}" Target="{target}" {mode}/>'
    relations = parts(good())[RELATIONS].replace(
        b"</Relationships>", more.encode() + b"</Relationships>"
    )
    return packed({RELATIONS: relations})


def entities() -> bytes:
    """A billion laughs."""
    names = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{names}]>'
    cell = b'<row r="1"><c r="A1" t="inlineStr"><is><t>&l9;</t></is></c></row>'
    return packed({SHEET: doctype.encode() + HEAD + cell + FOOT})


def entities_in_utf16() -> bytes:
    """The same where no ASCII reader sees it."""
    text = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><x xmlns="{MAIN}">&a;</x>'
    return packed({STRINGS: text.encode("utf-16")})


def lying_bomb() -> bytes:
    """A part that unpacks to 50 MB and declares 1000 bytes, in all places."""
    data = bytearray(packed({SHEET: repeated(b"<row/>", 9_000_000)}))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        info = archive.getinfo(SHEET)
    size = info.file_size.to_bytes(4, "little")
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = (1000).to_bytes(4, "little")
    return bytes(data)


def many_parts(count: int) -> bytes:
    """Nothing but parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for number in range(count):
            archive.writestr(str(number), b"")
    return held.getvalue()


def shared_flood() -> bytes:
    """One long text in very many cells: small as a file, gigabytes as cells."""
    text = b'<sst xmlns="' + MAIN.encode() + b'"><si><t>' + b"w" * 32_000 + b"</t></si></sst>"
    rows = repeated(b'<row><c t="s"><v>0</v></c></row>', 19_000)
    return packed({STRINGS: text, SHEET: rows})


def middling() -> bytes:
    """Parts that are harmless alone."""
    noise = random.Random(1)

    def part() -> Iterator[bytes]:
        for _ in range(1_200):
            yield noise.randbytes(1_000) + bytes(9_000)

    return packed({f"xl/x{number}.bin": part for number in range(6)})


def dde() -> bytes:
    """A link that starts a program (dynamic data exchange)."""
    link = f'<externalLink xmlns="{MAIN}"><ddeLink ddeService="cmd" ddeTopic="/C calc"/></externalLink>'
    relations = parts(with_relation("externalLink", "externalLinks/externalLink1.xml"))[RELATIONS]
    return packed({RELATIONS: relations, "xl/externalLinks/externalLink1.xml": link.encode()})


def listed(sheets: int, root: str = "workbook") -> bytes:
    """One part of 19 000 cells, listed as so many sheets."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    names = "".join(f'<sheet name="{n}" sheetId="{n + 1}" r:id="rId1"/>' for n in range(sheets))
    head = f'<{root} xmlns="{MAIN}" xmlns:r="{kind}"><sheets>'
    book = f"{head}{names}</sheets></{root}>".encode()
    row = b"<row>" + b"<c><v>1</v></c>" * 100 + b"</row>"
    return packed({"xl/workbook.xml": book, SHEET: HEAD + row * 190 + FOOT})


def in_encoding(encoding: str, declared: str) -> bytes:
    """A sheet in an encoding, with the one that it declares."""
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>Fluß 水</t></is></c></row>'
    part = f'<?xml version="1.0" encoding="{declared}"?>{HEAD.decode()}{cell}{FOOT.decode()}'
    return packed({SHEET: part.encode(encoding, "replace")})


HOSTILE: dict[str, Callable[[], bytes]] = {
    "no workbook": lambda: b"words",
    "empty file": lambda: b"",
    "zip without a workbook": lambda: many_parts(3),
    "cut off": lambda: good()[:-200],
    "old or locked": lambda: b"\xd0\xcf\x11\xe0" + bytes(1000),
    "file of 25 MB": lambda: b"PK" + bytes(25_000_000),
    "sheet of 200 MB": lambda: packed({SHEET: repeated(b'<row r="1"><c><v>1</v></c></row>', 6_700_000)}),
    "zip bomb": lambda: packed({"xl/media/image1.png": repeated(bytes(1000), 25_000, b"", b"")}),
    "zip bomb that lies": lying_bomb,
    "many middling parts": middling,
    "a hundred thousand parts": lambda: many_parts(100_000),
    "a million rows": lambda: packed({SHEET: repeated(b"<row/>", 1_000_000)}, STORED),
    "a row far down": lambda: sheet(b'<row r="1000000"><c r="A1000000"><v>1</v></c></row>'),
    "a row at a strange place": lambda: sheet(b'<row r="1e6"><c><v>1</v></c></row>'),
    "a column far right": lambda: sheet(b'<row r="1"><c r="XFD1"><v>1</v></c></row>'),
    "very many cells": lambda: packed({SHEET: repeated(b"<row>" + b"<c><v>1</v></c>" * 100 + b"</row>", 5_000)}, STORED),
    "very many texts": lambda: packed({STRINGS: repeated(b"<si><t>a</t></si>", 500_000, f'<sst xmlns="{MAIN}">'.encode(), b"</sst>")}, STORED),
    "very many formats": lambda: packed({"xl/styles.xml": repeated(b"<xf/>", 900_000, f'<styleSheet xmlns="{MAIN}"><cellXfs>'.encode(), b"</cellXfs></styleSheet>")}, STORED),
    "one text in very many cells": shared_flood,
    "a text longer than a cell": lambda: sheet(b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + b"w" * 40_000 + b"</t></is></c></row>"),
    "entities": entities,
    "entities in UTF-16": entities_in_utf16,
    "link to another file": lambda: with_relation("externalLink", "externalLinks/externalLink1.xml"),
    "link that starts a program": dde,
    "embedded object": lambda: with_relation("oleObject", "embeddings/oleObject1.bin"),
    "link to a source of data": lambda: with_relation("connections", "connections.xml"),
    "sheet under another name": lambda: with_relation("worksheet", "worksheets/sheet9.png"),
    "broken XML": lambda: sheet(b"<row>"),
    "other encoding than declared": lambda: in_encoding("latin-1", "UTF-8"),
    "encoding that nobody knows": lambda: in_encoding("utf-8", "x-klingon"),
    "text file under another name": lambda: "code;answer\nW1;2\n".encode("utf-16"),
    "zip cut in the middle": lambda: good()[: len(good()) // 2] + good()[-60:],
    "a sheet with a very long name": lambda: packed({"xl/workbook.xml": parts(good())["xl/workbook.xml"].replace(b"library_meta", b"w" * 100_000)}),
    "packed in an unusual way": lambda: packed({}, zipfile.ZIP_LZMA),
    "one part as two hundred sheets": lambda: listed(200),
    "ten thousand sheets": lambda: listed(10_000),
    "one part as sheets of a workbook in disguise": lambda: listed(200, "sst"),
}  # fmt: skip
