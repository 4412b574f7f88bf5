"""What is asked, version 2: lengths, fields, the ten invented cities, and the terms of each country."""

import re
from collections.abc import Iterator

import pytest

from resilience.framework import Framework, IndicatorText
from resilience.settings import ROOT
from tests.indicators import UNDRR, URBAN, shipped

DOCS = ROOT / "docs/frameworks"
#: most words of an English level, and most characters without spaces of a level in the other languages
MOST_WORDS = 15
MOST_SIGNS = {"zh-Hans": 30, "ja": 40, "ko": 40}
MOST_QUESTION = 25
#: a room reads a note aloud in about a minute
MOST_EVIDENCE = 120
CITIES = [
    *("Haiwan", "Minase", "Saeundo", "Nordholm", "Port Clair"),
    *("Valserra", "Al Rimal", "Kisandu", "Rio Branquinho", "Brackwater"),
]
both = pytest.mark.parametrize("framework", [shipped(URBAN), shipped(UNDRR)], ids=lambda f: f.id)


def written(framework: Framework, language: str) -> dict[str, IndicatorText]:
    return framework.texts[language].indicators


def tables(theme: str) -> Iterator[tuple[str, list[str], list[list[str]]]]:
    """Of each indicator of a theme's page: its code, its level sentences, and the rows of its cities."""
    page = (DOCS / f"{theme}.md").read_text(encoding="utf-8")
    for part in page.split("\n## ")[1:]:
        rows = [
            line.strip("| ").split(" | ") for line in part.splitlines() if line.startswith("| ")
        ]
        levels = re.findall(r"^- \*\*\d\*\* (.*)$", part, re.MULTILINE)
        yield part.split(" · ")[0], levels, rows[1:]


@both
def test_questions_levels_and_notes_are_short(framework: Framework) -> None:
    for code, words in written(framework, "en").items():
        assert len(words.question.split()) <= MOST_QUESTION, code
        assert all(len(level.split()) <= MOST_WORDS for level in words.levels), code
        assert len(words.evidence.split()) <= MOST_EVIDENCE, code
    for language, most in MOST_SIGNS.items():
        for code, words in written(framework, language).items():
            long = [one for one in words.levels if len(re.sub(r"\s", "", one)) > most]
            assert not long, (language, code, long)


@both
def test_no_level_is_undone_by_a_but(framework: Framework) -> None:
    for code, words in written(framework, "en").items():
        assert not [level for level in words.levels if re.search(r"\bbut\b|;", level)], code


@pytest.mark.parametrize("language", ["en", *MOST_SIGNS])
def test_every_indicator_has_every_field(language: str) -> None:
    framework = shipped(URBAN)
    assert set(written(framework, language)) == {i.code for i in framework.root.indicators()}
    for code, words in written(framework, language).items():
        assert all((words.title, words.question, words.why, words.evidence)), code
        assert len(words.levels) == 4, code
    assert all(one.departments and one.references for one in framework.root.indicators())


@pytest.mark.parametrize("theme", shipped(URBAN).themes, ids=lambda theme: theme.code)
def test_one_level_is_true_of_each_of_ten_cities(theme: object) -> None:
    words = written(shipped(URBAN), "en")
    found = {code: (levels, rows) for code, levels, rows in tables(theme.code)}  # type: ignore[attr-defined]
    assert list(found) == [one.code for one in theme.indicators()]  # type: ignore[attr-defined]
    for code, (levels, rows) in found.items():
        assert tuple(levels) == words[code].levels
        assert [row[0] for row in rows] == CITIES
        assert {row[2] for row in rows} - {"na"} == {"0", "1", "2", "3"}, code
        assert all(row[1] and row[3] for row in rows), code


@pytest.mark.parametrize("language", MOST_SIGNS)
def test_terms_of_a_country_are_used_where_the_table_says(language: str) -> None:
    texts = written(shipped(URBAN), language) | written(shipped(UNDRR), language)
    headings = {"zh-Hans": "China", "ja": "Japan", "ko": "Korea"}
    page = (DOCS / "terms.md").read_text(encoding="utf-8")
    (part,) = [one for one in page.split("\n## ") if one.startswith(headings[language])]
    rows = [line.strip("| ").split(" | ") for line in part.splitlines() if line.startswith("| ")][
        1:
    ]
    assert len(rows) >= 40
    for _, terms, source, codes in rows:
        for code in codes.split(", "):
            words = texts[code]
            said = " ".join((words.title, words.question, words.why, words.evidence, *words.levels))
            assert any(term in said for term in terms.split(" / ")), (terms, code)
        assert source
