"""Whether a theme moved between two years, in which people are not followed (methods.md 4)."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import scipy

from resilience.scoring.arrays import Floats
from resilience.text import mark

Movement = Literal["clear rise", "clear fall", "within normal variation", "too few to tell"]
#: every `Movement` as a text key
MOVEMENTS: tuple[str, ...] = (
    mark("clear rise"),
    mark("clear fall"),
    mark("within normal variation"),
    mark("too few to tell"),
)
#: a movement is clear where p is below it
CLEAR = 0.05
#: a change in points below it is rounding
NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class Moments:
    """What a unit keeps of a theme when a round closes, from which no person can be told.

    `people` of which each has a theme mean, the `mean` 0..100 of these, and their sample
    `variance` (0 for one person). A table is one of them.
    """

    people: int
    mean: float
    variance: float


@dataclass(frozen=True, slots=True)
class Trend:
    """A theme in two years: the `change` of its mean in points, later less earlier.

    `p` 0..1 is two-sided, after Holm's correction over the themes. None where it cannot be told.
    """

    change: float | None
    p: float | None
    verdict: Movement


def moments(theme_means: Floats) -> Moments | None:
    """The moments of personal theme means 0..100 (people,); NaN for those without is not counted.

    None where nobody has one.
    """
    known = theme_means[~np.isnan(theme_means)]
    if not len(known):
        return None
    variance = float(known.var(ddof=1)) if len(known) > 1 else 0.0
    return Moments(len(known), float(known.mean()), variance)


def pooled(units: Iterable[Moments]) -> Moments | None:
    """The moments of all people of these units together; None without units."""
    kept = list(units)
    if not kept:
        return None
    people = sum(unit.people for unit in kept)
    mean = math.fsum(unit.people * unit.mean for unit in kept) / people
    squares = math.fsum(
        (unit.people - 1) * unit.variance + unit.people * (unit.mean - mean) ** 2 for unit in kept
    )
    return Moments(people, mean, squares / (people - 1) if people > 1 else 0.0)


def trends(
    before: Mapping[str, Sequence[Moments]], after: Mapping[str, Sequence[Moments]]
) -> dict[str, Trend]:
    """Judge every theme (code) that both years have, each department counting once.

    For one unit give its moments alone; for a city in which each person counts once, `pooled`.
    """
    themes = [theme for theme in before if theme in after]
    changes = [change(before[theme], after[theme]) for theme in themes]
    corrected = holm([welch_p(before[theme], after[theme]) for theme in themes])
    return {
        theme: Trend(moved, p, movement(moved, p))
        for theme, moved, p in zip(themes, changes, corrected, strict=True)
    }


def change(before: Sequence[Moments], after: Sequence[Moments]) -> float | None:
    """The mean of the later unit means less that of the earlier, in points; None without units."""
    if not before or not after:
        return None
    return _mean(after) - _mean(before)


def welch_p(before: Sequence[Moments], after: Sequence[Moments]) -> float | None:
    """Two-sided p of Welch's test of two means of unit means (Welch, 1947; Satterthwaite, 1946).

    None where it is impossible: a year without units, or a unit of one person, whose spread is not
    known. Without any spread a change is certain (0), and no change is none (1).
    """
    moved = change(before, after)
    if moved is None or min(unit.people for unit in (*before, *after)) < 2:
        return None
    if abs(moved) <= NOISE:
        return 1.0
    parts = [(v, n) for year in (before, after) for v, n in _mean_variances(year)]
    variance = math.fsum(v for v, _ in parts)
    if variance == 0:
        return 0.0
    # shares of the variance, whose squares cannot vanish as those of small variances can
    freedom = 1 / math.fsum((v / variance) ** 2 / (n - 1) for v, n in parts)
    return float(2 * scipy.special.stdtr(freedom, -abs(moved) / math.sqrt(variance)))


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
        return "within normal variation"
    return "clear rise" if change > 0 else "clear fall"


def _mean(units: Sequence[Moments]) -> float:
    return math.fsum(unit.mean for unit in units) / len(units)


def _mean_variances(units: Sequence[Moments]) -> list[tuple[float, int]]:
    """What each unit adds to the variance of the mean of unit means, and its people."""
    return [(unit.variance / unit.people / len(units) ** 2, unit.people) for unit in units]
