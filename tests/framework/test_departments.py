"""Which department of the vocabulary a workshop means, and what it usually knows."""

import pytest

from resilience.framework import load_source
from resilience.framework.departments import department_key, known_first, usually_known
from resilience.framework.vocabulary import DEPARTMENTS
from resilience.text import LANGUAGES, Text
from tests.framework.small import STRUCTURE, WORDS
from tests.usual import usual_framework


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_department_is_known_by_its_words_in_every_language(language: str) -> None:
    text = Text(language)
    found = {key: department_key(f" {text(words).upper()}\t") for key, words in DEPARTMENTS.items()}
    assert found == {key: key for key in DEPARTMENTS}


@pytest.mark.parametrize(
    "name", ["", "Mixed tables", "Other departments", "Water and Power", "civil-affairs", "水"]
)
def test_another_name_is_no_department_of_the_vocabulary(name: str) -> None:
    assert department_key(name) is None


def test_some_words_of_the_vocabulary_are_translated() -> None:
    assert [department_key(name) for name in ("上下水道", "水务", "물관리")] == ["water"] * 3


def test_what_a_department_knows_comes_first_in_its_theme_and_all_else_stays() -> None:
    framework = usual_framework(W2="water", P2="water")
    asked = framework.asked("full")
    codes = [one.code for one in known_first(framework, asked, "water")]
    assert codes == ["W2", "W1", "P2", "P1"]
    assert [one.code for one in known_first(framework, asked[1:], "water")] == ["W2", "P2", "P1"]
    assert usually_known(asked, "water") == {"W2", "P2"}


@pytest.mark.parametrize("department", [None, "health"])
def test_whoever_knows_nothing_in_particular_has_the_order_of_the_framework(
    department: str | None,
) -> None:
    framework = usual_framework(W2="water")
    asked = framework.asked("full")
    assert known_first(framework, asked, department) == asked
    assert usually_known(asked, department) == frozenset()


def test_themes_within_a_theme_are_one_theme_on_the_scorecard() -> None:
    structure = STRUCTURE.replace('code: "1.10"', 'code: "1.10"\n            departments: [health]')
    framework = load_source({"framework.yaml": structure, "text.en.yaml": WORDS})
    codes = [one.code for one in known_first(framework, framework.asked("full"), "health")]
    assert codes == ["1.10", "AA.1", "B1", "B2"]
