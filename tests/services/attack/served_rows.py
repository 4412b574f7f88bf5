"""The rows of counts that a result has, and its parts as values that compare."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass

import numpy as np

from resilience.scoring.counting.tally import Tallies


@dataclass(frozen=True)
class Row:
    """Served counts of an indicator: answers and people by level, N/A, the sums of measured scores and of squares."""

    answers: tuple[int, ...]
    people: tuple[int, ...]
    na: int
    total: float
    squares: float

    def __bool__(self) -> bool:
        return bool(sum(self.answers) or self.na)


def served(tallies: Tallies) -> Iterator[tuple[str, str, Row]]:
    """The rows of counts that say something, by unit and indicator; the city's beside the units'."""
    for part in (tallies, tallies.of_city):
        for code, tally in (part.by_code if part else {}).items():
            for at, unit in enumerate(part.units if part else ()):
                row = Row(
                    tuple(tally.answers[at].tolist()),
                    tuple(tally.people[at].tolist()),
                    int(tally.na[at]),
                    round(float(tally.total[at]), 6),
                    round(float(tally.squares[at]), 6),
                )
                if row:
                    yield unit, code, row


def plain(value: object) -> object:
    """Tallies as values that compare."""
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, list):
        return [plain(one) for one in value]
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    if is_dataclass(value):
        return [plain(getattr(value, one.name)) for one in fields(value)]
    return value
