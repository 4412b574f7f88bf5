"""Faults of a workbook are told by sheet, row and column, all at once."""

import datetime
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from resilience.errors import Faults
from resilience.workbook.framework_sheets import read_framework
from tests.workbook.frameworks.examples import edited, put

Change = Callable[[openpyxl.Workbook], None]
ROWS, SCALE = "framework_content", "scale_1_content"


def setting(sheet: str, key: str, head: str, value: object) -> Change:
    return lambda workbook: put(workbook, sheet, key, head, value)


def faults_of(data: bytes) -> list[str]:
    """What reading the workbook reports."""
    with pytest.raises(Faults) as raised:
        read_framework(data)
    assert str(raised.value).startswith("The workbook has faults:")
    return [str(fault) for fault in raised.value.faults]


#: name, change, the beginning of the one sentence that tells it, and a part of it
CASES = [
    ("code made a number", setting(ROWS, "1.10", "ref_id", 1.1), f"{ROWS}, row 5, column C (ref_id): found 1.1", "Format the cell as text"),
    ("version made a number", setting("library_meta", "resilience_version", "", 1.1), "library_meta, row 11, column B (resilience_version): found 1.1", "Format the cell as text"),
    ("title made a date", setting(ROWS, "B1", "name", datetime.datetime(2026, 1, 2)), f"{ROWS}, row 7, column D (name): found 2026-01-02", "Format the cell as text"),
    ("formula", setting(ROWS, "B1", "name", "=1+1"), f"{ROWS}, row 7, column D: found the formula =1+1", "paste it as a value"),
    ("error", setting(ROWS, "B1", "name", "#N/A"), f"{ROWS}, row 7, column D: found the error #N/A", "expected a value"),
    ("no code", setting(ROWS, "B1", "ref_id", None), f"{ROWS}, row 7, column C (ref_id): found nothing", "a code such as SEA1"),
    ("code twice", setting(ROWS, "B2", "ref_id", "B1"), f"{ROWS}, row 8, column C (ref_id): found the code 2 times", "once"),
    ("odd code", setting(ROWS, "B1", "ref_id", "B 1"), f"{ROWS}, row 7, column C (ref_id): found 'B 1'", "matches the pattern"),
    ("depth jumps", setting(ROWS, "AA.1", "depth", 5), f"{ROWS}, row 4, column B (depth): found 5", "from 1 to 3"),
    ("no depth", setting(ROWS, "AA.1", "depth", None), f"{ROWS}, row 4, column B (depth): found nothing", "a whole number"),
    ("depth in words", setting(ROWS, "AA.1", "depth", "deep"), f"{ROWS}, row 4, column B (depth): found 'deep'", "a number"),
    ("strange assessable", setting(ROWS, "B1", "assessable", "maybe"), f"{ROWS}, row 7, column A (assessable): found 'maybe'", "yes, no"),
    ("negative weight", setting(ROWS, "1.10", "weight", -1), f"{ROWS}, row 5, column L (weight): found -1", "greater than or equal to 0"),
    ("heavy weight", setting(ROWS, "1.10", "weight", "heavy"), f"{ROWS}, row 5, column L (weight): found 'heavy'", "a number"),
    ("all weights zero", setting(ROWS, "AA", "weight", 0), f"{ROWS}, row 2, column L (weight): all weights below it are 0", "one above 0"),
    ("unknown tier", setting(ROWS, "B1", "implementation_groups", "slow"), f"{ROWS}, row 7, column K (implementation_groups): found slow", "quick, full"),
    ("unknown rule", setting(ROWS, "B", "resilience_rule", "median"), f"{ROWS}, row 6, column P (resilience_rule): found 'median'", "'leaf-mean'"),
    ("unknown hazard", setting(ROWS, "AA.1", "resilience_hazards", "food"), f"{ROWS}, row 4, column W (resilience_hazards): found the hazard `food`", "one of flood"),
    ("unknown scheme", setting(ROWS, "AA.1", "resilience_references", "UNDDR P1 exact"), f"{ROWS}, row 4, column X (resilience_references): found the reference scheme `UNDDR`", "one of UNDRR-P"),
    ("half a reference", setting(ROWS, "AA.1", "resilience_references", "SDG"), f"{ROWS}, row 4, column X (resilience_references): found 'SDG'", "as in SDG 11.5 related"),
    ("unknown match", setting(ROWS, "AA.1", "resilience_references", "SDG 11.5 near"), f"{ROWS}, row 4, column X (resilience_references): found 'near'", "'related'"),
    ("two exact partners", setting(ROWS, "AA.1", "resilience_references", "SDG 1 exact\nSDG 2 exact"), f"{ROWS}, row 4, column X (resilience_references): found 2 exact partners in SDG", "expected one"),
    ("missing sentence", setting(ROWS, "AA.1", "resilience_level_1", None), f"{ROWS}, row 4, column I (resilience_level_1): found nothing", "the sentence for level 1"),
    ("equal sentences", setting(ROWS, "AA.1", "resilience_level_1", "None."), f"{ROWS}, row 4, column H (resilience_level_0): found two levels with the same sentence", "all to be different"),
    ("sentence of a number", setting(ROWS, "B1", "resilience_level_0", "Bad."), f"{ROWS}, row 7, column H (resilience_level_0): found something", "nothing in the row of an indicator with this scale"),
    ("hazard of a theme", setting(ROWS, "A", "resilience_hazards", "flood"), f"{ROWS}, row 2, column W (resilience_hazards): found something", "nothing in the row of a theme"),
    ("no title", setting(ROWS, "B1", "name", None), f"{ROWS}, row 7, column D (name): found nothing", "the key `title`"),
    ("soft hyphen", setting(ROWS, "B1", "name", "Out\u00adage"), f"{ROWS}, row 7, column D (name): found the soft hyphen (U+00AD)", "expected none"),
    ("ligature in the summary", setting("framework_meta", "description", "", "\ufb01ne"), "framework_meta, row 6, column B (description): found the ligature fi (U+FB01)", "expected none"),
    ("unknown scale", setting(ROWS, "1.10", "scores_definition", "scale_9"), f"{ROWS}, row 5, column O (scores_definition): found scale_9", "scale_1, scale_2"),
    ("other maximum", setting(ROWS, "1.10", "max_score", 5), f"{ROWS}, row 5, column N (max_score): found 5", "expected 2"),
    ("worst is best", setting(ROWS, "B2", "resilience_best", 0), f"{ROWS}, row 8, column R (resilience_best): found worst 0.0 and best 0.0", "two different"),
    ("level gap", setting(SCALE, "1", "score", 2), f"{SCALE}, row 3, column A (score): found 2", "levels are numbered from 0 without gaps"),
    ("no value", setting("scale_2_content", "1", "resilience_value", None), "scale_2_content, row 3, column D (resilience_value): found nothing", "as the other levels have"),
    ("version raised in one place", setting("library_meta", "version", "", 2), "library_meta, row 3, column B (version): found 2 next to resilience_version 1.0", "the same version in both places: "),
    ("unknown id", setting("framework_meta", "ref_id", "", "Small One"), "framework_meta, row 4, column B (ref_id): found 'Small One'", "matches the pattern"),
    ("threshold in per cent", setting("framework_meta", "resilience_threshold", "", 67), "framework_meta, row 14, column B (resilience_threshold): found 67", "less than or equal to 1"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "beginning", "part"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_fault_is_told_by_its_place(change: Change, beginning: str, part: str) -> None:
    faults = faults_of(edited(change))
    told = [fault for fault in faults if fault.startswith(beginning) and part in fault]
    assert len(told) == 1, faults
    assert all(", row " in fault for fault in faults), faults


def test_all_faults_are_told_at_once() -> None:
    def change(workbook: openpyxl.Workbook) -> None:
        put(workbook, ROWS, "B1", "name", "=1+1")
        put(workbook, ROWS, "B2", "weight", "heavy")
        put(workbook, ROWS, "1.10", "ref_id", 1.1)

    places = [fault.partition(" (")[0].partition(":")[0] for fault in faults_of(edited(change))]
    assert places == [f"{ROWS}, row 7, column D", f"{ROWS}, row 5, column C", f"{ROWS}, row 8, column L"]  # fmt: skip


def test_faults_of_the_loader_are_told_at_once() -> None:
    def change(workbook: openpyxl.Workbook) -> None:
        put(workbook, ROWS, "AA.1", "resilience_hazards", "food")
        put(workbook, ROWS, "B", "resilience_rule", "median")
        put(workbook, "framework_meta", "ref_id", "", "Small One")

    assert len(faults_of(edited(change))) == 3


def test_an_unknown_name_of_our_own_is_a_fault_and_any_other_is_named() -> None:
    def add(head: str, at: int) -> Change:
        def change(workbook: openpyxl.Workbook) -> None:
            sheet: Any = workbook[ROWS]
            sheet.cell(1, at, head)
            sheet.cell(7, at, "words")

        return change

    assert faults_of(edited(add("resilience_hazard", 40))) == [
        f"{ROWS}, row 7, column AN (resilience_hazard): found the unknown name resilience_hazard, "
        "expected one listed in indicators/README.md."
    ]
    read = read_framework(edited(add("Owner", 40)))
    (unused,) = read.unused
    assert str(unused) == f"{ROWS}: owner has no counterpart here and was left out."


@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        (
            "library_meta",
            "library_meta: this sheet, which should hold the library's keys, is missing (found: framework_meta, ",
        ),
        ("framework_meta", "Sheets of type framework: found none, expected one."),
        (ROWS, f"{ROWS}: this sheet, which should hold the table of framework_meta, is missing."),
    ],
)
def test_a_missing_sheet_is_told(name: str, beginning: str) -> None:
    faults = faults_of(edited(lambda workbook: workbook.remove(workbook[name])))
    assert any(fault.startswith(beginning) for fault in faults), faults


def test_a_row_below_an_indicator_and_an_indicator_at_the_top_are_told() -> None:
    def change(workbook: openpyxl.Workbook) -> None:
        put(workbook, ROWS, "B2", "depth", 3)
        put(workbook, ROWS, "B", "assessable", "x")

    assert [fault.partition(": ")[0] for fault in faults_of(edited(change))][:2] == [
        f"{ROWS}, row 7, column B (depth)",
        f"{ROWS}, row 6, column B (depth)",
    ]


def test_a_translation_without_a_sentence_is_told_in_its_column() -> None:
    def change(workbook: openpyxl.Workbook) -> None:
        sheet: Any = workbook[ROWS]
        for at, (head, words) in enumerate(
            {"name[ko]": "계획", "description[ko]": "?"}.items(), 40
        ):
            sheet.cell(1, at, head)
            sheet.cell(4, at, words)
        put(workbook, "framework_meta", "name", "", "Small")
        workbook["framework_meta"].append(["name[ko]", "작은"])

    faults = faults_of(edited(change))
    assert len(faults) == 3
    assert faults[0].startswith(f"{ROWS}, row 4 (resilience_level_0[ko]): found nothing")
