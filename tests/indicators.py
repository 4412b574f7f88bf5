"""The frameworks that the product brings, read once for all tests."""

from functools import cache
from pathlib import Path

from resilience.framework import Framework, FrameworkText, load_framework
from resilience.settings import ROOT

#: the newest version, as the product offers it
URBAN = ROOT / "indicators" / "urban-resilience"
#: never changes any more, and has all languages
URBAN_1 = ROOT / "indicators" / "urban-resilience-1.0.0"
UNDRR = ROOT / "indicators" / "undrr-preliminary"
UNDRR_1 = ROOT / "indicators" / "undrr-preliminary-1.0.0"


@cache
def shipped(folder: Path) -> Framework:
    """The framework of one of the folders above."""
    return load_framework(folder)


def in_english(framework: Framework, language: str) -> set[str]:
    """What is shown in English, with a mark, because the language has no translation of it yet."""
    return _sentences(framework.text("en")) & _sentences(framework.text(language))


def _sentences(words: FrameworkText) -> set[str]:
    found = {words.title, words.summary, *words.titles.values(), *words.summaries.values()}
    for one in words.indicators.values():
        found |= {one.title, one.question, one.why, one.evidence, *one.levels}
    return found - {""}
