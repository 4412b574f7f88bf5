"""The answers of a scorecard as its lists offer them, and as people type them."""

import re
from collections.abc import Iterator
from functools import cache

from resilience.errors import Sentence
from resilience.framework import AnswerValue, Framework, Goalposts, Indicator, IndicatorText, Levels
from resilience.scoring.notes.words import NO_LEVEL
from resilience.text import LANGUAGES, Text
from resilience.text.alike import alike
from resilience.workbook.reading.untrusted import Value

BAR = " | "
#: how the answers that are no level begin in a list
SHORT = {"na": "n/a", "dk": "?"}
#: what people type instead, beside the words of the lists
TYPED: dict[AnswerValue, tuple[str, ...]] = {
    "na": ("na", "n.a.", "n / a", "not applicable", "不适用", "該当しない", "해당없음"),
    "dk": ("dk", "??", "dont know", "not known", "不知道", "わからない", "모르겠음"),
}
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:[.,][0-9]{1,15})?", re.ASCII)
#: 1,000 is a thousand to some and one to others
_AMBIGUOUS = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}", re.ASCII)
#: larger than any measure, and small enough to be a float
_BEYOND = 1e300
_SHOWN = 60


def level_choices(words: IndicatorText, scale: Levels) -> list[str]:
    """The levels of an indicator, such as "2 | There is a plan."."""
    said = [*words.levels, *[""] * (scale.top + 1)]
    return [_choice(str(level), said[level]) for level in range(scale.top + 1)]


def state_choices(text: Text) -> list[str]:
    """Not applicable and don't know."""
    return [_choice(SHORT[state], text(words)) for state, words in NO_LEVEL.items()]


def read_said(value: Value, indicator: Indicator, framework: Framework) -> AnswerValue | Sentence:
    """The answer that a cell means; where it means none, a sentence that says why.

    An answer counts as soon as it is clear: the entry of the list in any language, what comes before
    its bar, its sentence alone, "level 2", and numbers that are text.
    """
    found = _parse(value, indicator, framework)
    if isinstance(found, float) and not indicator.scale.accepts(found):
        return _expected(value, indicator)
    return _expected(value, indicator) if found is None else found


def _parse(
    value: Value, indicator: Indicator, framework: Framework
) -> AnswerValue | Sentence | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if not isinstance(value, str):
        return float(value) if abs(value) < _BEYOND else None
    head = alike(_head(value))
    if isinstance(indicator.scale, Goalposts):
        head = head.removesuffix(alike(indicator.scale.unit)).strip()
    if _AMBIGUOUS.fullmatch(head):
        return Sentence(
            "found {found}, which could mean two numbers: type it without a thousands separator.",
            found=shown(value),
        )
    if _NUMBER.fullmatch(head):
        return float(head.replace(",", "."))
    if head in _states():
        return _states()[head]
    known = _states() | dict(_levels(indicator, framework))
    return known.get(head, known.get(alike(value)))


def _levels(indicator: Indicator, framework: Framework) -> Iterator[tuple[str, AnswerValue]]:
    """The levels of an indicator in the words of every language."""
    if isinstance(indicator.scale, Goalposts):
        return
    for level in range(indicator.scale.top + 1):
        for language in LANGUAGES:
            yield alike(Text(language)("Level {level}", level=level)), float(level)
        for words in framework.texts.values():
            said = words.indicators.get(indicator.code)
            for sentence in said.levels[level : level + 1] if said else ():
                yield alike(sentence), float(level)


@cache
def _states() -> dict[str, AnswerValue]:
    """What means that there is no level, in the words of every language."""
    found = {alike(word): said for said, words in TYPED.items() for word in words}
    for language in LANGUAGES:
        text = Text(language)
        for state, words in NO_LEVEL.items():
            said: AnswerValue = "na" if state == "na" else "dk"
            found |= {alike(SHORT[state]): said, alike(text(words)): said}
    return found


def _choice(head: str, words: str) -> str:
    said = " ".join(words.split())
    return f"{head}{BAR}{said}" if said else head


def _head(words: str) -> str:
    return re.split(r"[|｜]", words, maxsplit=1)[0]


def _expected(value: Value, indicator: Indicator) -> Sentence:
    scale, found = indicator.scale, shown(value)
    if isinstance(scale, Levels):
        return Sentence(
            "found {found}, expected an answer from the list: a level 0 to {top}, n/a or ?.",
            found=found,
            top=scale.top,
        )
    low, high = (f"{number:g}" for number in sorted((scale.worst, scale.best)))
    number = Sentence("a number from {worst} to {best}", worst=low, best=high)
    return Sentence(
        "found {found}, expected {expected}, n/a or ?.",
        found=found,
        expected=Sentence("a number") if scale.clip else number,
    )


def shown(value: Value) -> str:
    """Format a cell's value for a message about it."""
    return repr(value[:_SHOWN]) if isinstance(value, str) else str(value)[:_SHOWN]
