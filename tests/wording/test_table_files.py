"""A table that a page shows, as files."""

import datetime
import io
from dataclasses import replace

import numpy as np
import pandas as pd
from openpyxl import load_workbook

from resilience.text import Text
from resilience.wording.table_files import (
    Origin,
    file_name,
    origin_words,
    source_lines,
    table_csv,
    table_xlsx,
)

CASCAIS = Origin("Cascais", datetime.date(2026, 10, 13), "K7MPQ3", invented=False)
HAIWAN = Origin("Haiwan", datetime.date(2026, 10, 13), "YWV4EE", invented=True)
TABLE = pd.DataFrame(
    {
        "Score": [62.45, np.nan],
        "People": pd.array([5, None], dtype="Int64"),
        "Because": ["=1+1", None],
        "Odd": np.array([np.int64(3), "–"], dtype=object),
    },
    index=pd.Index(["Water", "Power"], name="Department"),
)


def lines(made: bytes) -> list[str]:
    """The lines of a CSV file."""
    return made.decode("utf-8-sig").splitlines()


def test_a_file_is_named_after_the_workshop_and_what_it_shows() -> None:
    assert file_name("departments-heat", CASCAIS) == "resilience-K7MPQ3-departments-heat"
    assert file_name("network-strip", Origin()) == "resilience-network-strip"


def test_every_row_of_a_csv_says_where_it_comes_from() -> None:
    assert lines(table_csv(TABLE, CASCAIS, Text())) == [
        "Department,Score,People,Because,Odd,City of the workshop,Date of the workshop,Workshop",
        "Water,62.5,5,'=1+1,3,Cascais,2026-10-13,K7MPQ3",
        "Power,,,,–,Cascais,2026-10-13,K7MPQ3",
    ]


def test_invented_figures_say_so_in_each_row_and_in_the_workbook() -> None:
    said = "Invented data: this city does not exist."
    assert all(line.endswith(said) for line in lines(table_csv(TABLE, HAIWAN, Text()))[1:])
    sheet = load_workbook(io.BytesIO(table_xlsx(TABLE, "heat", HAIWAN, Text()))).active
    assert sheet is not None
    assert sheet["A1"].value == f"Haiwan · October 13, 2026 · workshop YWV4EE · {said}"
    assert sheet["A4"].value == "Water"


def test_a_table_of_no_workshop_has_its_columns_alone() -> None:
    assert lines(table_csv(TABLE[["Score"]], Origin(), Text())) == [
        "Department,Score",
        "Water,62.5",
        "Power,",
    ]
    assert origin_words(Origin(), Text()) == ""


def test_a_picture_names_its_workshop_its_source_and_this_product() -> None:
    assert source_lines(CASCAIS, "", Text()) == [
        "Cascais · October 13, 2026 · workshop K7MPQ3",
        "Source: self-assessment in workshops · Urban resilience dashboard",
    ]


def test_published_figures_are_of_no_workshop_and_not_invented() -> None:
    said = source_lines(HAIWAN, "Source: [1] A register", Text())
    assert said == ["Source: [1] A register · Urban resilience dashboard"]


def test_an_index_without_a_name_is_no_column() -> None:
    assert lines(table_csv(pd.DataFrame({"a": [1, 2]}), Origin(), Text())) == ["a", "1", "2"]


def test_the_words_are_those_of_the_reader() -> None:
    assert lines(table_csv(TABLE, CASCAIS, Text("zh-Hans")))[0].endswith(",工作坊")


def test_several_invented_cities_say_so_too() -> None:
    said = "Invented data: these cities do not exist."
    made = lines(table_csv(TABLE[["Score"]], Origin(invented=True), Text()))
    assert made == ["Department,Score,Note", f"Water,62.5,{said}", f"Power,,{said}"]
    assert origin_words(Origin(invented=True), Text()) == said


def test_a_caution_is_in_every_row_and_above_the_sheet() -> None:
    careful = replace(HAIWAN, caution="A reading aid.")
    said = "Invented data: this city does not exist. A reading aid."
    assert lines(table_csv(TABLE, careful, Text()))[1].endswith(said)
    sheet = load_workbook(io.BytesIO(table_xlsx(TABLE, "themes", careful, Text()))).active
    assert sheet
    assert str(sheet["A1"].value).endswith("does not exist. · A reading aid.")
