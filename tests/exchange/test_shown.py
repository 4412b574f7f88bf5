"""A table as CSV: numbers as they are shown, words that start nothing, and where it comes from."""

from resilience.exchange.inert import shown_csv

NAN = float("nan")


def test_rows_stand_under_their_headings_and_say_where_they_come_from() -> None:
    made = shown_csv(["Unit", "Score", "People"], [["Water", 62.45, 5]], {"City": "Cascais"})
    assert made == b"\xef\xbb\xbfUnit,Score,People,City\r\nWater,62.5,5,Cascais\r\n"


def test_a_missing_number_is_an_empty_cell_and_zero_is_a_number() -> None:
    made = shown_csv(["a", "b", "c", "d"], [[None, NAN, 0.0, 0]], {})
    assert made.decode("utf-8-sig").splitlines()[1] == ",,0.0,0"


def test_a_negative_number_stays_a_number_and_words_become_no_formula() -> None:
    made = shown_csv(
        ["=1+1"], [[-5.0], ["=HYPERLINK(1)"], ["-2 levels"], ["−2.0 · clear"]], {"City": "@home"}
    )
    assert made.decode("utf-8-sig").splitlines() == [
        "'=1+1,City",
        "-5.0,'@home",
        "'=HYPERLINK(1),'@home",
        "'-2 levels,'@home",
        "'-2.0 · clear,'@home",
    ]
