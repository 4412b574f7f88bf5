"""What is no official UNDRR workbook, or a hostile one, is refused in words, and soon."""

import pytest

from resilience.errors import Faults, InputError
from resilience.workbook.reading import package
from resilience.workbook.undrr import CODES, UndrrProfile, fill, read_filled
from tests.workbook.reading.hostile import HOSTILE
from tests.workbook.reading.spoiled import parts, replaced, with_parts
from tests.workbook.undrr.official import Book
from tests.workbook.undrr.official_parts import MAIN, control, packed

WHOLE = Book(CODES).written()
FIRST = "xl/worksheets/sheet0.xml"


def faults(data: bytes) -> list[str]:
    """What is told of a workbook that differs from the official one."""
    with pytest.raises(Faults) as raised:
        read_filled(data)
    assert str(raised.value).startswith("This is not the official UNDRR workbook as published")
    return [str(fault) for fault in raised.value.faults]


def refused(data: bytes) -> str:
    """The sentence with which a file is refused, read or filled."""
    with pytest.raises(InputError) as raised:
        read_filled(data)
    with pytest.raises(InputError) as again:
        fill(data, {}, {}, UndrrProfile(), "…")
    assert str(again.value) == str(raised.value)
    return str(raised.value)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused(name: str) -> None:
    refused(HOSTILE[name]())


def test_another_workbook_is_refused_as_such() -> None:
    said = refused(packed({"hello.txt": "hello"}))
    assert (
        said
        == "This is not the official UNDRR workbook: it has none of the sheets E01 to E10. Upload the official workbook as UNDRR publishes it."
    )


def test_all_missing_sheets_are_told_at_once() -> None:
    data = replaced(Book(("P1.1", "P2.1")).written(), "workbook.xml", 'name="Info"', 'name="Old"')
    missing = ["Info", *(f"E{n:02d}" for n in range(3, 11))]
    assert faults(data) == [f"The sheet {name} is missing." for name in missing]


def test_an_edition_with_another_number_of_items_is_refused() -> None:
    assert faults(Book(CODES[:2] + CODES[4:]).written()) == [
        "Results: found 45 items, expected 46 or 47."
    ]


def test_an_item_that_is_listed_twice_is_told() -> None:
    data = replaced(WHOLE, "results.xml", "<t>P1.2</t>", "<t>P1.1</t>")
    assert faults(data) == ["Results!G176: expected the formula that points to the answer of P1.1."]


def test_a_title_elsewhere_is_told() -> None:
    made = Book(CODES)
    made.titles["E03"][2] = "P3.2 - Otters"
    assert faults(made.written()) == ["E03!B3: expected the title of P3.1."]


def test_thousands_of_faults_are_counted() -> None:
    rows = "".join(
        f'<row r="{n}"><c r="C{n}" t="inlineStr"><is><t>P1.1</t></is></c></row>'
        for n in range(1, 9000)
    )
    data = with_parts(
        WHOLE,
        {
            "xl/worksheets/results.xml": (
                f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
            ).encode()
        },
    )
    told = faults(data)
    assert len(told) == 51
    assert told[-1] == "8949 more faults."


def test_a_cell_that_is_to_be_written_must_be_there() -> None:
    data = replaced(WHOLE, FIRST, '<c r="E7" s="1"/>', "")
    with pytest.raises(Faults) as raised:
        fill(data, {"P1.1": 2}, {}, UndrrProfile(), "…")
    assert [str(fault) for fault in raised.value.faults] == ["E01!E7: the cell is missing."]
    assert read_filled(data).levels == {}


def test_declarations_are_refused_in_every_part_that_is_read() -> None:
    for name in ("results.xml", "info.xml", "sheet3.xml", "sharedStrings.xml"):
        part = next(one for one in parts(WHOLE) if one.endswith(name))
        held = b'<!DOCTYPE x [<!ENTITY a "b">]>' + parts(WHOLE)[part]
        assert f"{part} of this file declares" in refused(with_parts(WHOLE, {part: held}))


def test_a_part_with_too_much_xml_is_refused() -> None:
    much = b"<x>" + b"<y/>" * (package.XML_LIMIT // 4) + b"</x>"
    assert "200 times its packed size" in refused(with_parts(WHOLE, {FIRST: much}))
    said = refused(with_parts(WHOLE, {FIRST: much}, stored=True))
    assert said.startswith(f"The part {FIRST} of this file is larger than 8 MB")


def test_very_many_elements_are_refused() -> None:
    many = parts(WHOLE)[FIRST].replace(b"<sheetData>", b"<sheetData>" + b"<c/>" * 1_000_000)
    assert "more cells, shapes and other elements" in refused(
        with_parts(WHOLE, {FIRST: many}, stored=True)
    )


def test_many_buttons_with_one_large_part_are_refused() -> None:
    """Each names the same settings, which would be taken apart once for each of them."""
    setting = "xl/ctrlProps/c1001.xml"
    large = parts(WHOLE)[setting] + b" " * 4_000_000
    controls = "".join(control(1001, "c1001", 6) for _ in range(2_000))
    data = replaced(WHOLE, FIRST, "<controls>", f"<controls>{controls}")
    with pytest.raises(InputError, match="larger than 40 MB when unpacked"):
        fill(with_parts(data, {setting: large}, stored=True), {}, {}, UndrrProfile(), "…")


def test_a_part_that_stands_twice_is_refused() -> None:
    twice = WHOLE.replace(b"xl/printerSettings/p1.bin", b"xl/printerSettings/p0.bin")
    assert "one of them twice" in refused(twice)
