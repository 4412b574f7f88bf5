"""Who was in the room and what they wrote: facts that stand beside every result."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Room:
    """Who took part in a unit: `participants` devices, `people` behind them, people `expected`."""

    unit: str
    departments: tuple[str, ...]
    participants: int
    people: int
    expected: int


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment or evidence on an indicator (code) with its unit, never the person.

    `language` is that of the page on which it was typed, where it is known.
    """

    indicator: str
    unit: str
    comment: str
    evidence: str
    language: str | None = None
