"""How an official UNDRR workbook was filled, in words for pages and the command line."""

from collections import Counter
from collections.abc import Iterator

from resilience.services.undrr.workbook import FilledWorkbook, Reason
from resilience.text import LANGUAGES, Text


def filled_words(filled: FilledWorkbook, text: Text) -> list[str]:
    """How a workbook was filled, in sentences."""
    shown = text.listed(LANGUAGES[language] for language in sorted(filled.shown))
    return [
        *_answer_words(filled, text),
        *_blank_words(filled.blank, text),
        text(
            "Screens showed the official wording in {languages}. Anyone who used another "
            "language, or answered on paper or in Excel, saw this product's own wording.",
            languages=shown,
        ),
    ]


def _answer_words(filled: FilledWorkbook, text: Text) -> Iterator[str]:
    yield text.plural("{n} answer was entered.", "{n} answers were entered.", filled.given)
    if filled.agreed:
        yield text.plural(
            "{n} of them is the level that the room agreed on.",
            "{n} of them are levels that the room agreed on.",
            filled.agreed,
        )
    if filled.middle:
        yield text.plural(
            "{n} of them is the room's middle answer.",
            "{n} of them are the room's middle answers.",
            filled.middle,
        )
    if filled.between:
        yield text.plural(
            "{n} of them was between two levels, and the lower one was entered ({codes}). To "
            "enter another, agree on a level.",
            "{n} of them were between two levels, and the lower ones were entered ({codes}). To "
            "enter others, agree on levels.",
            len(filled.between),
            codes=text.listed(filled.between),
        )


def _blank_words(blank: Counter[Reason], text: Text) -> Iterator[str]:
    if blank["na"]:
        yield text.plural(
            "{n} item stays blank: not applicable.",
            "{n} items stay blank: not applicable.",
            blank["na"],
        )
    if blank["dk"]:
        yield text.plural(
            "{n} item stays blank: too few people knew the answer.",
            "{n} items stay blank: too few people knew the answer.",
            blank["dk"],
        )
    if blank["unanswered"]:
        yield text.plural(
            "{n} item stays blank: not answered, or by too few people.",
            "{n} items stay blank: not answered, or by too few people.",
            blank["unanswered"],
        )
    if blank["absent"]:
        yield text.plural(
            "{n} item is not in this edition of the workbook.",
            "{n} items are not in this edition of the workbook.",
            blank["absent"],
        )
    if blank.total() > blank["absent"]:
        yield text("The official workbook counts every blank as 0 points.")
