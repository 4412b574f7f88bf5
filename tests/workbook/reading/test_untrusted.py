"""What means harm is refused in a sentence, quickly and without much memory."""

import io
import time
import tracemalloc
import zipfile

import pytest

from resilience.errors import InputError
from resilience.workbook.reading.formats import read_here, read_untrusted
from resilience.workbook.reading.untrusted import FilledCell
from tests.workbook.frameworks.examples import made
from tests.workbook.reading.hostile import (
    HEAD,
    HOSTILE,
    SHEET,
    good,
    in_encoding,
    packed,
    parts,
    sheet,
    with_relation,
)

#: what the sentence says of each
SAYS = {
    "no workbook": "not an Excel workbook",
    "empty file": "not an Excel workbook",
    "zip without a workbook": "damaged",
    "cut off": "not an Excel workbook",
    "old or locked": "damaged",
    "file of 25 MB": "is 23 MB; at most 20 MB",
    "sheet of 200 MB": "would take 204 MB unpacked. At most 30 MB",
    "zip bomb": "would take 23 MB unpacked. At most 30 MB is allowed, and no more than 200 times its packed size",
    "zip bomb that lies": "damaged",
    "many middling parts": "The file would take 6. MB unpacked; at most 60 MB",
    "a hundred thousand parts": "more parts than this file type needs",
    "a million rows": "more than 50,000 rows",
    "a row far down": "more than 20,000 rows",
    "a row at a strange place": r"a cell in an unexpected place \(1e6\)",
    "a column far right": "more than 500 columns",
    "very many cells": "more than 200,000 filled cells",
    "very many texts": "more than 50,000 different texts",
    "very many formats": "more than 60,000 formats",
    "one text in very many cells": "more than 5000000 characters",
    "a text longer than a cell": "row 1, column A: found 40000 characters; the limit is 32767",
    "entities": "declares a document type or entities",
    "entities in UTF-16": "declares a document type or entities",
    "link to another file": r"a link to another file or source \(externalLinks/externalLink1.xml\)",
    "link that starts a program": r"a link to another file or source \(externalLinks/externalLink1.xml\)",
    "embedded object": r"a link to another file or source \(embeddings/oleObject1.bin\)",
    "link to a source of data": "a link to another file or source",
    "sheet under another name": "unexpected name",
    "broken XML": "damaged at line 1",
    "other encoding than declared": "sheet1.xml of the file is damaged at line 1",
    "encoding that nobody knows": "damaged",
    "text file under another name": "not an Excel workbook",
    "zip cut in the middle": "damaged",
    "a sheet with a very long name": "A sheet name in the workbook has 100000 characters; the limit is 255",
    "packed in an unusual way": "locked or packed in an unusual way",
    "one part as two hundred sheets": "more than 200,000 filled cells",
    "ten thousand sheets": "more than 200 sheets",
    "one part as sheets of a workbook in disguise": "more than 200,000 filled cells",
}


def test_every_hostile_file_is_tried() -> None:
    assert list(SAYS) == list(HOSTILE)


@pytest.mark.parametrize("name", list(HOSTILE))
def test_it_is_refused_in_a_sentence_quickly_and_with_little_memory(name: str) -> None:
    data = HOSTILE[name]()
    tracemalloc.start()
    start = time.process_time()
    with pytest.raises(InputError, match=SAYS[name]) as raised:
        read_here(data)  # in this process, whose memory is traced
    seconds, (_, peak) = time.process_time() - start, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert str(raised.value).endswith(".")
    assert peak < 100_000_000
    assert (
        seconds < 20
    )  # the tracing of memory slows it down; benchmarks/hostile.py has the figures


def test_the_cells_of_a_good_workbook_are_found_with_their_places() -> None:
    read = read_untrusted(good())
    assert read.sheets == {
        "library_meta": [
            [FilledCell(1, 1, "type"), FilledCell(1, 2, "library")],
            [FilledCell(2, 1, "a"), FilledCell(2, 2, 1.5)],
            [FilledCell(3, 1, "b"), FilledCell(3, 2, True)],
        ]
    }
    assert (read.formulas, read.macros) == ((), False)


def test_formulas_and_errors_are_told_by_their_place_and_have_no_value() -> None:
    read = read_untrusted(made({"A": [["=1+1", "a"]], "B": [[1], ["#N/A"]]}))
    assert read.sheets == {"A": [[FilledCell(1, 2, "a")]], "B": [[FilledCell(1, 1, 1)]]}
    assert tuple(map(str, read.formulas)) == (
        "A, row 1, column A: found the formula =1+1, expected a value: paste it as a value.",
        "B, row 2, column A: found the error #N/A, expected a value.",
    )


def test_merged_cells_are_told_by_their_sheet() -> None:
    merged = b'</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>'
    row = HEAD + b'<row r="1"><c r="A1"><v>1</v></c></row>'
    assert read_untrusted(packed({SHEET: row + merged})).merged == {"library_meta": ["A1:B2"]}
    assert read_untrusted(good()).merged == {"library_meta": []}


def test_computed_cells_are_kept_apart_by_their_sheet() -> None:
    read = read_untrusted(made({"A": [["=1+1", "a"]], "B": [["#N/A"]]}))
    assert read.computed == {"A": [FilledCell(1, 1, "=1+1")], "B": [FilledCell(1, 1, "#N/A")]}


def test_a_sheet_in_another_encoding_that_says_so_is_read() -> None:
    read = read_untrusted(in_encoding("utf-16", "UTF-16"))
    assert read.sheets["library_meta"] == [[FilledCell(1, 1, "Fluß 水")]]


def test_text_that_looks_like_a_formula_is_text() -> None:
    cell = b'<row r="1"><c r="A1" t="inlineStr"><is><t>=1+1</t></is></c></row>'
    assert read_untrusted(sheet(cell)).sheets["library_meta"] == [[FilledCell(1, 1, "=1+1")]]


def test_very_many_formulas_are_counted() -> None:
    read = read_untrusted(made({"A": [["=1+1"]] * 60}))
    assert len(read.formulas) == 51
    assert str(read.formulas[-1]) == "10 more cells hold a formula or an error."


def test_macros_are_told_and_links_of_cells_are_harmless() -> None:
    assert read_untrusted(packed({"xl/vbaProject.bin": b"code"})).macros
    linked = with_relation("hyperlink", "http://a.example", 'TargetMode="External"')
    assert read_untrusted(linked).sheets


def test_a_part_that_stands_twice_is_refused() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in [*parts(good()).items(), ("XL/Workbook.xml", b"<x/>")]:
            archive.writestr(name, content)
    with pytest.raises(InputError, match="or one of them twice"):
        read_untrusted(held.getvalue())


@pytest.mark.parametrize("at", range(0, 4000, 97))
def test_any_damage_gives_a_sentence_or_cells(at: int) -> None:
    data = bytearray(good())
    data[at % len(data)] ^= 0x55
    try:
        read_untrusted(bytes(data))
    except InputError as error:
        assert str(error)
