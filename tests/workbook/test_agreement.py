"""The sheet "Agreement": how far the room agrees, in words and in the order to discuss it."""

from resilience.scoring.opinions.agreement import agree
from resilience.services.results.discussion import most_urgent
from tests.scoring.build import OWN, framework, indicator, people, person, theme
from tests.workbook.conftest import Demo
from tests.workbook.sheets import book, cell, opened, rows, sheet, sheets, words
from tests.workbook.test_distribution import HOURS
from tests.workbook.test_values import same


def test_every_indicator_of_the_demo_in_the_order_of_the_votes_that_count(demo: Demo) -> None:
    found = sheet(opened(demo.written), "Agreement")
    upper = rows(found, "Discussion order")
    assert [row["Code"] for row in upper] == list(most_urgent(demo.result))
    assert [row["Discussion order"] for row in upper] == list(range(1, 60))
    agreements = agree(demo.result.tallies)
    for row in upper:
        one = agreements[row["Code"]]
        if row["Code"] in demo.result.too_few:
            assert (row["How far the room agrees"], row["Answers"]) == (None, None)
            continue
        assert row["How far the room agrees"] == one.label
        assert row["Answers"] == one.answers
        judged = one.consensus if one.judged else None
        assert same(row["Agreement, 0 to 1"], judged)
        assert same(row["Within a level of the middle answer"], one.within_one)
        assert row["More than half the scale from the middle answer"] == one.far


def lower(workbook: object) -> list[dict[str, object]]:
    """The rows of the table by department."""
    lines = [list(row) for row in sheet(workbook, "Agreement").iter_rows(values_only=True)]  # type: ignore[arg-type]
    top = next(n for n, line in enumerate(lines) if str(line[0]).startswith("Agreement within"))
    heads = [str(head) for head in lines[top + 1] if head]
    return [dict(zip(heads, line, strict=False)) for line in lines[top + 2 :]]


def test_a_split_room_is_told_with_its_camps() -> None:
    """Three at each end: as many below as above every step, so agreement is 0."""
    asked = framework(theme("T", indicator("B"), indicator("A")))
    room = [person("u", A=level, B=2) for level in (0, 0, 0, 4, 4, 4)]
    made = book(asked, room, discuss=("A", "B"))
    first, second = rows(sheet(sheets(made), "Agreement"), "Discussion order")
    assert (first["Code"], first["Agreement, 0 to 1"]) == ("A", 0)
    assert first["How far the room agrees"] == "split room"
    assert (
        first["Split room"] == "split room: 3 say 0, 3 say 4 · with so few answers it may be chance"
    )
    assert first["Middle answer (level)"] == "between 0 and 4"
    assert (second["Agreement, 0 to 1"], second["Split room"]) == (1, None)
    assert second["How far the room agrees"] == "everyone agrees"


def test_a_department_is_judged_from_five_answers_on() -> None:
    asked = framework(theme("T", indicator("A", scale=OWN)))
    room = [*people("u", "A", 0, 0, 1, 1, 1), *people("v", "A", 0, 1, 2, 3)]
    (row,) = lower(sheets(book(asked, room)))
    assert same(row["u"], 1 - 2 * (0.4 / 3))
    assert row["v"] is None


def test_a_measured_number_has_no_agreement_and_the_sheet_says_so() -> None:
    asked = framework(theme("T", indicator("P", scale=HOURS)))
    found = sheet(sheets(book(asked, [person("u", P=3)] * 3)), "Agreement")
    assert "No indicator here was answered with a level." in words(found)


def test_units_of_any_name_have_a_column_of_their_own() -> None:
    asked = framework(theme("T", indicator("A")))
    room = [*people("code", "A", 0, 0, 0, 0, 0), *people("place", "A", 4, 4, 4, 4, 0)]
    (row,) = lower(sheets(book(asked, room)))
    assert (row["code 2"], row["Code"]) == (1, "A")
    assert same(row["place"], 1 - 2 * 4 * 0.2 / 4)


def test_what_was_agreed_has_the_room_of_its_words(demo: Demo) -> None:
    """A number stands left of it: words set to the right would run under it and lose their beginning."""
    found = cell(sheet(opened(demo.written), "Indicators"), "Agreed", Code="ENG12")
    assert found.value == "both views recorded"
    assert (found.alignment.horizontal, found.alignment.wrap_text) == ("left", True)


def test_agreement_of_fewer_than_half_is_no_number() -> None:
    asked = framework(theme("T", indicator("A")))
    room = [*people("u", "A", 2, 2, 2, 2, 2), *[person("v", A="dk")] * 6]
    (row,) = rows(sheet(sheets(book(asked, room)), "Agreement"), "Discussion order")
    assert (row["How far the room agrees"], row["Agreement, 0 to 1"], row["Answers"]) == (
        "fewer than half gave a level",
        None,
        5,
    )
