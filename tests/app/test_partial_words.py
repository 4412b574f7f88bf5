"""Words of frameworks on pages: a translation that lacks entries, and words that look like markup."""

import pytest
from streamlit.testing.v1 import AppTest

from resilience.framework import Framework, load_source
from resilience.outputs.report import printed_report, report_of
from resilience.outputs.workbook import results_workbook
from resilience.services.counting import rounds
from resilience.store import now
from resilience.text import Text
from resilience.ui.shared import runtime
from resilience.ui.shared.menu import ANSWERS, DISCUSS, FRAMEWORKS, LIVE, OVERVIEW, SCORE, SET_UP
from tests.app.rooms import reveal_all
from tests.app.seen import _said, elements, pieces, sheet, words
from tests.app.visit import as_host, as_person, token_in
from tests.conftest import STRUCTURE, WORDS
from tests.services.held import Held

#: of the theme WAT only the indicator W1 is translated, and that without why; of PWR only its name
PARTIAL = """\
language: ko
title: 두 주제
themes: {PWR: {title: 전력}}
indicators:
  W1: {title: 배수, question: 버팁니까?, levels: [아니요., 드물게., 반., 대개., 예.]}
"""
ENGLISH = WORDS.replace("question: Do they hold?", "question: Do they hold?, why: Rain comes.", 1)
NOT_YET = "not yet translated"
KOREAN = Text("ko")(NOT_YET)


@pytest.fixture
def framework() -> Framework:
    """Two themes with a Korean translation that lacks most entries."""
    return load_source(
        {"framework.yaml": STRUCTURE, "text.en.yaml": ENGLISH, "text.ko.yaml": PARTIAL}
    )


def in_korean(at: AppTest) -> AppTest:
    """The page in Korean."""
    at.session_state[runtime.LANGUAGE] = "ko"
    return at.run()


def test_the_mark_itself_is_translated() -> None:
    assert KOREAN != NOT_YET


def test_cards_fall_back_entry_by_entry_with_a_mark(held: Held) -> None:
    held.move(rounds.open_vote)
    token = token_in(held)
    at = in_korean(as_person(SCORE, token))
    water, power = sheet(at)["steps"]
    assert [(step["title"], step["lent"]) for step in (water, power)] == [
        ("Water", True),
        ("전력", False),
    ]
    drains, dikes = water["cards"]
    assert (drains["title"], drains["levels"][0], drains["lent"]) == ("배수", "아니요.", "more")
    assert (dikes["title"], dikes["levels"][0], dikes["lent"]) == ("Dikes", "No.", "all")
    assert (drains["why"], "why" in dikes) == ("Rain comes.", False)
    assert [card["lent"] for card in power["cards"]] == ["all", "all"]
    assert sheet(at)["said"]["lent"] == KOREAN


def test_without_a_gap_there_is_no_mark(held: Held) -> None:
    held.move(rounds.open_vote)
    assert NOT_YET not in words(as_person(SCORE, token_in(held)))


def test_other_pages_show_what_is_there(held: Held) -> None:
    token = token_in(held)
    reveal_all(held)
    answers = in_korean(as_person(ANSWERS, token))
    assert "W2 · Dikes" in words(answers)
    assert "W1 · 배수" in words(answers)
    discuss = in_korean(as_host(DISCUSS, held.code))
    assert "Dikes" in words(discuss)
    assert KOREAN in words(in_topic(discuss, "W2"))
    assert KOREAN not in words(in_topic(discuss, "W1"))
    assert "Water" in words(in_korean(as_host(OVERVIEW, held.code)))
    live = in_korean(as_host(LIVE, held.code))
    live.button(key="live-Vote again").click().run()
    assert "W2 · Dikes" in words(live)


def in_topic(at: AppTest, code: str) -> AppTest:
    """The page with another topic."""
    at.session_state["discuss-at"] = code
    return at.run()


def test_the_frameworks_page_marks_what_is_missing(held: Held) -> None:
    at = in_korean(as_host(FRAMEWORKS))
    framework = held.view.framework
    at.session_state[f"frameworks-more-{framework.sha256}"] = True
    said = pieces(at.run())
    assert "WAT · Water" in said  # to be chosen from, and above its indicators
    assert said[said.index("WAT · Water", said.index("WAT · Water") + 1) + 1] == KOREAN
    assert said[said.index("W2 · Dikes") + 1] == KOREAN
    assert said[said.index("W1 · 배수") + 1] != KOREAN
    assert said[said.index(" Rain comes.") + 1] == KOREAN


def test_workbook_and_report_are_made(held: Held) -> None:
    reveal_all(held)
    result = held.result()
    assert results_workbook(result, Text("ko"), now()).startswith(b"PK")
    assert printed_report(report_of(result, Text("ko"), now()), Text("ko"), now()).pdf.startswith(
        b"%PDF"
    )


MARKUP = "$x$ *more* [a](http://evil.example) :red[y] #z"
PLAIN = "\\$x\\$ \\*more\\* \\[a\\](http\\:\u2060//evil.example) \\:red\\[y\\] \\#z"


class TestWordsThatLookLikeMarkup:
    """An uploaded framework whose every word would be markup."""

    @pytest.fixture
    def framework(self) -> Framework:
        """Two themes, their words followed by markup."""
        spoilt = ENGLISH
        said = ["Two themes", "Water", "Drains", "Dikes", "Do they hold?", "Rain comes.", "Rarely."]
        for word in said:
            spoilt = spoilt.replace(word, f"'{word} {MARKUP}'")
        return load_source({"framework.yaml": STRUCTURE, "text.en.yaml": spoilt})

    def test_cards_and_answers_show_it_as_it_is(self, held: Held) -> None:
        held.move(rounds.open_vote)
        token = token_in(held)
        at = as_person(SCORE, token)
        said = pieces(at)  # the script shows it as text alone: see the browser's tests of payloads
        for word in ("Water", "Drains", "Do they hold?", "Rain comes.", "Rarely."):
            assert f"{word} {MARKUP}" in said
        answers = as_person(ANSWERS, token)
        assert f"W1 · Drains {PLAIN}" in words(answers)
        assert raw(answers) == set()

    def test_pages_of_staff_show_it_as_it_is(self, held: Held) -> None:
        reveal_all(held)
        for page in (DISCUSS, OVERVIEW, FRAMEWORKS, SET_UP):
            at = as_host(page, held.code)
            assert raw(at) == set(), page


def raw(at: AppTest) -> set[str]:
    """Kinds of elements that read markup and hold the words as they are in the file."""
    reading = {"markdown", "caption", "title", "header", "subheader", "radio", "table", "alert"}
    return {
        node.type
        for node in elements(at)
        if node.type in reading and any(MARKUP in piece for piece in _said(node))
    }
