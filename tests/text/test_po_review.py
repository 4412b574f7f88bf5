"""What a review changes in a catalogue: corrections, forms of plurals, sign-offs, placeholders."""

import datetime
import io
from gettext import GNUTranslations

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po, write_po

from resilience.errors import Sentence
from resilience.text.po_review import (
    catalogue_texts,
    read_catalogue,
    reviewed_catalogue,
    wrong_names,
)
from resilience.text.review import Correction, Outcome, ReviewText, Signature
from tests.text.translations import OTHERS, catalogue_counts, of

WRITTEN = b"""\
# Drafted, not yet reviewed by a native speaker.
#
msgid ""
msgstr ""
"Last-Translator: drafted, not reviewed\\n"
"Language: fr\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

# a translator's remark
msgctxt "scale"
msgid "Level"
msgstr "Niveau"

msgctxt "flat"
msgid "Level"
msgstr "Plat"

#, fuzzy
msgid "Water"
msgstr "L'eau ?"

#, python-brace-format
msgid "{n} city"
msgid_plural "{n} cities"
msgstr[0] "{n} ville"
msgstr[1] ""
"""
KIM = Signature("Kim", "editor", datetime.date(2026, 11, 28))


def texts(written: bytes = WRITTEN) -> dict[tuple[str, str], ReviewText]:
    """The texts by their English and the translation they have."""
    found = catalogue_texts(read_catalogue(written, "fr")).values()
    return {(text.english, text.said): text for text in found}


def after(
    *corrected: tuple[str, str, str], seen: bool = True, who: Signature | None = KIM
) -> Catalog:
    """The catalogue after corrections, each of an English text and its translation to another."""
    change = {texts()[a, b].key: Correction(Sentence("F7"), b, said) for a, b, said in corrected}
    keys = {text.key for text in texts().values() if text.said} | set(change)
    written, compiled = reviewed_catalogue(
        WRITTEN, "fr", Outcome(change, seen=keys if seen else set()), who
    )
    made = read_catalogue(written, "fr")
    assert GNUTranslations(io.BytesIO(compiled)).pgettext("flat", "Level") == "Plat"
    return made


def test_each_form_of_a_plural_and_each_context_is_a_text() -> None:
    assert set(texts()) == {
        ("Level", "Niveau"), ("Level", "Plat"), ("Water", "L'eau ?"),
        ("{n} city\n{n} cities", "{n} ville"), ("{n} city\n{n} cities", ""),
    }  # fmt: skip
    assert len({text.key for text in texts().values()}) == 5


def test_corrections_and_sign_offs_are_written() -> None:
    made = after(("Level", "Niveau", "Degré"), ("Water", "L'eau ?", "L'eau"))
    level = made.get("Level", context="scale")
    assert level is not None
    assert level.string == "Degré"
    assert level.user_comments == ["a translator's remark", "reviewed: Kim, editor, 2026-11-28"]
    water = made.get("Water")
    assert water is not None
    assert not water.fuzzy
    assert made.last_translator == "drafted, not reviewed"
    assert catalogue_counts(made) == {"Kim, editor, 2026-11-28": 3, "": 1, "missing": 1}


def test_a_whole_catalogue_is_signed_off_and_keeps_that_only_while_it_is_true() -> None:
    cities = ("{n} city\n{n} cities", "", "{n} villes")
    made = after(cities)
    assert made.last_translator == "Kim, editor, 2026-11-28"
    assert "Drafted" not in made.header_comment
    whole = io.BytesIO()
    write_po(whole, made)
    key = texts(whole.getvalue())["Water", "L'eau ?"].key
    changed = Outcome({key: Correction(Sentence("F7"), "", "Eau")})
    again = read_catalogue(reviewed_catalogue(whole.getvalue(), "fr", changed, None)[0], "fr")
    assert again.last_translator == "drafted, not reviewed"
    assert catalogue_counts(again) == {"Kim, editor, 2026-11-28": 4, "": 1}


def test_nothing_is_signed_off_without_a_person() -> None:
    made = after(("Water", "L'eau ?", "L'eau"), who=None)
    assert catalogue_counts(made) == {"": 4, "missing": 1}
    assert made.last_translator == "drafted, not reviewed"


def test_sign_offs_outlive_an_update_from_the_sources() -> None:
    made, template = after(), Catalog()
    template.add("Level", context="scale")
    template.add("New")
    made.update(template, no_fuzzy_matching=True)
    assert catalogue_counts(made) == {"Kim, editor, 2026-11-28": 1, "missing": 1}


@pytest.mark.parametrize(
    ("english", "correction", "said"),
    [
        ("{n} of {all}", "{all}: {n}", ""),
        ("{n} of {all}", "{n}", "found {n}, expected the placeholders {all}, {n}"),
        ("{n} of {all}", "x", "found none, expected the placeholders"),
        ("Water", "{n}", "found {n}, expected no placeholder"),
        ("{n}", "{n", "found a { or } without its partner"),
        ("a } b", "x", ""),
    ],
)
def test_placeholders_have_to_stay(english: str, correction: str, said: str) -> None:
    found = wrong_names(ReviewText("k", english, ""), correction)
    assert said in str(found or "")
    assert (found is None) == (said == "")


@pytest.mark.parametrize("language", OTHERS)
def test_a_review_that_changes_nothing_leaves_our_catalogues_as_they_are(language: str) -> None:
    written = of(language).read_bytes()
    made, compiled = reviewed_catalogue(written, language, Outcome(), None)
    assert made == written
    ours = read_mo(io.BytesIO(of(language).with_suffix(".mo").read_bytes()))
    assert read_mo(io.BytesIO(compiled)).is_identical(ours)


def test_no_translation_of_ours_has_other_placeholders() -> None:
    for language in OTHERS:
        found = read_po(io.BytesIO(of(language).read_bytes()), locale=language.replace("-", "_"))
        said = [text for text in catalogue_texts(found).values() if text.said]
        assert [text.key for text in said if wrong_names(text, text.said)] == []
