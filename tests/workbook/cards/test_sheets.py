"""What somebody finds who opens a scorecard: where to click, what is locked, how far it is."""

import io
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText
from openpyxl.worksheet.worksheet import Worksheet

from resilience.framework import Framework, load_source
from resilience.text import Text
from resilience.workbook.cards import FilledAnswer, write_card
from resilience.workbook.cards.layout import IDENTITY, LISTS, short_name
from resilience.workbook.heights import row_height
from tests.framework import small
from tests.indicators import UNDRR_1, URBAN, shipped
from tests.usual import usual_framework
from tests.workbook.cards.faces import ODD, Hand, face, written
from tests.workbook.sheets import cells, opened, words


def book(framework: Framework, language: str = "en", **changes: Any) -> openpyxl.Workbook:
    """A card as openpyxl reads it, with the values of its formulas."""
    return opened(write_card(face(framework, **changes), Text(language)))


def sheets(found: openpyxl.Workbook) -> list[Worksheet]:
    """The sheets that people see."""
    return [sheet for sheet in found.worksheets if sheet.sheet_state == "visible"]


def test_a_sheet_to_start_from_and_one_per_theme() -> None:
    found = book(shipped(URBAN))
    assert [(sheet.title, sheet.sheet_state) for sheet in found.worksheets] == [
        ("Start", "visible"),
        ("INF Resilient infrastructure", "visible"),
        ("PLN Resilient urban planning", "visible"),
        ("CRM Climate risk modelling and…", "visible"),
        ("NBS Ecological conservation…", "visible"),
        ("ENG Capacity building and…", "visible"),
        (LISTS, "hidden"),
        (IDENTITY, "veryHidden"),
    ]
    assert found.active and found.active.title == "Start"


def test_the_first_sheet_tells_what_it_is_and_how_it_is_filled_in() -> None:
    said = words(sheets(book(shipped(URBAN)))[0])
    for part in (
        "Scorecard to fill in: Cascais",
        "October 13, 2026",
        "ABC234",
        "Urban resilience scorecard (urban-resilience, version 2.0.0)",
        "Rain.",
        "Flood.",
        "Water",
        "Alt+Down",
        "Don't know is an answer. Blanks are never counted as zero.",
        "0 of 59 answered",
    ):
        assert part in said
    assert "token of this card" not in "".join(words(s) for s in sheets(book(shipped(URBAN))))


def test_an_invented_city_is_called_invented_on_every_sheet() -> None:
    for sheet in sheets(book(shipped(URBAN), invented=True)):
        assert sheet["A1"].value == "Invented data: this city does not exist"
    assert "Invented" not in words(sheets(book(shipped(URBAN)))[0])


def test_progress_has_its_values_before_any_program_computed_it(framework: Framework) -> None:
    filled = (
        FilledAnswer("W1", 2.0, "", ""),
        FilledAnswer("W2", None, "a remark", ""),
        FilledAnswer("P1", "na", "", ""),
        FilledAnswer("P2", "dk", "", ""),
    )
    said = words(sheets(book(framework, filled=filled))[0])
    assert "1 of 2 answered" in said
    assert "2 of 2 answered" in said
    assert "3 of 4 answered" in said


def test_all_is_locked_but_the_fields(framework: Framework) -> None:
    found = book(framework)
    assert all(sheet.protection.sheet for sheet in found.worksheets)
    assert all(sheet.protection.password is None for sheet in found.worksheets)
    for sheet in sheets(found):
        assert not sheet.protection.formatRows  # openpyxl: False is that it may be done
        assert not sheet.protection.formatColumns
    hand = Hand(written(framework))
    open_cells = {
        (sheet.title, cell.coordinate)
        for sheet in hand.book.worksheets
        for cell in cells(sheet)
        if not cell.protection.locked
    }
    assert open_cells == {
        ("Start", "B8"),
        *(("WAT Water", f"{column}{row}") for column in "DEF" for row in (6, 7)),
        ("PWR Power", "D6"), ("PWR Power", "F6"), ("PWR Power", "G6"),
        *(("PWR Power", f"{column}7") for column in "DEFG"),
    }  # fmt: skip


def test_fields_offer_what_may_be_chosen(framework: Framework) -> None:
    found = book(framework)
    rules = {str(rule.sqref): rule for rule in found["PWR Power"].data_validations.dataValidation}
    assert rules["D6"].type == "list"
    first, last = rules["D6"].formula1.replace("$", "").removeprefix(f"{LISTS}!").split(":")
    offered = [row[0].value for row in found[LISTS][f"{first}:{last}"]]
    assert offered == [
        "0 | No.", "1 | Rarely.", "2 | Half.", "3 | Mostly.", "4 | Yes.",
        "n/a | Not applicable here", "? | Don't know",
    ]  # fmt: skip
    number = rules["D7"]
    assert (number.type, float(number.formula1), float(number.formula2)) == ("decimal", 0, 10)
    assert rules["E7"].type == "list"
    assert (rules["F7"].type, rules["F7"].formula1) == ("textLength", "4000")
    people = found["Start"].data_validations.dataValidation[0]
    assert (str(people.sqref), people.type, people.formula2) == ("B8", "whole", "50")


def test_lists_that_are_alike_stand_once() -> None:
    found = book(shipped(UNDRR_1))
    stands = [cell.value for cell in found[LISTS]["A"]]
    assert len(stands) < 47 * 6
    assert stands.count("? | Don't know") == len(stands) / 6


@pytest.mark.parametrize("nasty", [words for words in ODD if len(words) < 100])
def test_words_of_strangers_are_text_everywhere(framework: Framework, nasty: str) -> None:
    changes = {"city": nasty, "probable": nasty, "severe": nasty}
    filled = (FilledAnswer("W1", None, nasty, nasty),)
    found = opened(write_card(face(framework, *filled, **changes), Text("en")), values=False)
    met = 0
    for sheet in found.worksheets:
        for cell in cells(sheet):
            assert cell.hyperlink is None or cell.hyperlink.location
            if str(cell.value).strip() == nasty:
                met += 1
                assert cell.data_type == "s", (sheet.title, cell.coordinate)
            assert cell.data_type != "f" or sheet.title == "Start"
    assert met >= 4


def test_fields_keep_what_is_typed_as_text(framework: Framework) -> None:
    """In a cell of text a spreadsheet takes no = for a formula and 1/2 for no day."""
    sheet = Hand(written(framework)).sheet("W1")
    assert {sheet[f"{column}6"].number_format for column in "DEF"} == {"@"}


def test_a_title_stands_out_from_its_question(framework: Framework) -> None:
    rich = openpyxl.load_workbook(io.BytesIO(written(framework)), rich_text=True)
    asked = rich["WAT Water"]["B6"].value
    assert isinstance(asked, CellRichText)
    assert [str(part) for part in asked] == ["Drains", "\nDo they hold?"]


def test_what_is_not_translated_is_marked(framework: Framework) -> None:
    hand = Hand(write_card(face(framework), Text("ko")))
    asked = hand.sheet("W1").cell(hand.row("W1"), 2).value
    assert asked == f"Drains\nDo they hold?\n{Text('ko')('not yet translated')}"


def test_what_the_department_usually_knows_comes_first_and_says_so() -> None:
    known = usual_framework(W2="water", P1="utilities")
    hand = Hand(write_card(face(known), Text("en")))
    assert hand.row("W2") < hand.row("W1")
    asked = {code: hand.sheet(code).cell(hand.row(code), 2).value for code in ("W1", "W2", "P1")}
    assert asked == {
        "W1": "Drains\nDo they hold?",
        "W2": "Dikes\nYour department usually knows this\nDo they hold?",
        "P1": "Grid\nDoes it hold?",
    }


def test_below_a_heading_its_own_indicators_come_first() -> None:
    structure = small.STRUCTURE.replace(
        'code: "1.10"', 'code: "1.10"\n            departments: [health]'
    )
    nested = load_source({"framework.yaml": structure, "text.en.yaml": small.WORDS})
    made = face(nested)
    made = replace(made, identity=replace(made.identity, department="Health"))
    hand = Hand(write_card(made, Text("en")))
    heading = hand.row("1.10") - 1
    assert hand.row("AA.1") == heading + 2
    assert hand.sheet("1.10").cell(heading, 2).value == nested.title("AA")


def test_why_and_where_to_look_stand_beside_the_fields_where_there_are_any() -> None:
    guide = "Why it matters, and where to look"
    urban, undrr = shipped(URBAN), shipped(UNDRR_1)
    assert all(guide in words(sheet) for sheet in sheets(book(urban))[1:])
    assert not any(guide in words(sheet) for sheet in sheets(book(undrr)))


def test_names_of_sheets_are_cut_between_words() -> None:
    assert short_name("E1", "Organisation and coordination") == "E1 Organisation and…"
    assert short_name("A", "x" * 40) == f"A {'x' * 28}…"
    assert short_name("A", "水" * 40) == f"A {'水' * 28}…"
    assert short_name("A", "Water") == "A Water"


def test_rows_are_as_high_as_their_words_need() -> None:
    line = 15
    assert row_height([("short", 20)], line) == line + 4
    assert row_height([("two\nlines", 20)], line) == 2 * line + 4
    assert row_height([("word " * 12, 22.5)], line) == 3 * line + 4
    assert row_height([("水" * 25, 22.5)], line) == 3 * line + 4
    assert row_height([("x" * 60, 22.5)], line) == 3 * line + 4
    assert row_height([("a\n" * 100, 20)], line) == 409
    assert row_height([], line) == line + 4
