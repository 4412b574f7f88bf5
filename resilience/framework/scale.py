"""The scale of an indicator: levels with values of their own, or a number between goalposts."""

import math
import sys
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

#: points by which a mean may miss the score of a level, or the middle of two, that it has
TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Levels:
    """Steps 0..m-1. `values` are the scores 0..100 of the levels, `points` the published points."""

    values: tuple[float, ...]
    points: tuple[float, ...]

    @property
    def top(self) -> int:
        """The highest level."""
        return len(self.values) - 1

    @property
    def low(self) -> float:
        """The lowest score a level gives."""
        return min(self.values)

    @property
    def high(self) -> float:
        """The highest score a level gives."""
        return max(self.values)

    def step_above(self, score: float) -> int | None:
        """The level after the one nearest to a score 0..100, halves counting as the one below; None from the top on."""
        middles = [(low + high) / 2 for low, high in pairwise(self.values)]
        level = bisect_left(middles, score - TOLERANCE) + 1
        return level if level <= self.top else None

    def accepts(self, answer: float) -> bool:
        """Whether `answer` is one of the levels."""
        return 0 <= answer <= self.top and float(answer).is_integer()


@dataclass(frozen=True, slots=True)
class Goalposts:
    """A measured number: `worst` scores 0, `best` scores 100, even steps between, either direction.

    With `log` the steps are even in the logarithm of the number (as income in the Human Development
    Index), and both goalposts are above 0. With `clip` a number beyond a goalpost scores 0 or 100;
    without it such an answer is refused.
    """

    worst: float
    best: float
    clip: bool = True
    unit: str = ""
    log: bool = False
    low: float = 0.0
    high: float = 100.0

    def accepts(self, answer: float) -> bool:
        """Whether `answer` can be scored."""
        lower, upper = sorted((self.worst, self.best))
        return math.isfinite(answer) and (self.clip or lower <= answer <= upper)

    def value(self, answer: float) -> float:
        """The score 0..100 of a number (docs/methods.md, section 1, fixed goalposts)."""
        answer, worst, best = (self._measure(x) for x in (answer, self.worst, self.best))
        share = (answer - worst) / (best - worst)
        return 100.0 * min(1.0, max(0.0, share))

    def number(self, value: float) -> float:
        """Return the measured number that scores `value` (0 to 100): the inverse of `value`."""
        worst, best = self._measure(self.worst), self._measure(self.best)
        measured = worst + value / 100 * (best - worst)
        return math.exp(measured) if self.log else measured

    def _measure(self, number: float) -> float:
        """The number on the measure whose steps are even; 0 and less is beyond any goalpost."""
        if not self.log:
            return number
        return math.log(number) if number > 0 else -sys.float_info.max


Scale = Levels | Goalposts
#: what is answered: a level or number, not applicable, or don't know
AnswerValue = float | Literal["na", "dk"]


def even_levels(count: int) -> Levels:
    """`count` levels with values 100 k/(m-1) and points k (docs/methods.md, section 1, level map)."""
    return Levels(
        tuple(100 * level / (count - 1) for level in range(count)),
        tuple(float(level) for level in range(count)),
    )
