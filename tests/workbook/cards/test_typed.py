"""An answer counts as soon as it is clear what it means, and is told by its cell where it is not."""

import datetime
from typing import Any

import pytest

from resilience.framework import Framework, load_source
from resilience.text import LANGUAGES, Text
from resilience.workbook.cards import FilledCard, read_card, write_card
from resilience.workbook.cards.layout import COMMENT, EVIDENCE, STATE
from tests.conftest import STRUCTURE, WORDS
from tests.indicators import URBAN_1, shipped
from tests.workbook.cards.faces import Hand, face, written


def read(framework: Framework, code: str, value: Any, key: str = "#answer") -> FilledCard:
    """A card in which one field was filled in."""
    return read_card(Hand(written(framework)).fill(code, value, key).saved(), framework)


def told(card: FilledCard) -> list[str]:
    """The faults as people read them."""
    return [str(fault) for fault in card.faults]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (2, 2.0),
        (2.0, 2.0),
        (0, 0.0),
        ("0", 0.0),
        ("2", 2.0),
        (" 2 ", 2.0),
        ("2.0", 2.0),
        ("2,0", 2.0),
        ("２", 2.0),
        ("2 | whatever", 2.0),
        ("2｜", 2.0),
        ("level 2", 2.0),
        ("Level 0", 0.0),
        ("HALF.", 2.0),
        ("No.", 0.0),
        ("n/a", "na"),
        ("N/A | Not applicable here", "na"),
        ("na", "na"),
        ("Not applicable here", "na"),
        ("?", "dk"),
        ("？", "dk"),
        ("? | Don't know", "dk"),
        ("dk", "dk"),
        ("don't know", "dk"),
    ],
)
def test_a_clear_answer_counts_however_it_was_typed(
    framework: Framework, typed: Any, said: float | str
) -> None:
    card = read(framework, "W1", typed)
    assert [(a.indicator, a.said) for a in card.answers] == [("W1", said)]
    assert told(card) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_list_offers_in_any_language_counts_on_every_card(language: str) -> None:
    framework = shipped(URBAN_1)
    hand = Hand(write_card(face(framework), Text("en")))
    text, code = Text(language), framework.asked("full")[0].code
    sentence = framework.text(language).indicators[code].levels[3]
    for words, said in (
        (sentence, 3.0),
        (f"3 | {sentence}", 3.0),
        (text("Level {level}", level=1), 1.0),
        (text("Not applicable here"), "na"),
        (text("Don't know"), "dk"),
    ):
        card = read_card(hand.fill(code, words).saved(), framework)
        assert [a.said for a in card.answers] == [said], words


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (5, "5"),
        (-1, "-1"),
        (1.5, "1.5"),
        ("7 | Yes.", "'7 | Yes.'"),
        ("perhaps", "'perhaps'"),
        (True, "True"),
        (datetime.date(2026, 2, 1), "2026-02-01 00:00:00"),
        (10**30, "1e+30"),
    ],
)
def test_an_unclear_answer_is_told_by_its_cell_and_the_rest_is_read(
    framework: Framework, typed: Any, found: str
) -> None:
    hand = Hand(written(framework)).fill("W1", typed).fill("W1", "kept", COMMENT)
    card = read_card(hand.fill("W2", "1").saved(), framework)
    assert told(card) == [
        f"WAT Water, row 6, column D (W1): found {found}, expected an answer from the list: a level "
        "0 to 4, n/a or ?."
    ]
    assert [(a.indicator, a.said, a.comment) for a in card.answers] == [
        ("W1", None, "kept"),
        ("W2", 1.0, ""),
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (3.25, 3.25),
        ("3.5", 3.5),
        ("3,5", 3.5),
        ("3,25", 3.25),
        ("4 hours", 4.0),
        ("4 Hours", 4.0),
        ("n/a", "na"),
        ("?", "dk"),
    ],
)
def test_a_measured_number_counts_with_either_sign_and_its_unit(
    framework: Framework, typed: Any, said: float | str
) -> None:
    card = read(framework, "P2", typed)
    assert [(a.indicator, a.said) for a in card.answers] == [("P2", said)]
    assert told(card) == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (11, "found 11, expected a number from 0 to 10, n/a or ?."),
        ("many", "found 'many', expected a number from 0 to 10, n/a or ?."),
        (
            "1,000",
            "found '1,000', which could mean two numbers: type it without a thousands separator.",
        ),
    ],
)
def test_a_number_that_is_none_is_told(framework: Framework, typed: Any, said: str) -> None:
    assert told(read(framework, "P2", typed)) == [f"PWR Power, row 7, column D (P2): {said}"]


def test_a_number_in_per_cent_is_told_since_it_is_kept_as_a_hundredth(
    framework: Framework,
) -> None:
    hand = Hand(written(framework)).fill("P2", 0.5)
    hand.sheet("P2").cell(hand.row("P2"), hand.column("P2", "#answer")).number_format = "0%"
    card = read_card(hand.saved(), framework)
    assert card.answers == ()
    assert told(card) == [
        "PWR Power, row 7, column D (P2): found 50.0 %, which a spreadsheet stores as 0.5: type the number without the percent sign."
    ]


def test_why_there_is_no_number_is_chosen_beside_it(framework: Framework) -> None:
    card = read(framework, "P2", "? | Don't know", STATE)
    assert [(a.indicator, a.said) for a in card.answers] == [("P2", "dk")]


def test_a_number_and_why_there_is_none_contradict(framework: Framework) -> None:
    hand = Hand(written(framework)).fill("P2", 3).fill("P2", "n/a", STATE)
    card = read_card(hand.saved(), framework)
    assert card.answers == ()
    assert told(card) == [
        "PWR Power, row 7, column D (P2): found 'n/a' as well as the number 3, expected one of the two."
    ]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (2024, "2024"),
        (0.5, "0.5"),
        (datetime.datetime(2024, 1, 5), "2024-01-05 00:00:00"),
        ("a\r\nb", "a\nb"),
        ("a_x000D_\nb", "a\nb"),
        ("  spaced  ", "spaced"),
    ],
)
def test_a_comment_that_became_something_else_is_words_again(
    framework: Framework, typed: Any, kept: str
) -> None:
    card = read(framework, "W1", typed, COMMENT)
    assert [(a.said, a.comment) for a in card.answers] == [(None, kept)]


def test_a_comment_of_blanks_is_none(framework: Framework) -> None:
    assert read(framework, "W1", "  \n ", EVIDENCE).answers == ()


def test_a_comment_that_is_too_long_is_told_and_the_answer_is_read(framework: Framework) -> None:
    hand = Hand(written(framework)).fill("W1", 3).fill("W1", "x" * 4001, COMMENT)
    card = read_card(hand.saved(), framework)
    assert [(a.said, a.comment) for a in card.answers] == [(3.0, "")]
    assert told(card) == [
        "WAT Water, row 6, column E (W1): found 4001 characters; the limit is 4000. The text was not read: shorten it."
    ]


@pytest.mark.parametrize("key", ["#answer", COMMENT, EVIDENCE])
def test_a_formula_in_a_field_is_told_by_its_cell(framework: Framework, key: str) -> None:
    hand = Hand(written(framework)).fill("W2", 1).fill("W1", "=1+1", key)
    card = read_card(hand.saved(), framework)
    assert [a.indicator for a in card.answers] == ["W2"]
    column = {"#answer": "D", COMMENT: "E", EVIDENCE: "F"}[key]
    assert told(card) == [
        f"WAT Water, row 6, column {column} (W1): found the formula =1+1, expected a value: paste "
        "it as a value."
    ]


def test_the_progress_on_the_first_sheet_is_no_fault(framework: Framework) -> None:
    hand = Hand(written(framework))
    formulas = [c for row in hand.book["Start"].iter_rows() for c in row if c.data_type == "f"]
    assert len(formulas) == 6
    assert read_card(hand.saved(), framework).faults == ()


@pytest.mark.parametrize(("typed", "people"), [(6, 6), ("12", 12), (50, 50), (1.0, 1)])
def test_how_many_sit_at_the_table_is_what_the_first_sheet_says(
    framework: Framework, typed: Any, people: int
) -> None:
    card = read_card(with_people(framework, typed), framework)
    assert (card.identity.people, card.faults) == (people, ())


@pytest.mark.parametrize(
    ("typed", "found"),
    [(0, "0"), (51, "51"), (2.5, "2.5"), ("some", "'some'"), (None, "''"), ("=1", "'=1'")],
)
def test_a_number_of_people_that_is_none_is_told_and_that_of_before_stays(
    framework: Framework, typed: Any, found: str
) -> None:
    card = read_card(with_people(framework, typed), framework)
    assert card.identity.people == 4
    assert told(card) == [
        f"Start, row 8, column B: found {found}, expected the number of people answering together, "
        "from 1 to 50. The file's original number, 4, was used."
    ]


def with_people(framework: Framework, typed: Any) -> bytes:
    """A card on whose first sheet somebody typed how many they are."""
    hand = Hand(written(framework))
    hand.book["Start"]["B8"].value = typed
    return hand.saved()


def test_an_older_version_maps_by_code_where_the_scale_fits(framework: Framework) -> None:
    now = load_source(
        {
            "framework.yaml": STRUCTURE.replace('version: "1"', 'version: "2"')
            .replace("- {code: W2}", "- {code: W3}")
            .replace("{code: P1, tier: quick}", "{code: P1, tier: quick, scale: {levels: 3}}"),
            "text.en.yaml": WORDS.replace("W2:", "W3:")
            .replace("title: Drains", "title: New drains")
            .replace("P1: {title: Grid, question: Does it hold?, levels: [No., Rarely., Half., Mostly., Yes.]}",
                     "P1: {title: Grid, question: Does it hold?, levels: [No., Half., Yes.]}"),
        }
    )  # fmt: skip
    hand = Hand(written(framework)).fill("W1", 2).fill("W2", 1).fill("P1", 2)
    card = read_card(hand.fill("P1", "kept", COMMENT).saved(), now)
    assert card.identity.version == "1"
    assert [(a.indicator, a.said, a.comment) for a in card.answers] == [
        ("W1", 2.0, ""),
        ("P1", None, "kept"),
    ]
    assert told(card) == [
        "WAT Water, row 7, column D (W2): found an unknown indicator, expected a code from two-themes 2.",
        "PWR Power, row 6, column D (P1): this indicator has a different scale in version 2 of the framework, so the answer was not read. Answer it in a new scorecard.",
    ]
