"""Paper scorecards as pages: nothing is lost, cut or split, whatever the words."""

import re
from dataclasses import replace

import pytest

from resilience.report import (
    CardDepartment,
    CardIndicator,
    CardTheme,
    Scorecard,
    print_scorecard,
    words_of,
)
from resilience.text import LANGUAGES, Text
from tests.pdf import ODD, Read, read_pdf
from tests.report.test_typeset import HOSTILE, MOMENT, squeezed

pytestmark = pytest.mark.long
#: the indicators of a scorecard here
ALL = (*(f"A{n}" for n in range(9)), "N1")


def indicator(code: str, words: str, levels: int = 4) -> CardIndicator:
    return CardIndicator(
        code=code,
        title=f"Title {words}",
        lent="",
        question=f"Question {words}",
        levels=tuple((str(level), f"Level {level} {words}") for level in range(levels)),
    )


def card(words: str = "Water", departments: tuple[str, ...] = ("",), levels: int = 4) -> Scorecard:
    """A scorecard of two themes in which `words` stands wherever words can."""
    measured = replace(
        indicator("N1", words, 0), number="Number", bounds=f"Bounds {words}", unit=f"Unit {words}"
    )
    return Scorecard(
        title=f"Scorecard {words}",
        marks=(f"Mark {words}",),
        place=f"Place {words}",
        code_name="Join code",
        code="K7MPQ3",
        department_name="Department",
        departments=tuple(CardDepartment(name, ("A1",), ALL) for name in departments),
        usual=f"Known {words}",
        people_name="People",
        card_name="Card",
        events=((f"Event {words}", f"It floods {words}"),),
        how=(f"How {words}",),
        answers=(("na", f"Not here {words}"), ("dk", f"Unknown {words}")),
        comment_name="Comment",
        themes=(
            CardTheme(f"Theme {words}", tuple(indicator(f"A{n}", words, levels) for n in range(9))),
            CardTheme(f"Other {words}", (measured,)),
        ),
    )


def printed(said: Scorecard, language: str = "en") -> Read:
    return read_pdf(print_scorecard(said, Text(language), MOMENT))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_on_the_pages(language: str) -> None:
    said = card("海湾 防災 방재 São João", ("Água", "水道局"))
    read = printed(said, language)
    on_pages = squeezed(read.words)
    for words in words_of(said):
        assert squeezed(words) in on_pages, words
    assert read.title == f"{said.title} K7MPQ3"
    assert read.tagged


def test_nothing_that_people_type_is_taken_for_markup() -> None:
    said = card(HOSTILE, (HOSTILE,))
    read = printed(said)
    words = [piece for piece in words_of(said) if HOSTILE in piece]
    no_level = [piece for piece in words if piece.startswith(("Not here", "Unknown"))]
    again = len(no_level) * 9  # each of ten indicators has them
    assert squeezed(read.words).count(squeezed(HOSTILE)) == len(words) + again + len(read.pages)
    assert "root:" not in read.words


@pytest.mark.parametrize("words", ODD)
def test_odd_words_are_printed_all_the_same(words: str) -> None:
    read = printed(card(words, (words[:80],)), "zh-Hans")
    assert [code in read.words for code in ("A0", "A8", "N1")] == [True] * 3


def test_an_indicator_stands_whole_in_a_column() -> None:
    read = printed(card("word " * 60))
    assert len(read.pages) > 2
    for page in read.pages:
        codes = [code for code in (f"A{n}" for n in range(9)) if code in page]
        assert page.count("Level 0") == page.count("Level 3") == len(codes)


def test_an_indicator_larger_than_a_page_is_printed_to_its_end() -> None:
    read = printed(card("字" * 900, levels=11))
    assert squeezed(read.words).count("Level10" + "字" * 900) == 9
    assert "N1" in read.words
    room = 2 * 28 * 80  # two columns of lines below the head; what runs off the paper would be more
    assert max(page.count("字") for page in read.pages[1:]) < room


def test_each_card_counts_its_own_pages() -> None:
    read = printed(card("word " * 60, ("Water", "Power")))
    of_each = sum("Department: Water" in page for page in read.pages)
    assert of_each > 2
    leaves = [page for page in read.pages if page.strip()]
    for at, page in enumerate(leaves):
        name = ("Water", "Power")[at // of_each]
        assert f"K7MPQ3 Department: {name} Card: {at % of_each + 1} / {of_each}" in page
    second = next(at for at, page in enumerate(read.pages) if "Department: Power" in page)
    assert second % 2 == 0


def test_each_card_has_first_what_its_department_usually_knows() -> None:
    departments = (
        CardDepartment("Water", ("A2", "A7"), ALL),
        CardDepartment("Power", asked=ALL),
        CardDepartment("Roads", ("A0", "N1"), ALL),
    )
    said = printed(replace(card(), departments=departments)).words
    cards = said.split("Department: ")
    orders = {
        name: "".join(
            re.findall(r"[AN](\d) Title", "".join(c for c in cards if c.startswith(name)))
        )
        for name in ("Water", "Power", "Roads")
    }
    assert orders == {"Water": "2701345681", "Power": "0123456781", "Roads": "0123456781"}
    assert re.findall(r"([AN]\d) Title Water Known Water Question", said) == [
        "A2",
        "A7",
        "A0",
        "N1",
    ]
    assert said.count("Known Water") == 4


def test_long_names_of_departments_leave_the_number_of_the_page_in_sight() -> None:
    for name in ("水" * 80, "Department of Everything " * 3):
        read = printed(card("Water", (name,)))
        assert squeezed(name) in squeezed(read.words)
        assert f"Card: 1 / {len(read.pages)}" in read.pages[0]


def test_the_same_card_of_the_same_moment_is_the_same_file() -> None:
    first, second = (print_scorecard(card(), Text("ko"), MOMENT) for _ in range(2))
    assert first == second
