"""Facts shown with every result: who was in the room and how much they wrote."""

import hashlib
from dataclasses import dataclass

from resilience.text import Text


@dataclass(frozen=True, slots=True)
class Room:
    """Who took part in a unit: `participants` devices, `people` behind them, people `expected`."""

    unit: str
    departments: tuple[str, ...]
    participants: int
    people: int
    expected: int

    @property
    def present(self) -> tuple[str, ...]:
        """The departments whose people are in it; a merged unit does not show which are absent.

        A unit named after a department has people of that one: from its others nobody had come.
        """
        return (self.unit,) if self.unit in self.departments else self.departments


def newcomers_words(text: Text, *, by_theme: bool) -> str:
    """Who is in no unit of a room: people who came after the first vote; where groups score, also those of small ones."""
    if by_theme:
        return text("Not shown by group")
    return text("Joined for a later vote (not shown by department)")


def left_out_words(people: int, text: Text, *, later: bool) -> str:
    """That answers of some people do not count, and why; in a `later` vote, or in all."""
    if later:
        return text.plural(
            "In a later vote, answers of {n} person who answered alone are not counted, because "
            "next to the tables' answers they could be identified. They stay stored, and the "
            "person who gave them can see them.",
            "In a later vote, answers of {n} people who answered alone are not counted, because "
            "next to the tables' answers they could be identified. They stay stored, and the "
            "people who gave them can see their own.",
            people,
        )
    return text.plural(
        "Answers of {n} person who answered alone are left out of these figures, because next to "
        "the tables' answers they could be identified. They stay stored, and the person who gave "
        "them can see them.",
        "Answers of {n} people who answered alone are left out of these figures, because next to "
        "the tables' answers they could be identified. They stay stored, and the people who gave "
        "them can see their own.",
        people,
    )


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment or evidence on an indicator (code) with its unit or its level, never both, never the person.

    `unit` is "" and `level` None where these are not shown. `language` is that of the page on which it was typed,
    where it is known.
    """

    indicator: str
    unit: str
    comment: str
    evidence: str
    language: str | None = None
    level: int | None = None

    @property
    def mark(self) -> str:
        """Identifies the comment, without its author."""
        return comment_mark(self.indicator, self.comment, self.evidence)


def comment_mark(indicator: str, comment: str, evidence: str) -> str:
    """The SHA-256 of an indicator, a comment and evidence."""
    words = "\0".join((indicator, comment, evidence))
    return hashlib.sha256(words.encode()).hexdigest()
