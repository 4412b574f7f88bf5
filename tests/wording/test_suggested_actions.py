"""Suggested actions in words and as a card: time, lead, example, and the mark of English."""

from dataclasses import replace

import pytest

from resilience.framework.suggested.actions import SuggestedAction
from resilience.text import Text
from resilience.ui.shared.suggested import suggestion_card
from resilience.wording.planning.suggested_actions import example_words, plan_text, suggestion_facts

ONE = SuggestedAction(
    indicator="W1",
    step=1,
    lead=("water", "planning"),
    cost="low",
    months=(2, 6),
    title="Map <the> drains",
    what="List each drain.",
    place="Haven",
    did="Drew up its list.",
    source="Haven (2020), Drains",
)
EN = Text("en")


@pytest.mark.parametrize(
    ("months", "said"),
    [
        ((2, 6), "2 to 6 months"),
        ((1, 1), "1 month"),
        ((6, 18), "6 to 18 months"),
        ((12, 36), "1 to 3 years"),
        ((18, 36), "18 to 36 months"),
        ((120, 240), "10 to 20 years"),
    ],
)
def test_a_long_time_in_whole_years_is_said_in_years(months: tuple[int, int], said: str) -> None:
    assert suggestion_facts(replace(ONE, months=months), EN)[-1] == said


def test_the_text_for_the_form_is_in_the_language_of_the_suggestion() -> None:
    assert plan_text(ONE) == "Map <the> drains: List each drain."
    assert plan_text(replace(ONE, language="ja", title="図", what="書く。")) == "図：書く。"


def test_without_an_example_nothing_is_said_of_one() -> None:
    assert example_words(replace(ONE, place=""), EN) == []
    assert "<details" not in suggestion_card(replace(ONE, place=""), EN, opened=True)


def test_a_card_holds_words_as_words_and_marks_english() -> None:
    card = suggestion_card(ONE, EN, opened=False)
    assert "Map &lt;the&gt; drains" in card
    assert "<details><summary>Example: Haven</summary>" in card
    assert "<details open>" in suggestion_card(ONE, EN, opened=True)
    mark = "未翻訳"
    assert mark in suggestion_card(replace(ONE, lent=True), Text("ja"), opened=False)
    assert mark not in suggestion_card(ONE, Text("ja"), opened=False)
