"""A scorecard as a file: who it is for, what it asks, and what somebody filled into it."""

import datetime
from dataclasses import dataclass, field

from resilience.errors import Fault, Sentence
from resilience.framework import AnswerValue, Framework, Indicator


@dataclass(frozen=True, slots=True)
class CardIdentity:
    """Whose scorecard a file is: what its hidden identity sheet says.

    `card` is an unguessable token, the participant of this file; `workshop` the join code; `round` the
    number of the vote for which it was made, and `vote` its mark, 0 where it had not opened yet.
    `department` is the name as it is in the workshop. `people` is 1, or how many sit at the table: when read, as its first sheet says.
    """

    card: str
    workshop: str
    framework: str
    version: str
    sha256: str
    tier: str
    round: int
    department: str
    people: int
    language: str
    vote: int = 0


@dataclass(frozen=True, slots=True)
class FilledAnswer:
    """The answer, comment and evidence in an indicator's row.

    `said` is a level, a measured number, "na", "dk", or None for a comment or evidence alone. `place` is
    the sheet and cell as people find it.
    """

    indicator: str
    said: AnswerValue | None
    comment: str
    evidence: str
    place: Sentence | str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class CardFace:
    """Input for writing a scorecard; `filled` has answers to fill in."""

    identity: CardIdentity
    framework: Framework
    asked: tuple[Indicator, ...]
    city: str
    date: datetime.date
    probable: str
    severe: str
    invented: bool
    filled: tuple[FilledAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class FilledCard:
    """Contents of a scorecard: `answers` with any entry, in the order of the framework.

    `faults` are cells that could not be understood; all others are read. `notes` list irregularities that were
    accepted, such as moved rows.
    """

    identity: CardIdentity
    answers: tuple[FilledAnswer, ...]
    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...] = ()
