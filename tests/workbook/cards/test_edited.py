"""What people do to a scorecard's sheets: it is mapped by code where that is clear, else told by cell."""

import io
import zipfile
from collections.abc import Callable

import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from resilience.errors import InputError
from resilience.framework import Framework
from resilience.workbook.cards import FilledAnswer, FilledCard, read_card
from resilience.workbook.cards.identity import _digest
from resilience.workbook.cards.layout import CODE, COMMENT, EVIDENCE, IDENTITY, LISTS
from resilience.workbook.framework_sheets import write_framework
from tests.workbook.cards.faces import Hand, written
from tests.workbook.frameworks.examples import small as other_framework
from tests.workbook.reading.hostile import packed

FILLED = (
    FilledAnswer("W1", 3.0, "drains", ""),
    FilledAnswer("W2", "dk", "", "map"),
    FilledAnswer("P1", 0.0, "", ""),
    FilledAnswer("P2", 2.5, "", ""),
)


@pytest.fixture
def hand(framework: Framework) -> Hand:
    """Somebody with a filled card open."""
    return Hand(written(framework, *FILLED))


def told(card: FilledCard) -> list[str]:
    """The faults as people read them."""
    return [str(fault) for fault in card.faults]


def noted(card: FilledCard) -> list[str]:
    """The notes as people read them."""
    return [str(note) for note in card.notes]


def swap(sheet: Worksheet, one: int, other: int, first: int = 1) -> None:
    """Swap the cells of two rows from a column on."""
    for column in range(first, sheet.max_column + 1):
        cells = sheet.cell(one, column), sheet.cell(other, column)
        cells[0].value, cells[1].value = cells[1].value, cells[0].value


def test_rows_that_were_moved_are_read_by_their_code(framework: Framework, hand: Hand) -> None:
    swap(hand.sheet("W1"), hand.row("W1"), hand.row("W2"))
    card = read_card(hand.saved(), framework)
    assert card.answers == FILLED
    assert told(card) == []
    assert noted(card) == [
        "WAT Water: the sheet or its rows were moved or renamed; these were read by their code: W2, "
        "W1."
    ]


def test_rows_that_were_put_in_before_move_the_others(framework: Framework, hand: Hand) -> None:
    hand.sheet("W1").insert_rows(1, 3)
    card = read_card(hand.saved(), framework)
    assert (card.answers, told(card), len(card.notes)) == (FILLED, [], 1)


def test_a_row_above_the_header_is_read_too(framework: Framework, hand: Hand) -> None:
    swap(hand.sheet("W1"), 1, hand.row("W1"))
    card = read_card(hand.saved(), framework)
    assert (card.answers, told(card), len(card.notes)) == (FILLED, [], 1)


def test_columns_that_were_moved_are_read_by_their_key(framework: Framework, hand: Hand) -> None:
    hand.sheet("W1").insert_cols(2, 2)
    card = read_card(hand.saved(), framework)
    assert (card.answers, told(card)) == (FILLED, [])


def test_a_sheet_that_was_renamed_is_read(framework: Framework, hand: Hand) -> None:
    hand.sheet("W1").title = "Our water"
    card = read_card(hand.saved(), framework)
    assert (card.answers, told(card)) == (FILLED, [])
    assert noted(card)[0].startswith("Our water: the sheet or its rows were moved or renamed")
    assert str(card.answers[0].place) == "Our water, row 6, column D (W1)"


def test_rows_on_another_sheet_are_read(framework: Framework, hand: Hand) -> None:
    water, power = hand.sheet("W1"), hand.sheet("P1")
    row = hand.row("W2")
    target = power.max_row + 1
    # the sheet of power has a column more
    columns = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 7}
    for here, there in columns.items():
        power.cell(target, there).value = water.cell(row, here).value
    water.delete_rows(row)
    card = read_card(hand.saved(), framework)
    assert (card.answers, told(card), len(card.notes)) == (FILLED, [], 1)


def test_a_deleted_sheet_is_told_with_what_was_on_it(framework: Framework, hand: Hand) -> None:
    del hand.book["WAT Water"]
    card = read_card(hand.saved(), framework)
    assert card.answers == FILLED[2:]
    assert told(card) == ["WAT Water: missing from the file, so not read: W1, W2."]


def test_a_deleted_row_is_told(framework: Framework, hand: Hand) -> None:
    hand.sheet("W2").delete_rows(hand.row("W2"))
    card = read_card(hand.saved(), framework)
    assert told(card) == ["WAT Water: missing from the file, so not read: W2."]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (
            "W9",
            "found the code 'W9', which is not in this scorecard, so this row was not read.",
        ),
        (None, "this row has no indicator code, so it was not read."),
        ("P1", "this row has the code 'P1' next to the text of 'W1', so it was not read."),
    ],
)
def test_a_code_that_was_changed_is_told_and_its_row_not_read(
    framework: Framework, hand: Hand, code: str | None, said: str
) -> None:
    hand.fill("W1", code, CODE)
    card = read_card(hand.saved(), framework)
    assert card.answers == FILLED[1:]
    assert told(card)[0].partition(": ")[2] == said
    assert told(card)[0].startswith("WAT Water, row 6, column A")
    assert told(card)[1:] == ["WAT Water: missing from the file, so not read: W1."]


def test_a_code_that_was_swapped_with_another_is_not_mapped(
    framework: Framework, hand: Hand
) -> None:
    rows = hand.row("W1"), hand.row("W2")
    sheet = hand.sheet("W1")
    for row, code in zip(rows, ("W2", "W1"), strict=True):
        sheet.cell(row, 1).value = code
    card = read_card(hand.saved(), framework)
    assert card.answers == FILLED[2:]
    assert [said.partition(": ")[2] for said in told(card)] == [
        "this row has the code 'W2' next to the text of 'W1', so it was not read.",
        "this row has the code 'W1' next to the text of 'W2', so it was not read.",
        "missing from the file, so not read: W1, W2.",
    ]


def test_a_row_that_stands_twice_counts_once_or_is_told(framework: Framework, hand: Hand) -> None:
    sheet, row = hand.sheet("W1"), hand.row("W1")
    for column in range(1, sheet.max_column + 1):
        sheet.cell(20, column).value = sheet.cell(row, column).value
    assert told(read_card(hand.saved(), framework)) == []
    sheet.cell(20, 4).value = "1"
    card = read_card(hand.saved(), framework)
    assert card.answers == FILLED
    assert told(card) == [
        "WAT Water, row 20, column A (W1): found 'W1' a second time with different answers (first in WAT Water, row 6, column A (W1)), so this row was not read."
    ]


def test_merged_fields_are_told_and_the_first_is_read(framework: Framework, hand: Hand) -> None:
    hand.sheet("W1").merge_cells("D6:D7")
    card = read_card(hand.saved(), framework)
    assert [(a.indicator, a.said, a.evidence) for a in card.answers[:2]] == [
        ("W1", 3.0, ""),
        ("W2", None, "map"),
    ]
    assert told(card) == [
        "WAT Water, row 6, column D: the cells D6:D7 are merged, so only the first of them was read. "
        "Unmerge them and fill in the others."
    ]


def test_merged_cells_elsewhere_are_no_matter(framework: Framework, hand: Hand) -> None:
    hand.sheet("W1").merge_cells("A1:D2")
    assert read_card(hand.saved(), framework).faults == ()


def test_what_stands_beside_the_fields_is_told(framework: Framework, hand: Hand) -> None:
    sheet = hand.sheet("W1")
    sheet.cell(hand.row("W1"), sheet.max_column + 3).value = "see the map"
    sheet.cell(20, hand.column("W1", COMMENT)).value = "at last"
    card = read_card(hand.saved(), framework)
    assert card.answers == FILLED
    assert told(card) == [
        "WAT Water, row 6, column I: found 'see the map' outside the fields, so it was not read. Move it into a field.",
        "WAT Water, row 20, column A: this row has no indicator code, so it was not read.",
    ]


def test_a_sheet_of_their_own_is_noted(framework: Framework, hand: Hand) -> None:
    hand.book.create_sheet("Notes")["A1"].value = "call Ana"
    card = read_card(hand.saved(), framework)
    assert (card.answers, told(card)) == (FILLED, [])
    assert noted(card) == ["Notes: this sheet is not part of the scorecard, so it was not read."]


def test_without_the_hidden_row_a_sheet_is_told_not_guessed(
    framework: Framework, hand: Hand
) -> None:
    hand.sheet("W1").delete_rows(5)
    card = read_card(hand.saved(), framework)
    assert card.answers == FILLED[2:]
    assert told(card)[0].startswith("WAT Water: the hidden row with the column names")


def test_comments_that_were_moved_are_told_by_where_they_stand_now(
    framework: Framework, hand: Hand
) -> None:
    """A column without its key is no field any more."""
    hand.sheet("W1").cell(5, hand.column("W1", EVIDENCE)).value = None
    card = read_card(hand.saved(), framework)
    assert told(card) == [
        "WAT Water, row 7, column F: found 'map' outside the fields, so it was not read. Move it into a field."
    ]


def change_identity(hand: Hand, key: str, value: str | None) -> Hand:
    """Change a line of the hidden sheet."""
    sheet = hand.book[IDENTITY]
    found = next(row for row in sheet.iter_rows() if row[0].value == key)
    found[1].value = value
    return hand


@pytest.mark.parametrize("key", ["card", "workshop", "people", "round", "placed", "digest"])
def test_a_changed_identity_is_refused(framework: Framework, hand: Hand, key: str) -> None:
    with pytest.raises(
        InputError, match=r"The hidden sheet .* was changed, so the file was not read"
    ):
        read_card(change_identity(hand, key, '"3"').saved(), framework)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("people", '"51"'), ("people", "0"), ("people", "1e999"), ("round", "-1"), ("round", "[]"),
        ("card", "[" * 30_000), ("card", "{"), ("tier", None), ("placed", None),
    ],
)  # fmt: skip
def test_an_identity_that_was_made_up_with_care_is_refused_too(
    framework: Framework, hand: Hand, key: str, value: str | None
) -> None:
    """Its digest fits: anybody can compute it."""
    change_identity(hand, key, value)
    sheet = hand.book[IDENTITY]
    rows = [[str(c.value) for c in row if c.value is not None] for row in sheet.iter_rows()]
    sheet.cell(len(rows), 2).value = _digest(rows[:-1])
    with pytest.raises(InputError, match="The hidden sheet"):
        read_card(hand.saved(), framework)


def test_a_later_make_is_refused_by_name(framework: Framework, hand: Hand) -> None:
    changed = change_identity(hand, "format", "resilience-scorecard/9").saved()
    with pytest.raises(InputError, match=r"has a different format \(resilience-scorecard/9\)"):
        read_card(changed, framework)


def without_identity(hand: Hand) -> bytes:
    """A card whose hidden sheet is gone."""
    del hand.book[IDENTITY]
    return hand.saved()


NO_CARD: dict[str, Callable[[Hand], bytes]] = {
    "without its hidden sheet": without_identity,
    "a framework": lambda _: write_framework(other_framework()),
    "any workbook": lambda _: packed({}),
}


@pytest.mark.parametrize("name", NO_CARD)
def test_what_is_no_scorecard_is_told_so(framework: Framework, hand: Hand, name: str) -> None:
    with pytest.raises(InputError, match="The file is no scorecard"):
        read_card(NO_CARD[name](hand), framework)


def test_a_card_without_the_hidden_lists_is_read(framework: Framework, hand: Hand) -> None:
    del hand.book[LISTS]
    assert read_card(hand.saved(), framework).answers == FILLED


def test_a_card_with_macros_is_refused(framework: Framework, hand: Hand) -> None:
    held = io.BytesIO(hand.saved())
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"code")
    with pytest.raises(InputError, match="The file contains macros, but scorecards have none"):
        read_card(held.getvalue(), framework)


def test_very_many_faults_are_counted(framework: Framework, hand: Hand) -> None:
    sheet = hand.sheet("W1")
    for row in range(20, 620):
        sheet[f"{get_column_letter(4)}{row}"].value = "2"
    card = read_card(hand.saved(), framework)
    assert card.answers == FILLED
    assert len(card.faults) == 501
    assert told(card)[-1] == "100 more faults."
