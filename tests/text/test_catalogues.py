"""The interface in every language: complete, with its placeholders, and as the sources say it."""

import datetime
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from resilience.settings import ROOT
from resilience.text import LANGUAGES, Text

LOCALE = ROOT / "resilience" / "text" / "locale"
OTHERS = [language for language in LANGUAGES if language != "en"]
PLACEHOLDER = re.compile(r"\{(\w*)[^}]*\}")
#: four or more English words in a row were left untranslated
ENGLISH = re.compile(r"[A-Za-z]{2,}(\s+[A-Za-z]{2,}){3,}")


def catalogue(path: Path) -> Catalog:
    """A catalogue as people write it."""
    with path.open("rb") as file:
        return read_po(file)


def of(language: str) -> Path:
    """The catalogue of a language."""
    return LOCALE / language.replace("-", "_") / "LC_MESSAGES" / "resilience.po"


def messages(found: Catalog) -> dict[str, Message]:
    """The messages by their English sentence, without the head."""
    return {_key(message.id): message for message in found if message.id}


def _key(sentence: Any) -> str:
    return sentence if isinstance(sentence, str) else sentence[0]


def forms(sentence: Any) -> list[str]:
    """One sentence, or the forms of a plural."""
    return [sentence] if isinstance(sentence, str) else list(sentence)


TEMPLATE = messages(catalogue(LOCALE / "resilience.pot"))


def test_the_template_has_exactly_the_sentences_of_the_sources(tmp_path: Path) -> None:
    made = tmp_path / "now.pot"
    printed = subprocess.run(
        ["make", "-s", "extract", f"LOCALE={tmp_path}", "BIN=.venv/bin"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert printed.returncode == 0, printed.stderr
    (tmp_path / "resilience.pot").rename(made)
    assert set(messages(catalogue(made))) == set(TEMPLATE), "run `make update` and translate"


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_translated_and_none_is_left_over(language: str) -> None:
    found = messages(catalogue(of(language)))
    assert set(found) == set(TEMPLATE)
    empty = [key for key, message in found.items() if not all(forms(message.string))]
    assert empty == []
    assert [key for key, message in found.items() if message.fuzzy] == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_placeholders_of_its_sentence(language: str) -> None:
    for key, message in messages(catalogue(of(language))).items():
        wanted = {name for form in forms(message.id) for name in PLACEHOLDER.findall(form)}
        for said in forms(message.string):
            assert set(PLACEHOLDER.findall(said)) == wanted, key


@pytest.mark.parametrize("language", OTHERS)
def test_no_translation_is_left_in_english(language: str) -> None:
    left = [
        key
        for key, message in messages(catalogue(of(language))).items()
        for said in forms(message.string)
        if ENGLISH.search(said)
    ]
    assert left == []


@pytest.mark.parametrize("language", OTHERS)
def test_what_the_program_reads_is_what_people_wrote(language: str) -> None:
    with of(language).with_suffix(".mo").open("rb") as file:
        compiled = messages(read_mo(file))
    written = messages(catalogue(of(language)))
    assert {key: forms(m.string) for key, m in compiled.items()} == {
        key: forms(m.string) for key, m in written.items()
    }, "run `make compile`"


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_that_nobody_signed_off_says_so(language: str) -> None:
    head = of(language).read_text(encoding="utf-8").split("msgid")[0]
    assert "Drafted, not yet reviewed by a native speaker." in head


@pytest.mark.parametrize(
    ("language", "home", "people", "date"),
    [
        ("zh-Hans", "城市", "人", "2026年10月13日"),
        ("ja", "レジリエンス", "人", "2026年10月13日"),
        ("ko", "회복력", "명", "2026년 10월 13일"),
    ],
)
def test_words_plurals_and_dates_follow_the_language(
    language: str, home: str, people: str, date: str
) -> None:
    text = Text(language)
    assert home in text("Urban resilience dashboard")
    assert people in text.plural("{n} person", "{n} people", 1234)
    assert "1,234" in text.plural("{n} person", "{n} people", 1234)
    assert text.date(datetime.date(2026, 10, 13)) == date


@pytest.mark.parametrize("language", ["zh-Hans", "ja"])
def test_signs_between_characters_are_of_their_width(language: str) -> None:
    narrow = re.compile(
        r"[\u3040-\u30ff\u4e00-\u9fff`）}][,;:](?=[\u3040-\u30ff\u4e00-\u9fff`（{])"
    )
    said = [str(message.string) for message in messages(catalogue(of(language))).values()]
    assert [one for one in said if narrow.search(one)] == []
