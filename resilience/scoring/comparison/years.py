"""Whether a theme moved between two years, in which people are not followed (docs/methods.md, section 4)."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
import scipy

from resilience.text import mark

Movement = Literal["clear rise", "clear fall", "may be chance", "too few to tell"]
#: every `Movement` as a text key
MOVEMENTS: tuple[str, ...] = (
    mark("clear rise"),
    mark("clear fall"),
    mark("may be chance"),
    mark("too few to tell"),
)
#: a movement is clear where p is below it
CLEAR = 0.05
#: the fewest answers in each year
FEWEST = 6
#: fewest departments in both years: with fewer, a change cannot be told from different people coming
DEPARTMENTS = 4


#: what identifies a unit in both years: its name, and its departments if several are shown together
Unit = tuple[str, frozenset[str]]


class UnitChange(NamedTuple):
    """A unit's score 0..100 in two years on the same questions, and the fewest answers to one of these in each year."""

    before: float
    after: float
    answers: tuple[int, int]


#: the changes on a theme by unit
ByUnit = Mapping[Unit, UnitChange]


@dataclass(frozen=True, slots=True)
class ThemeTrend:
    """A theme in two years, over the `departments` present in both.

    `change` is the mean of theirs in points; `p` 0..1 is two-sided, after Holm's correction over the themes. A change
    of `clear_from` points or more would be clear, with as many departments whose changes differ as these do. None
    where too few. `start` is the earlier mean. `once` counts the departments with a score of the theme in a year that
    are not compared.
    """

    change: float | None
    p: float | None
    verdict: Movement
    clear_from: float | None
    departments: int
    start: float | None = None
    once: int = 0


@dataclass(frozen=True, slots=True)
class _Test:
    """A t test of a change, with the standard `error` in points and degrees of `freedom`."""

    error: float
    freedom: float

    def p(self, change: float) -> float:
        return float(2 * scipy.special.stdtr(self.freedom, -abs(change) / self.error))

    def clear_from(self, themes: int) -> float:
        """The change with p = `CLEAR` after the strictest correction for this many `themes`."""
        return float(scipy.special.stdtrit(self.freedom, 1 - CLEAR / (2 * themes))) * self.error


def trends(
    changes: Mapping[str, ByUnit], steps: Mapping[str, float], once: Mapping[str, int] | None = None
) -> dict[str, ThemeTrend]:
    """Judge every theme (code) by the changes of its units, each counting once.

    A paired t test over the changes, then Holm over the themes. With fewer than four departments the verdict is "too few
    to tell". `steps` are the points of one level, by theme, `once` the units not compared.
    """
    tests = {theme: _test(list(own.values()), steps[theme]) for theme, own in changes.items()}
    means = {
        theme: _mean([c.after - c.before for c in own.values()]) for theme, own in changes.items()
    }
    judged = sum(test is not None for test in tests.values())
    corrected = holm(
        [test.p(means[theme] or 0.0) if test else None for theme, test in tests.items()]
    )
    return {
        theme: ThemeTrend(
            change=means[theme],
            p=p,
            verdict=movement(means[theme], p),
            clear_from=test.clear_from(judged) if test else None,
            departments=len(changes[theme]),
            start=_mean([one.before for one in changes[theme].values()]),
            once=(once or {}).get(theme, 0),
        )
        for (theme, test), p in zip(tests.items(), corrected, strict=True)
    }


def holm(p_values: Sequence[float | None]) -> list[float | None]:
    """p corrected for the number of tests, in the same order (Holm, 1979); None is no test."""
    order = sorted((p, at) for at, p in enumerate(p_values) if p is not None)
    corrected: list[float | None] = [None] * len(p_values)
    reached = 0.0
    for rank, (p, at) in enumerate(order):
        reached = max(reached, min(1.0, (len(order) - rank) * p))
        corrected[at] = reached
    return corrected


def movement(change: float | None, p: float | None) -> Movement:
    """The words for a change with its p: clear where p is below .05."""
    if change is None or p is None:
        return "too few to tell"
    if p >= CLEAR:
        return "may be chance"
    return "clear rise" if change > 0 else "clear fall"


def _mean(values: Sequence[float]) -> float | None:
    return math.fsum(values) / len(values) if values else None


def _test(changes: Sequence[UnitChange], step: float) -> _Test | None:
    """The test of the mean change; None with too few departments or answers.

    The variance is at least that of the fewer people of a year with one of them differing by a `step`.
    """
    people = min((sum(one.answers[year] for one in changes) for year in (0, 1)), default=0)
    if len(changes) < DEPARTMENTS or people < FEWEST:
        return None
    spread = float(np.var([one.after - one.before for one in changes], ddof=1))
    variance = max(spread, step**2 / people)
    return _Test(math.sqrt(variance / len(changes)), len(changes) - 1)
