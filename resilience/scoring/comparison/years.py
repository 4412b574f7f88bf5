"""Whether a theme moved between two years, in which people are not followed (docs/methods.md, section 4)."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import scipy

from resilience.scoring.arrays import Floats
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
#: the fewest answers in each year for Welch's test
FEWEST = 6
#: fewest departments in both years: with fewer, a change cannot be told from different people coming
DEPARTMENTS = 4


@dataclass(frozen=True, slots=True)
class Moments:
    """What a unit keeps of a theme when a round closes; never shown.

    `people` of which each has a theme mean, the `mean` 0..100 of these, and their sample
    `variance` (0 for one person). A table is one of them.
    """

    people: int
    mean: float
    variance: float


#: what identifies a unit in both years: its name, and its departments if several are shown together
Unit = tuple[str, frozenset[str]]
#: the moments of a theme by unit
ByUnit = Mapping[Unit, Moments]


@dataclass(frozen=True, slots=True)
class ThemeTrend:
    """A theme in two years, over the `departments` present in both.

    `change` is that of its mean in points, later minus earlier; `p` 0..1 is two-sided, from the stricter of
    two tests, after Holm's correction over the themes. A change of `clear_from` points or more would be clear,
    with as many departments and answers that differ as these do. None where too few. `start` is the earlier mean.
    `once` counts the departments with answers in one of the years alone, which are not judged.
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


def moments(theme_means: Floats) -> Moments | None:
    """The moments of personal theme means 0..100 (people,); NaN for those without is not counted.

    None where nobody has one.
    """
    known = theme_means[~np.isnan(theme_means)]
    if not len(known):
        return None
    variance = float(known.var(ddof=1)) if len(known) > 1 else 0.0
    return Moments(len(known), float(known.mean()), variance)


def trends(
    before: Mapping[str, ByUnit], after: Mapping[str, ByUnit], steps: Mapping[str, float]
) -> dict[str, ThemeTrend]:
    """Judge every theme (code) that both years have, on the units present in both, each counting once.

    p is the larger of Welch's test over answers and the paired t test over the means of departments; then
    Holm over the themes. With fewer than four departments the verdict is "too few to tell". `steps` are the
    points of one level, by theme.
    """
    shared = {
        theme: [(own[unit], after[theme][unit]) for unit in own if unit in after[theme]]
        for theme, own in before.items()
        if theme in after
    }
    changes = {theme: _change(pairs) for theme, pairs in shared.items()}
    tests = {theme: _tests(pairs, steps[theme]) for theme, pairs in shared.items()}
    judged = [theme for theme, own in tests.items() if own]
    raw = {theme: max(t.p(changes[theme] or 0.0) for t in tests[theme]) for theme in judged}
    corrected = holm([raw.get(theme) for theme in shared])
    return {
        theme: ThemeTrend(
            changes[theme],
            p,
            movement(changes[theme], p),
            max((test.clear_from(len(judged)) for test in tests[theme]), default=None),
            len(shared[theme]),
            _start(shared[theme]),
            len(before[theme].keys() ^ after[theme].keys()),
        )
        for theme, p in zip(shared, corrected, strict=True)
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


def standard_error(units: Sequence[Moments], least: int) -> float | None:
    """The standard error of the mean of unit means, in points, rounded up to half a point.

    sqrt(sum of variance / people) / units (docs/methods.md, section 6); a unit of one answer has the
    variance pooled within units. None for fewer than `least` people, where no unit has two, and where nobody
    differs from their unit: alike answers do not tell how others would differ.
    """
    if not units or sum(unit.people for unit in units) < least:
        return None
    parts = _parts(units, 0.0)
    found = math.ceil(2 * math.sqrt(sum(v for v, _ in parts))) / 2 if parts else 0.0
    return found or None


def _start(pairs: Sequence[tuple[Moments, Moments]]) -> float | None:
    """The earlier mean over units; None without units."""
    return math.fsum(earlier.mean for earlier, _ in pairs) / len(pairs) if pairs else None


def _change(pairs: Sequence[tuple[Moments, Moments]]) -> float | None:
    """The mean over units of the later mean minus the earlier; None without units."""
    if not pairs:
        return None
    return math.fsum(later.mean - earlier.mean for earlier, later in pairs) / len(pairs)


def _tests(pairs: Sequence[tuple[Moments, Moments]], step: float) -> list[_Test]:
    """The tests, of which the stricter counts; empty with too few departments or answers."""
    if len(pairs) < DEPARTMENTS:
        return []
    years = [[pair[at] for pair in pairs] for at in (0, 1)]
    parts = [_parts(year, step) for year in years]
    people = min(sum(unit.people for unit in year) for year in years)
    if not all(parts) or people < FEWEST:
        return []
    every = [part for own in parts if own for part in own]
    variance = math.fsum(v for v, _ in every)
    # Satterthwaite (1946), by shares of the variance
    freedom = 1 / math.fsum((v / variance) ** 2 / free for v, free in every)
    changes = np.array([later.mean - earlier.mean for earlier, later in pairs])
    spread = max(float(changes.var(ddof=1)), step**2 / people)
    return [
        _Test(math.sqrt(variance), freedom),
        _Test(math.sqrt(spread / len(pairs)), len(pairs) - 1),
    ]


def _parts(units: Sequence[Moments], step: float) -> list[tuple[float, int]] | None:
    """Each unit's share of the variance of the mean of means, with the degrees of freedom.

    A unit's variance is at least that of its people with one of them differing by a `step`. Units of one
    answer take the variance pooled within the others, as one part; None where there are no others.
    """
    free = sum(unit.people - 1 for unit in units)
    if not free:
        return None
    pooled = math.fsum((unit.people - 1) * unit.variance for unit in units) / free
    parts, alone = [], 0.0
    for unit in units:
        own = unit.variance if unit.people > 1 else pooled
        part = max(own, step**2 / unit.people) / unit.people / len(units) ** 2
        if unit.people > 1:
            parts.append((part, unit.people - 1))
        else:
            alone += part
    return [*parts, (alone, free)] if alone else parts
