"""The interface in every language: with its placeholders, compiled, and as the sources say it.

A sentence without a translation is shown in English; `make translations` lists them.
"""

import ast
import datetime
import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from resilience.settings import ROOT
from resilience.text import Text
from tests.text.translations import (
    LOCALE,
    OTHERS,
    TEMPLATE,
    catalogue,
    forms,
    messages,
    of,
    report,
    translated,
)

every_language = pytest.mark.parametrize("language", OTHERS)
PLACEHOLDER = re.compile(r"\{(\w*)[^}]*\}")
#: four or more English words in a row were left untranslated
ENGLISH = re.compile(r"[A-Za-z]{2,}(\s+[A-Za-z]{2,}){3,}")
#: what is called with a sentence first, `plural` with two
CALLED = re.search(r"^SAID = (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)


@pytest.fixture(scope="module")
def updated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the catalogues after `make update`."""
    made = tmp_path_factory.mktemp("text") / "locale"
    shutil.copytree(LOCALE, made)
    printed = subprocess.run(
        ["make", "-s", "update", f"LOCALE={made}", "BIN=.venv/bin"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert printed.returncode == 0, printed.stderr
    return made


@pytest.fixture(scope="module")
def extracted(updated: Path) -> set[str]:
    """The sentences that `make extract` finds in the sources."""
    return set(messages(catalogue(updated / "resilience.pot")))


def test_an_update_without_new_sentences_changes_no_file(updated: Path) -> None:
    made = {path.relative_to(updated): path.read_bytes() for path in updated.rglob("*.*")}
    ours = {path.relative_to(LOCALE): path.read_bytes() for path in LOCALE.rglob("*.*")}
    assert made.keys() == ours.keys()
    assert [str(name) for name in ours if made[name] != ours[name]] == []


def test_the_template_has_exactly_the_sentences_of_the_sources(extracted: set[str]) -> None:
    assert extracted == set(TEMPLATE), "run `make update compile`"


def test_every_sentence_of_the_sources_is_extracted(extracted: set[str]) -> None:
    # Babel reads no calls within an f-string
    assert CALLED
    names = {one.partition(":")[0] for one in CALLED[1].split()}
    written = said_with(names)
    assert len(written) > 2000
    assert {one: place for one, place in written.items() if one not in extracted} == {}


def test_every_sentence_that_has_a_plural_is_extracted_with_it() -> None:
    # Babel takes a call for one of `text` if a call within it ends with `text)`
    counted = said_with({"plural"})
    assert len(counted) > 100
    single = {str(one.id) for one in TEMPLATE.values() if not one.pluralizable}
    assert {one: place for one, place in counted.items() if one in single} == {}


def said_with(names: set[str]) -> dict[str, str]:
    """The sentences that functions of these names are called with anywhere in the sources, each with its place."""
    paths = [ROOT / "app.py", *ROOT.glob("pages/**/*.py"), *ROOT.glob("resilience/**/*.py")]
    return {
        sentence: f"{path.relative_to(ROOT)}:{line}"
        for path in paths
        for line, sentence in said_in(ast.parse(path.read_text()), names)
    }


def said_in(module: ast.Module, names: set[str]) -> Iterator[tuple[int, str]]:
    """The sentences that functions of these names are called with first, or may be, each with its line."""
    for call in ast.walk(module):
        match call:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[first, *_]):
                for one in (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,):
                    if name in names and isinstance(one, ast.Constant) and one.value:
                        yield call.lineno, str(one.value)


@every_language
def test_no_translation_is_left_over_or_guessed(language: str) -> None:
    found = messages(catalogue(of(language)))
    assert set(found) <= set(TEMPLATE), "run `make update compile`"
    assert [key for key, message in found.items() if message.fuzzy] == []


@every_language
def test_a_translation_has_the_placeholders_of_its_sentence(language: str) -> None:
    for key, message in translated(catalogue(of(language))).items():
        wanted = {name for form in forms(message.id) for name in PLACEHOLDER.findall(form)}
        for said in forms(message.string):
            assert set(PLACEHOLDER.findall(said)) == wanted, key


@every_language
def test_no_translation_is_left_in_english(language: str) -> None:
    left = [
        key
        for key, message in translated(catalogue(of(language))).items()
        for said in forms(message.string)
        if ENGLISH.search(said)
    ]
    assert left == []


@every_language
def test_what_the_program_reads_is_what_people_wrote(language: str) -> None:
    with of(language).with_suffix(".mo").open("rb") as file:
        compiled = translated(read_mo(file))
    written = translated(catalogue(of(language)))
    # Babel compiles a plural without a translation to its English
    compiled = {
        key: message
        for key, message in compiled.items()
        if key in written or not {*forms(message.string)} <= {*forms(message.id)}
    }
    assert {key: forms(m.string) for key, m in compiled.items()} == {
        key: forms(m.string) for key, m in written.items()
    }, "run `make compile`"


def test_sentences_without_a_translation_are_reported(capsys: pytest.CaptureFixture[str]) -> None:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'
    written = read_po(io.BytesIO(f'{head}\nmsgid "One"\nmsgstr ""\n'.encode()))
    report("ko", {**translated(written), "Two": Message("Two", "둘")}, ["One", "Two"])
    assert capsys.readouterr().out == "ko: 1 of 2 sentences are not translated\n  One\n"


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
