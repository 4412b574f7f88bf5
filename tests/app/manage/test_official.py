"""Official words on the scoring page: where they are kept, and nowhere else."""

from collections.abc import Sequence

import pytest

from resilience.framework import Framework
from resilience.services.access.access import identify
from resilience.services.counting import rounds
from resilience.services.frameworks.official_wording import (
    FRAMEWORK,
    forget_official,
    keep_official,
)
from resilience.services.results import own_page
from resilience.store import Session, Store
from resilience.store.shared import SharedValues
from resilience.ui.shared import runtime
from resilience.ui.shared.menu import ANSWERS, OVERVIEW, SCORE
from resilience.workbook import Official
from resilience.workbook.undrr import CODES
from tests.app.seen import pieces, sheet, words
from tests.app.visit import as_host, as_person, token_in
from tests.indicators import UNDRR_1, shipped
from tests.services.held import HOST, KEY, Held, set_up
from tests.workbook.undrr.official import Book, levels, question, shape

CAPTION = "Official wording of the UNDRR workbook, shown in this installation only"


@pytest.fixture(scope="module")
def undrr() -> Framework:
    """The framework that the product brings for these items."""
    return shipped(UNDRR_1)


@pytest.fixture
def voting(store: Store, undrr: Framework) -> Held:
    """A workshop on the items whose vote is open."""
    held = set_up(store, undrr)
    held.move(rounds.open_vote)
    return held


def keep(store: Store, made: Book, language: str = "en") -> None:
    """Keep the words of a workbook, long enough ago for the pages to notice."""
    keep_official(store, HOST, made.written(), language=language)
    store.shared = SharedValues()


def own(undrr: Framework, code: str) -> tuple[str, Sequence[str]]:
    """The product's question and levels of an item."""
    found = undrr.text("en").indicators[code]
    return found.question, found.levels


def test_our_own_words_stand_where_none_are_kept(voting: Held, undrr: Framework) -> None:
    at = as_person(SCORE, token_in(voting))
    asked, said = own(undrr, "P1.1")
    assert asked in pieces(at)
    assert said[0] in pieces(at)
    assert CAPTION not in words(at)


def test_official_question_and_levels_stand_on_the_cards(voting: Held, undrr: Framework) -> None:
    keep(voting.store, Book(CODES))
    at = as_person(SCORE, token_in(voting))
    shown = pieces(at)
    assert question("P1.1") in shown
    card = sheet(at)["steps"][0]["cards"][0]
    assert (card["code"], card["levels"]) == ("P1.1", list(levels("P1.1")))
    assert undrr.text("en").indicators["P1.1"].title in shown
    assert own(undrr, "P1.1")[0] not in shown
    assert shown.count(CAPTION) == len(CODES)


def test_official_words_are_told_as_they_are(voting: Held) -> None:
    made = Book(CODES).spoil("E01", "Are the otters of", shape(4, 0, "Is *it* ![x](//y) $1$ > 2?"))
    keep(voting.store, made)
    assert "Is *it* ![x](//y) $1$ > 2?" in pieces(as_person(SCORE, token_in(voting)))


def test_words_of_another_language_are_not_shown(voting: Held) -> None:
    keep(voting.store, Book(CODES), "ja")
    at = as_person(SCORE, token_in(voting))
    assert CAPTION not in words(at)
    at.session_state[runtime.LANGUAGE] = "ja"
    at.run()
    assert question("P1.1") in pieces(at)


def test_another_framework_keeps_its_words(held: Held) -> None:
    keep(held.store, Book(CODES))
    held.move(rounds.open_vote)
    at = as_person(SCORE, token_in(held))
    assert "Do they hold?" in pieces(at)
    assert CAPTION not in words(at)


def test_forgotten_words_are_gone_from_the_page(voting: Held, undrr: Framework) -> None:
    keep(voting.store, Book(CODES))
    token = token_in(voting)
    assert CAPTION in words(as_person(SCORE, token))
    forget_official(voting.store, HOST)
    voting.store.shared = SharedValues()
    shown = pieces(as_person(SCORE, token))
    assert own(undrr, "P1.1")[0] in shown
    assert CAPTION not in shown


def test_other_pages_have_our_own_words(voting: Held, undrr: Framework) -> None:
    keep(voting.store, Book(CODES))
    token = token_in(voting)
    voting.say(identify(voting.store, KEY, participant_token=token), **{"P1.1": 2})
    answers = words(as_person(ANSWERS, token))
    for level in (1, 2, 3):
        voting.say(voting.join(), **{"P1.1": level})
    voting.move(rounds.close_vote, rounds.reveal)
    overview = words(as_host(OVERVIEW, voting.code))
    for said in (answers, overview):
        assert undrr.text("en").indicators["P1.1"].title in said
        assert "tters" not in said


def test_all_viewers_share_one_query(voting: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str]] = []

    def counted(session: Session, framework: str, language: str) -> dict[str, Official]:
        asked.append((framework, language))
        return {}

    monkeypatch.setattr(own_page, "official_in", counted)
    for _ in range(3):
        as_person(SCORE, token_in(voting)).run()
    assert asked == [(FRAMEWORK, "en")]
