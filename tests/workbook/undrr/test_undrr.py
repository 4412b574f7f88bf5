"""The official words: found by where they are drawn, and every other workbook refused in words."""

import io
import random
import zipfile
from dataclasses import replace

import pytest

from resilience.archive import MEGABYTE
from resilience.errors import Faults, InputError, ResilienceError
from resilience.workbook.official import Official
from resilience.workbook.reading import package
from resilience.workbook.undrr import CODES, read_official
from tests.indicators import UNDRR_1, shipped
from tests.workbook.undrr.official import TWO, Book, item, levels, question, shape
from tests.workbook.undrr.official_parts import packed

UNREADABLE = "This file cannot be read as an Excel workbook"


def faults(made: Book) -> list[str]:
    """What is wrong with a workbook of two items."""
    with pytest.raises(Faults) as raised:
        read_official(made.written(), TWO)
    assert str(raised.value).startswith("This is not the official UNDRR workbook as published")
    return [str(fault) for fault in raised.value.faults]


def refused(data: bytes) -> str:
    """The sentence with which a file is refused as a whole."""
    with pytest.raises(InputError) as raised:
        read_official(data, TWO)
    return str(raised.value)


def test_question_and_levels_are_found_whatever_their_order() -> None:
    found = read_official(Book().written(), TWO)
    assert found == {code: Official(question(code), levels(code)) for code in TWO}


def test_all_items_are_found_each_below_its_own_title() -> None:
    found = read_official(Book(CODES).written())
    assert list(found) == list(CODES)
    assert all(found[code] == Official(question(code), levels(code)) for code in CODES)


def test_cells_may_stand_in_any_order() -> None:
    two = ("P1.1", "P1.2")
    made = Book(two)
    made.titles["E01"] = dict(reversed(made.titles["E01"].items()))
    assert read_official(made.written(), two) == read_official(Book(two).written(), two)


def test_the_items_are_those_of_the_framework() -> None:
    framework = shipped(UNDRR_1)
    assert tuple(i.code for i in framework.root.indicators()) == CODES


def test_paragraphs_stay_apart_and_stray_space_goes() -> None:
    made = Book().spoil(
        "E01", "Are the otters", shape(4, 0, " Is  it\n there? ", " ", "By it, all.")
    )
    assert read_official(made.written(), TWO)["P1.1"].question == "Is it there?\n\nBy it, all."


@pytest.mark.parametrize("dash", ["–", "-", "—", ":", " – ", "\u00a0–"])
def test_a_level_is_known_by_its_number_whatever_the_dash(dash: str) -> None:
    made = Book().spoil("E01", "2 – ", shape(7, 1, f"2{dash}20 - 40 ponds.", hidden=True))
    assert read_official(made.written(), TWO)["P1.1"].levels[2] == "20 - 40 ponds."


def test_a_missing_level_is_named_with_its_sheet_and_item() -> None:
    made = Book().spoil("E02", "2 – ", "")
    assert faults(made) == ["E02: P2.1 has 0 texts for level 2, expected one."]


def test_a_level_without_words_is_missing() -> None:
    made = Book().spoil("E02", "2 – ", shape(6, 1, "2 – ", hidden=True))
    assert faults(made) == ["E02: P2.1 has 0 texts for level 2, expected one."]


def test_all_faults_are_told_at_once() -> None:
    made = Book()
    made.shapes["E01"] += [shape(9, 1, "0 – Once more.", hidden=True), shape(5, 0, "Is it?")]
    made.titles["E02"] = {2: "P2.10 - Another"}
    assert faults(made) == [
        "E01: P1.1 has 2 questions, expected one.",
        "E01: P1.1 has 2 texts for level 0, expected one.",
        "E02: the title of P2.1 is not in column B.",
    ]


def test_a_title_that_stands_twice_is_no_item() -> None:
    made = Book()
    made.titles["E01"][30] = "P1.1 - Otters again"
    made.shapes["E01"] += item("P1.1", 30)
    assert faults(made)[0] == "E01: P1.1 has 2 questions, expected one."


def test_a_shape_above_the_titles_or_right_of_them_belongs_to_no_item() -> None:
    made = Book()
    made.shapes["E01"] += [shape(1, 1, "3 – Too high."), shape(5, 2, "3 – Too far.")]
    assert read_official(made.written(), TWO)["P1.1"] == Official(question("P1.1"), levels("P1.1"))


@pytest.mark.parametrize("place", ["", "-1", "1.5", "9" * 5000])
def test_a_shape_at_no_cell_and_a_cell_with_no_text_belong_to_no_item(place: str) -> None:
    made = Book()
    made.shapes["E01"].append(shape(5, 0, "Is it?").replace(">5<", f">{place}<"))
    cells = str(made.parts()["xl/worksheets/sheet0.xml"])
    changed = cells.replace('<c r="B5" s="0"/>', f'<c r="B5" t="s"><v>{place}</v></c>')
    assert changed != cells
    found = read_official(made.written(sheet0=changed), TWO)
    assert found["P1.1"] == Official(question("P1.1"), levels("P1.1"))


def test_a_missing_sheet_is_named_once() -> None:
    assert faults(Book(("P1.1",))) == ["The sheet E02 is missing."]
    with pytest.raises(Faults) as raised:
        read_official(Book(("P1.1", "P1.2", "P1.3")).written())
    missing = [f"The sheet E{n:02d} is missing." for n in range(2, 11)]
    assert [str(fault) for fault in raised.value.faults] == missing


def test_a_sheet_without_drawings_has_no_questions() -> None:
    made = Book()
    made.shapes["E02"] = []
    assert "E02: P2.1 has 0 questions, expected one." in faults(made)


def test_another_workbook_is_refused_as_such() -> None:
    said = refused(Book(("P7.1",)).written())
    assert (
        said
        == "This is not the official UNDRR workbook: it has none of the sheets E01 to E02. Upload the official workbook as UNDRR publishes it."
    )
    assert refused(packed({"hello.txt": "hello"})) == said


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"PK\x03\x04" + b"\0" * 40, Book().written()[:-30]]
)
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    assert refused(data).startswith(UNREADABLE)


def test_a_part_that_is_no_xml_is_refused() -> None:
    assert refused(Book().written(workbook="<workbook>")).startswith(UNREADABLE)


@pytest.mark.parametrize("declared", ["<!DOCTYPE x>", '<!DOCTYPE x [<!ENTITY a "b">]>', "<!ENTITY"])
@pytest.mark.parametrize("part", ["workbook", "sharedStrings", "sheet0", "d1"])
def test_declarations_are_refused(part: str, declared: str) -> None:
    said = refused(Book().written(**{part: f"{declared}<x/>"}))
    assert "declares a document type or entities" in said
    assert f"/{part}.xml" in said


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "cp037"])
def test_no_encoding_hides_a_declaration(encoding: str) -> None:
    plain, name = Book().parts(), "xl/workbook.xml"
    hidden = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x>{plain[name]!s}'
    assert refused(packed({**plain, name: hidden.encode(encoding)})).startswith(UNREADABLE)


def test_a_part_packed_beyond_reason_is_refused() -> None:
    parts = {**Book().parts(), "xl/bomb.bin": b"\0" * 2_000_000}
    said = refused(packed(parts))
    assert "xl/bomb.bin of the file would take 1 MB unpacked" in said
    assert "At most 20 MB is allowed, and no more than 200 times its packed size" in said


def test_a_part_that_is_too_large_is_refused() -> None:
    large = b"\0" * (package.BOUNDS.part + MEGABYTE)
    parts = {**Book().parts(), "xl/large.bin": large}
    said = refused(packed(parts, zipfile.ZIP_STORED))
    assert "xl/large.bin of the file would take 21 MB unpacked. At most 20 MB" in said


def test_parts_that_are_too_large_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = Book().written()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        whole = sum(part.file_size for part in archive.infolist())
    monkeypatch.setattr(package, "BOUNDS", replace(package.BOUNDS, whole=whole))
    assert list(read_official(data, TWO)) == list(TWO)
    monkeypatch.setattr(package, "BOUNDS", replace(package.BOUNDS, whole=whole - 1))
    assert refused(data).startswith("The file would take")


def test_a_locked_or_oddly_packed_file_is_refused() -> None:
    locked = bytearray(Book().written())
    central = locked.index(b"PK\x01\x02")
    locked[central + 8] |= 1
    assert "locked or packed in an unusual way" in refused(bytes(locked))
    lzma = packed(Book().parts(), zipfile.ZIP_LZMA)
    assert "locked or packed in an unusual way" in refused(lzma)


def test_whatever_is_damaged_is_read_or_refused_in_words() -> None:
    chance = random.Random(7)
    whole, told = Book().written(), 0
    for _ in range(400):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            read_official(bytes(data), TWO)
        except ResilienceError:
            told += 1
    assert told > 100
