"""What is not translated yet: printed for translators, and no fault, since the interface falls back to English.

Run as `python -m tests.text.translations` (or `make translations`).
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from resilience.settings import ROOT
from resilience.text import LANGUAGES

LOCALE = ROOT / "resilience" / "text" / "locale"
OTHERS = [language for language in LANGUAGES if language != "en"]


def catalogue(path: Path) -> Catalog:
    """A catalogue as people write it."""
    with path.open("rb") as file:
        return read_po(file)


def of(language: str) -> Path:
    """The catalogue of a language."""
    return LOCALE / language.replace("-", "_") / "LC_MESSAGES" / "resilience.po"


def forms(sentence: Any) -> list[str]:
    """One sentence, or the forms of a plural."""
    return [sentence] if isinstance(sentence, str) else list(sentence)


def messages(found: Catalog) -> dict[str, Message]:
    """The messages by their English sentence, without the head."""
    return {forms(message.id)[0]: message for message in found if message.id}


def translated(found: Catalog) -> dict[str, Message]:
    """The messages that have a translation in all their forms."""
    return {key: one for key, one in messages(found).items() if all(forms(one.string))}


#: every sentence of the interface in English
TEMPLATE = messages(catalogue(LOCALE / "resilience.pot"))


def report(language: str, known: Iterable[str], wanted: Iterable[str]) -> None:
    """Print which of the wanted sentences a language does not have."""
    every = list(wanted)
    left = [sentence for sentence in every if sentence not in set(known)]
    print(f"{language}: {len(left)} of {len(every)} sentences are not translated")
    print("".join(f"  {sentence}\n" for sentence in left), end="")


def main() -> None:
    """Print what is missing in each language, and whether a native speaker has reviewed the rest."""
    for language in OTHERS:
        found = catalogue(of(language))
        report(language, translated(found), TEMPLATE)
        print(
            "  drafted, not reviewed" if "not reviewed" in found.last_translator else "  reviewed"
        )


if __name__ == "__main__":
    main()
