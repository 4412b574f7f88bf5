"""The words of the scorecards in every language: in their places, in the language's own terms, distinct."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import yaml

from resilience.framework import load_framework
from resilience.settings import ROOT
from resilience.text import LANGUAGES
from tests.indicators import UNDRR, UNDRR_1, URBAN, URBAN_1

#: every folder with each language that it has
WRITTEN = [
    (path.parent.name, path.name.removeprefix("text.").removesuffix(".yaml"))
    for path in sorted((ROOT / "indicators").glob("*/text.*.yaml"))
]
TRANSLATED = [(framework, language) for framework, language in WRITTEN if language != "en"]
#: four or more English words in a row were left untranslated
ENGLISH = re.compile(r"[A-Za-z]{2,}(\s+[A-Za-z]{2,}){3,}")
#: "a third" is 3분의 1 in Korean, 3分の1 in Japanese
FRACTION = re.compile(r"\d+(분의 |分の)\d+")
#: signs that people paste from PDF files: soft hyphens, ligatures, spaces of no width
ODD = re.compile("[\u00ad\ufb00-\ufb06\u200b-\u200f\u2028-\u202f\ufeff\ufffd]")


def text(framework: str, language: str) -> str:
    """The file of a language."""
    return (ROOT / "indicators" / framework / f"text.{language}.yaml").read_text(encoding="utf-8")


@cache
def words(framework: str, language: str) -> dict[tuple[Any, ...], str]:
    """Every sentence of a language's file by its place."""
    data = yaml.safe_load(text(framework, language))
    return dict(_leaves({key: value for key, value in data.items() if key != "language"}))


def _leaves(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], str]]:
    if isinstance(value, dict):
        for key, below in value.items():
            yield from _leaves(below, (*place, key))
    elif isinstance(value, list):
        for at, below in enumerate(value):
            yield from _leaves(below, (*place, at))
    else:
        yield place, value


def glossary() -> list[dict[str, list[str]]]:
    """The rows of docs/glossary.md: by language the terms that may be used."""
    rows = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    lines = [line.strip("| ").split(" | ") for line in rows.splitlines() if line.startswith("| ")]
    codes = {name: code for code, name in LANGUAGES.items()}
    languages = [codes[name] for name in lines[0]]
    return [
        dict(zip(languages, [cell.split(" / ") for cell in line], strict=True))
        for line in lines[1:]
    ]


every_translation = pytest.mark.parametrize(("framework", "language"), TRANSLATED)


@every_translation
def test_every_sentence_is_in_the_place_of_the_english(framework: str, language: str) -> None:
    found = words(framework, language)
    assert list(found) == [place for place in words(framework, "en") if place in found]


@every_translation
def test_no_sentence_is_empty_or_left_in_english_or_pasted_from_a_pdf(
    framework: str, language: str
) -> None:
    for place, said in words(framework, language).items():
        assert said.strip(), place
        assert said != words(framework, "en")[place], place
        assert not ENGLISH.search(said), (place, said)
        assert not ODD.search(said), (place, said)


@every_translation
def test_figures_of_a_sentence_are_those_of_the_english(framework: str, language: str) -> None:
    for place, said in words(framework, language).items():
        if place[-2:-1] == ("levels",):
            english = re.findall(r"\b\d+", words(framework, "en")[place])
            kept = [number for number in english if number != "1"]  # once, a year: words do
            found = re.findall(r"\d+", FRACTION.sub("", said))
            assert sorted(kept) == sorted(n for n in found if n != "1"), (place, said)


@pytest.mark.parametrize(("framework", "language"), WRITTEN)
def test_the_levels_of_an_indicator_all_differ(framework: str, language: str) -> None:
    found = load_framework(ROOT / "indicators" / framework).texts[language]
    for code, indicator in found.indicators.items():
        assert len(set(indicator.levels)) == len(indicator.levels) == 4, code


@pytest.mark.parametrize(
    ("framework", "language"), [one for one in TRANSLATED if one[0] in (URBAN_1.name, UNDRR_1.name)]
)
def test_texts_use_the_terms_of_the_glossary(framework: str, language: str) -> None:
    found = words(framework, language)
    for row in glossary():
        (term,) = row["en"]
        pattern = re.compile(rf"\b{re.escape(term)}(s|es)?\b", re.IGNORECASE)
        places = [place for place, said in words(framework, "en").items() if pattern.search(said)]
        assert places or framework != URBAN_1.name, term
        for place in (place for place in places if place in found):
            assert any(known in found[place] for known in row[language]), (
                term,
                place,
                found[place],
            )


@pytest.mark.parametrize("framework", [one.name for one in (URBAN, UNDRR, URBAN_1, UNDRR_1)])
def test_a_finished_framework_has_every_language(framework: str) -> None:
    assert {language for name, language in WRITTEN if name == framework} == set(LANGUAGES)


def test_the_glossary_has_60_terms_or_more_in_every_language() -> None:
    rows = glossary()
    assert list(rows[0]) == list(LANGUAGES), "docs/glossary.md lacks the column of a language"
    assert len({row["en"][0] for row in rows}) == len(rows) >= 60
    assert all(cell for row in rows for cells in row.values() for cell in cells)
