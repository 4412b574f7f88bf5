"""How long a scorecard takes to answer, from the words that people read.

Our design: reading speed in the language of the workshop, and a pause for thought at each
indicator. It is an estimate for planning a day: nobody was timed with it.
"""

from collections.abc import Iterable
from fractions import Fraction
from math import ceil

from resilience.framework.model import Framework, Indicator
from resilience.framework.words import IndicatorText
from resilience.text.languages import language_for

#: words read in a minute in languages that have no pace of characters
WORDS = 200
#: seconds of thought an indicator
THOUGHT = 20


def minutes_to_answer(
    framework: Framework, indicators: Iterable[Indicator], language: str = "en"
) -> int:
    """Minutes to read and answer these indicators in a language, rounded up; 0 for none.

    Read are title, question and levels, at 200 words a minute, 300 Chinese or 400 Japanese or Korean characters
    (spaces are not counted). Words that stand in English for a missing translation are read as English. Each indicator
    takes 20 seconds of thought on top. Source: our design.
    """
    words = framework.text(language).indicators
    codes = [indicator.code for indicator in indicators]
    reading = sum((_reading(words[code], language) for code in codes), Fraction())
    return ceil(reading + Fraction(THOUGHT * len(codes), 60))


def _reading(said: IndicatorText, language: str) -> Fraction:
    """Minutes to read the words of an indicator."""
    parts = {"title": said.title, "question": said.question, "levels": "\n".join(said.levels)}
    return sum(
        (
            _minutes(words, "en" if field in said.lent else language)
            for field, words in parts.items()
        ),
        Fraction(),
    )


def _minutes(words: str, language: str) -> Fraction:
    pace = language_for(language).pace
    apart = words.split()
    return Fraction(len("".join(apart)), pace) if pace else Fraction(len(apart), WORDS)
