"""The layout of a scorecard's sheets, shared by writer and reader."""

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from resilience.framework import Framework, Goalposts, Indicator, IndicatorText, Scale, Theme
from resilience.framework.departments import department_key, usually_known
from resilience.workbook.cells import NAME_LIMIT

#: sheets that nobody sees: whose card it is, and what its lists offer
IDENTITY, LISTS = "identity", "lists"
#: columns of a sheet of indicators by the keys that stand in a hidden row below its header
CODE, ASKED, LEVELS, ANSWER = "#code", "#asked", "#levels", "#answer"
STATE, COMMENT, EVIDENCE, GUIDE = "#state", "#comment", "#evidence", "#guide"
INPUTS = (ANSWER, STATE, COMMENT, EVIDENCE)
#: mark in a hidden column next to the field for the number of people at the table
PEOPLE, PEOPLE_FIELD, PEOPLE_KEY = "#people", 2, 3


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """The place of an indicator when the card was written; `row` counts from 1.

    `scale` is how it was answered then, `words` a mark of what was asked.
    """

    code: str
    sheet: str
    row: int
    scale: str
    words: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A theme of the card: its indicators below the headings of the themes within it.

    `usual` has the codes of those that the department of the card usually knows.
    """

    theme: Theme
    entries: tuple[Theme | Indicator, ...]
    usual: frozenset[str]

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Those that are asked."""
        return tuple(entry for entry in self.entries if isinstance(entry, Indicator))

    @property
    def measured(self) -> bool:
        """Whether any of them asks for a number."""
        return any(isinstance(indicator.scale, Goalposts) for indicator in self.indicators)


def chapters(framework: Framework, asked: tuple[Indicator, ...], department: str) -> list[Chapter]:
    """The themes that have something asked below them; first what the department usually knows.

    `department` is the name that the workshop gives it.
    """
    codes = {indicator.code for indicator in asked}
    usual = usually_known(asked, department_key(department))
    made = [
        Chapter(theme, tuple(_entries(theme, codes, usual))[1:], usual)
        for theme in framework.themes
    ]
    return [chapter for chapter in made if chapter.entries]


def _entries(
    node: Theme | Indicator, codes: set[str], usual: frozenset[str]
) -> Iterator[Theme | Indicator]:
    if isinstance(node, Indicator):
        if node.code in codes:
            yield node
    elif any(indicator.code in codes for indicator in node.indicators()):
        yield node
        for child in sorted(node.children, key=lambda child: child.code not in usual):
            yield from _entries(child, codes, usual)


def short_name(code: str, title: str) -> str:
    """The name of a theme on the tab of its sheet, cut between words."""
    whole = f"{code} {' '.join(title.split())}"
    if len(whole) <= NAME_LIMIT:
        return whole
    cut = whole[: NAME_LIMIT - 1]
    if whole[len(cut)] != " " and " " in cut[NAME_LIMIT // 2 :]:
        cut = cut.rpartition(" ")[0]
    return f"{cut.rstrip(' ,;:·-')}…"


def asked_words(words: IndicatorText, untranslated: str, usual: str = "") -> list[str]:
    """Return the cell text of an indicator: title, `usual`, question, and a note if it is not translated.

    `usual` notes that the department usually knows the answer.
    """
    lent = untranslated if {"title", "question", "levels"} & words.lent else ""
    question = words.question if words.question != words.title else ""
    return [part.strip() for part in (words.title, usual, question, lent) if part.strip()]


def scale_mark(scale: Scale) -> str:
    """A scale in short: an answer fits another version where this has stayed the same."""
    if isinstance(scale, Goalposts):
        return f"{scale.worst!r} {scale.best!r} {scale.clip} {scale.log} {scale.unit}".strip()
    return f"0-{scale.top}"


def words_mark(words: str) -> str:
    """A mark of some words that no program changes by saving them again."""
    plain = "".join(unicodedata.normalize("NFKC", words).replace("_x000D_", "").split())
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()[:16]
