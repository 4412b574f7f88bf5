"""Participants as the plain model has them: what stands of each, and what was replaced."""

from dataclasses import dataclass, field, replace
from typing import Any

from resilience.framework import AnswerValue

#: the number of a write, by what it counts
COUNTERS = {"said": "counter", "comment": "comment_counter"}


@dataclass
class Written:
    """What somebody answered to an indicator and wrote about it; `said` None is a remark alone."""

    said: AnswerValue | None = None
    comment: str = ""
    evidence: str = ""
    confidence: str | None = None
    language: str | None = None
    counter: int = 0
    comment_counter: int = 0


#: number of a vote, code of an indicator
Place = tuple[int, str]


@dataclass
class Person:
    """Somebody, a table of `size` people, or a card (`key`), which has no token.

    `here` is what stands, `replaced` what newer answers replaced, first to last, `sent` what a phone
    delivered by its id: its vote and whether it stood. `other_sent` has the votes of what was sent under
    other ids.
    """

    id: int
    department: str
    size: int
    token: str = ""
    key: str = ""
    language: str = "en"
    counter: int = 0
    here: dict[Place, Written] = field(default_factory=dict)
    replaced: list[tuple[Place, Written]] = field(default_factory=list)
    sent: dict[str, tuple[int, bool]] = field(default_factory=dict)
    other_sent: list[int] = field(default_factory=list)
    points: dict[str, int] = field(default_factory=dict)
    votes: dict[int, float] = field(default_factory=dict)

    @property
    def voted(self) -> bool:
        """Whether anything was answered in a vote."""
        return any(row.said is not None for row in self.here.values())

    def answers(self, number: int) -> dict[str, AnswerValue]:
        """What was answered in a vote, by code."""
        return {
            code: row.said
            for (at, code), row in self.here.items()
            if at == number and row.said is not None
        }

    def earlier(self, number: int) -> dict[str, Written]:
        """The latest answers of real votes before one, by code."""
        found = sorted(
            (at, code) for at, code in self.here if 0 < at < number and self._said(at, code)
        )
        return {code: self.here[at, code] for at, code in found}

    def save(self, place: Place, counter: int | None = None, **changes: Any) -> Written:
        """Write with the number `counter`, or the next; the higher number stands. Gives what stands."""
        number = self.counter + 1 if counter is None else counter
        self.counter = max(self.counter, number)
        numbered: dict[str, Any] = {COUNTERS[name]: number for name in changes if name in COUNTERS}
        row = self.here.get(place)
        if row is None:
            self.here[place] = Written(**changes, **numbered)
        elif any(getattr(row, name) > number for name in numbered):
            self.replaced.append((place, Written(**changes, **numbered)))
        else:
            if any(getattr(row, name) != value for name, value in changes.items()):
                self.replaced.append((place, row))
            self.here[place] = replace(row, **changes, **numbered)
        return self.here[place]

    def forget(self, number: int) -> None:
        """All of a vote goes: it was dropped."""
        self.here = {place: row for place, row in self.here.items() if place[0] != number}
        self.replaced = [one for one in self.replaced if one[0][0] != number]
        self.sent = {name: one for name, one in self.sent.items() if one[0] != number}
        self.other_sent = [one for one in self.other_sent if one != number]

    def _said(self, number: int, code: str) -> bool:
        return self.here[number, code].said is not None
