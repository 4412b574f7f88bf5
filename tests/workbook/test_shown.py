"""A table as a workbook of one sheet."""

import io

from openpyxl import load_workbook

from resilience.text import Text
from resilience.workbook.shown import write_shown

NAN = float("nan")


def rows(made: bytes) -> list[tuple[object, ...]]:
    """The rows of the only sheet."""
    (sheet,) = load_workbook(io.BytesIO(made)).worksheets
    return list(sheet.iter_rows(values_only=True))


def test_columns_stand_below_the_heading_with_one_decimal() -> None:
    made = write_shown(
        "departments-heat",
        [("Unit", ["Water", "Power"]), ("Score", [62.45, NAN]), ("People", [5, None])],
        "Cascais · October 13, 2026 · workshop K7MPQ3",
        Text(),
    )
    assert rows(made) == [
        ("Cascais · October 13, 2026 · workshop K7MPQ3", None, None),
        (None, None, None),
        ("Unit", "Score", "People"),
        ("Water", 62.5, 5),
        ("Power", None, None),
    ]
    assert load_workbook(io.BytesIO(made)).sheetnames == ["departments-heat"]


def test_words_that_look_like_a_formula_stay_words() -> None:
    made = write_shown("t", [("=1+1", ["=HYPERLINK(1)", "+5.0"])], "=A1", Text())
    sheet = load_workbook(io.BytesIO(made)).active
    assert sheet is not None
    found = [
        (cell.value, cell.data_type) for row in sheet.iter_rows() for cell in row if cell.value
    ]
    assert found == [("=A1", "s"), ("=1+1", "s"), ("=HYPERLINK(1)", "s"), ("+5.0", "s")]


def test_a_table_without_rows_has_its_header() -> None:
    assert rows(write_shown("t", [("Unit", [])], "Cascais", Text()))[-1] == ("Unit",)


def test_a_long_heading_is_cut_at_the_foot_alone() -> None:
    heading = "A very long city " * 20
    assert rows(write_shown("t", [("Unit", ["Water"])], heading, Text()))[0] == (heading,)
