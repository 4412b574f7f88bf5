"""Spreadsheets of other programs are read as those of Excel are, within the same bounds."""

import datetime
import io
import zipfile
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from resilience.errors import InputError
from resilience.workbook.reading.formats import read_untrusted
from resilience.workbook.reading.untrusted import FilledCell
from tests.workbook.sheets import saved_again

pytestmark = pytest.mark.long

HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
)
FOOT = "</office:spreadsheet></office:body></office:document-content>"
ONE = '<table:table-cell office:value-type="float" office:value="1"/>'


def ods(
    tables: str, manifest: str = "<m/>", head: str = HEAD, packing: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """An OpenDocument spreadsheet with these tables."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", head + tables + FOOT, packing)
    return held.getvalue()


def table(rows: str, times: int = 1) -> str:
    return f'<table:table table:name="A">{rows}</table:table>' * times


def book() -> bytes:
    """A workbook with a cell of every kind."""
    held = io.BytesIO()
    with Workbook(held) as workbook:
        paper = workbook.add_worksheet("Küste 水")
        paper.write_row(1, 1, ["a b  c", 3, 2.5, True])
        paper.write_number(2, 0, 0.5, workbook.add_format({"num_format": "0.0%"}))
        paper.write_datetime(
            2, 1, datetime.datetime(2026, 3, 5), workbook.add_format({"num_format": 14})
        )
        paper.write_formula(3, 0, "=1/0", value="#DIV/0!")
        paper.merge_range("B5:C6", "merged")
        workbook.add_worksheet("hidden").hide()
    return held.getvalue()


@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_cells_of_every_kind_are_read(tmp_path: Path, kind: str) -> None:
    read = read_untrusted(saved_again(tmp_path, book(), kind))
    assert list(read.sheets) == ["Küste 水", "hidden"]
    assert read.sheets["Küste 水"] == [
        [
            FilledCell(2, 2, "a b  c"),
            FilledCell(2, 3, 3),
            FilledCell(2, 4, 2.5),
            FilledCell(2, 5, True),
        ],
        [FilledCell(3, 1, 0.5, percent=True), FilledCell(3, 2, datetime.datetime(2026, 3, 5))],
        [FilledCell(5, 2, "merged")],
    ]
    assert [(one.row, one.column) for one in read.computed["Küste 水"]] == [(4, 1)]
    assert read.merged == {"Küste 水": ["B5:C6"], "hidden": []}


BAD = {
    "very many repeated cells": (
        ods(table(f'<table:table-row table:number-rows-repeated="15000">{ONE * 20}</table:table-row>')),
        "more than 200,000 filled cells",
    ),
    "a row far down": (
        ods(table(f'<table:table-row table:number-rows-repeated="1000000"/><table:table-row>{ONE}</table:table-row>')),
        "more than 20,000 rows",
    ),
    "a column far right": (
        ods(table(f'<table:table-row><table:table-cell table:number-columns-repeated="999999"/>{ONE}</table:table-row>')),
        "more than 500 columns",
    ),
    "very many sheets": (ods(table("", 201)), "more than 200 sheets"),
    "very many elements": (ods(table("<x/>" * 1_000_001), packing=zipfile.ZIP_STORED), "damaged"),
    "a very long text": (
        ods(table('<table:table-row><table:table-cell><text:p><text:s text:c="60000"/>x</text:p></table:table-cell></table:table-row>')),
        "found 60001 characters; the limit is 32767",
    ),
    "a password": (ods("", "<m:encryption-data/>"), "protected by a password"),
    "entities": (ods("", head='<!DOCTYPE x [<!ENTITY a "b">]>' + HEAD), "damaged"),
    "broken XML": (ods("<table:table>"), "damaged"),
    "a strange number": (ods(table(f'<table:table-row table:number-rows-repeated="many">{ONE}</table:table-row>')), "damaged"),
    "no content": (ods("")[:60], "not an Excel workbook|damaged"),
    "an old workbook that is none": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "damaged"),
    "a workbook with a password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
}  # fmt: skip


@pytest.mark.parametrize("name", list(BAD))
def test_what_means_harm_or_is_damaged_is_refused_in_a_sentence(name: str) -> None:
    data, said = BAD[name]
    with pytest.raises(InputError, match=said):
        read_untrusted(data)


@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_any_damage_gives_a_sentence_or_cells(tmp_path: Path, kind: str) -> None:
    whole = saved_again(tmp_path, book(), kind)
    for at in range(0, len(whole), len(whole) // 60):
        data = bytearray(whole)
        data[at] ^= 0x55
        try:
            read_untrusted(bytes(data))
        except InputError as error:
            assert str(error)
