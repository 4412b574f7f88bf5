"""What is drafted, reviewed or missing in each language: printed for translators and reviewers, and no fault.

The interface and the frameworks fall back to English.

Run as `python -m tests.text.translations` (or `make translations`).
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from resilience.framework import installed
from resilience.framework.review.texts import review_counts
from resilience.settings import ROOT
from resilience.text import LANGUAGES
from resilience.text.po_review import catalogue_texts

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


def catalogue_counts(catalogue: Catalog) -> Counter[str]:
    """How many sentences each reviewer signed off; "" counts drafts, "missing" those not translated."""
    texts = catalogue_texts(catalogue).values()
    return Counter(text.reviewed if text.said else "missing" for text in texts)


#: every sentence of the interface in English
TEMPLATE = messages(catalogue(LOCALE / "resilience.pot"))


def report(language: str, known: Iterable[str], wanted: Iterable[str]) -> None:
    """Print which of the wanted sentences a language does not have."""
    every = list(wanted)
    left = [sentence for sentence in every if sentence not in set(known)]
    print(f"{language}: {len(left)} of {len(every)} sentences are not translated")
    print("".join(f"  {sentence}\n" for sentence in left), end="")


def report_reviews(name: str, drafted: int, reviewed: int, missing: int) -> None:
    """Print how far the review of one file is."""
    print(f"{name}: {drafted} drafted, {reviewed} reviewed, {missing} missing")


def main() -> None:
    """Print what is missing in each language, and how many texts are drafted and reviewed."""
    for language in OTHERS:
        report(language, translated(catalogue(of(language))), TEMPLATE)
    for language in OTHERS:
        counts = catalogue_counts(catalogue(of(language)))
        missing, drafted = counts.pop("missing", 0), counts.pop("", 0)
        report_reviews(f"interface, {language}", drafted, counts.total(), missing)
    for name, framework in installed(ROOT / "indicators").items():
        for language in LANGUAGES:
            found = review_counts(framework, language)
            reviewed = sum(found.reviewed.values())
            report_reviews(f"{name}, {language}", found.drafted, reviewed, found.missing)


if __name__ == "__main__":
    main()
