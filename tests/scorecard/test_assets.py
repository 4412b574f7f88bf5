"""What browsers load of the scorecard: nothing but its script and style, and no way for data to become markup."""

import re

from resilience.scorecard import ASSETS, SCRIPT, STYLE
from resilience.scorecard.sentences import sentences
from resilience.settings import ROOT
from resilience.text import Text

SOURCE = SCRIPT.read_text(encoding="utf-8")
TEMPLATE = (ROOT / "resilience/web/templates/phone.html").read_text(encoding="utf-8")


def test_the_folder_that_is_served_holds_script_and_style_alone() -> None:
    assert sorted(ASSETS.iterdir()) == [STYLE, SCRIPT]


def test_the_script_makes_no_markup_and_no_code_of_data() -> None:
    ways = r"(inner|outer)HTML|insertAdjacentHTML|document\.write|createContextualFragment|\beval\b"
    assert re.findall(rf"{ways}|new Function|setTimeout\([\"'`]", SOURCE) == []


def test_every_sentence_is_said_and_none_is_missing() -> None:
    told = set(sentences(Text("en")))
    named = set(re.findall(r"\bsaid\.(\w+)", SOURCE))
    named |= set(re.findall(r"page\.said\.(\w+)", TEMPLATE))
    assert named <= told
    stops = set(re.findall(r'\? "(\w+)" : "(\w+)";', SOURCE)[0])  # why nothing is sent any more
    assert told - named == stops


def test_the_style_asks_for_no_motion_where_none_is_wanted() -> None:
    style = STYLE.read_text(encoding="utf-8")
    assert "prefers-reduced-motion: reduce" in style
    assert re.findall(r"url\(|@import|@font-face", style) == []
