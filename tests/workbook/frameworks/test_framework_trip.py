"""A framework goes to a workbook and back without loss."""

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings

from resilience.errors import InputError
from resilience.framework import Framework, load_framework, load_source
from resilience.settings import ROOT
from resilience.workbook.framework_sheets import read_framework, write_framework
from tests.framework.small import FILES, changed
from tests.workbook.frameworks.examples import edited, frameworks, plain, small

pytestmark = pytest.mark.long

SHIPPED = sorted(path.parent for path in (ROOT / "indicators").glob("*/framework.yaml"))


@given(frameworks())
@settings(max_examples=25, deadline=None, derandomize=True)
def test_any_framework_comes_back_equal_and_a_second_trip_changes_no_byte(
    framework: Framework,
) -> None:
    first = read_framework(write_framework(framework))
    again = load_source(first.source)
    assert plain(again) == plain(framework)
    assert first.unused == ()
    second = read_framework(write_framework(again))
    assert second.source == first.source
    assert load_source(second.source).sha256 == again.sha256


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda path: path.name)
def test_what_is_shipped_comes_back_equal(folder: Path) -> None:
    framework = load_framework(folder)
    read = read_framework(write_framework(framework))
    assert plain(load_source(read.source)) == plain(framework)
    assert sorted(read.source) == sorted(framework.source)
    assert read.unused == ()


def test_the_same_framework_makes_the_same_file() -> None:
    assert write_framework(small()) == write_framework(small())


def test_the_sheets_and_columns_are_those_of_the_layout() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(write_framework(small())))
    assert workbook.sheetnames == [
        "library_meta", "framework_meta", "framework_content", "tiers_meta", "tiers_content",
        "scale_1_meta", "scale_1_content", "scale_2_meta", "scale_2_content",
    ]  # fmt: skip
    rows = list(workbook["framework_content"].iter_rows(values_only=True))
    heads = [str(head) for head in rows[0]]
    assert heads[:7] == [
        "assessable", "depth", "ref_id", "name", "description", "annotation", "typical_evidence",
    ]  # fmt: skip
    assert [(row[0], row[1], row[2]) for row in rows[1:]] == [
        (None, 1, "A"), (None, 2, "AA"), ("x", 3, "AA.1"), ("x", 3, "1.10"),
        (None, 1, "B"), ("x", 2, "B1"), ("x", 2, "B2"),
    ]  # fmt: skip
    assert rows[4][heads.index("scores_definition")] == "scale_2"


def test_minutes_of_workbooks_before_version_2_are_ignored() -> None:
    def with_minutes(workbook: openpyxl.Workbook) -> None:
        tiers: Any = workbook["tiers_content"]
        for row, value in enumerate(("resilience_minutes", 30, "long"), 1):
            tiers.cell(row, 4).value = value

    found = read_framework(edited(with_minutes))
    assert plain(load_source(found.source)) == plain(small())
    assert found.unused == ()


def test_codes_are_cells_of_text_also_below_the_last_row() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(write_framework(small())))
    sheet = workbook["framework_content"]
    assert {cell.number_format for cell in sheet["C"]} == {"@"}
    assert sheet.column_dimensions["C"].number_format == "@"


def test_languages_have_columns_of_their_own() -> None:
    korean = "language: ko\ntitle: 작은\nthemes: {A: {title: 물}}\nindicators: {}\n"
    chinese = korean.replace("ko", "zh-Hans")
    framework = load_source({**FILES, "text.ko.yaml": korean, "text.zh-Hans.yaml": chinese})
    workbook = openpyxl.load_workbook(io.BytesIO(write_framework(framework)))
    heads = [str(cell.value) for cell in next(workbook["framework_content"].iter_rows())]
    assert {"name[ko]", "name[zh]", "resilience_level_0[zh]"} <= set(heads)


@pytest.mark.parametrize("nasty", ["=1+1", "+1", "-1", "@SUM(A1)", "http://a.example", "1.10"])
def test_words_that_look_like_formulas_stay_words(nasty: str) -> None:
    framework = load_source(changed("text.en.yaml", "title: Drain plan", f"title: '{nasty}'"))
    written = write_framework(framework)
    sheet = openpyxl.load_workbook(io.BytesIO(written))["framework_content"]
    assert [(c.data_type, c.hyperlink) for c in sheet["D"] if c.value == nasty] == [("s", None)]
    assert load_source(read_framework(written).source).title("AA.1") == nasty


@pytest.mark.parametrize("words", ["_x0041_", "<r>rich</r>", "w" * 40_000])
def test_words_that_a_workbook_would_change_are_refused(words: str) -> None:
    framework = load_source(changed("text.en.yaml", "title: Drain plan", f"title: '{words}'"))
    with pytest.raises(InputError, match=r"framework_content, row 4, column D \(name\): "):
        write_framework(framework)


def test_a_language_that_the_layout_takes_for_another_is_refused() -> None:
    words = FILES["text.en.yaml"].replace("language: en", "language: zh")
    with pytest.raises(
        InputError, match=r"A workbook cannot name the language zh: it would be read as zh-Hans"
    ):
        write_framework(load_source({**FILES, "text.zh.yaml": words}))


def test_sentences_that_all_indicators_share_stand_on_the_sheet_of_their_scale() -> None:
    files = changed("text.en.yaml", "[Small., Middling., Large.]", "[None., A draft., A plan.]")
    own = "            scale: {values: [0, 20, 100], points: [0, 1, 5]}\n"
    files["framework.yaml"] = files["framework.yaml"].replace(own, "")
    written = write_framework(load_source(files))
    workbook = openpyxl.load_workbook(io.BytesIO(written))
    shared = [row[2] for row in workbook["scale_1_content"].iter_rows(values_only=True)]
    assert shared == ["description", "None.", "A draft.", "A plan."]
    assert plain(load_source(read_framework(written).source)) == plain(load_source(files))
