"""The standard error of a city's overall, from moments of people's means (docs/methods.md, section 6)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from resilience.scoring.arrays import Floats


@dataclass(frozen=True, slots=True)
class Moments:
    """What a unit keeps of the overall when a round closes; never shown.

    `people` of which each has a mean, the `mean` 0..100 of these, and their sample `variance` (0 for one person). A
    table is one of them.
    """

    people: int
    mean: float
    variance: float


def moments(means: Floats) -> Moments | None:
    """The moments of personal means 0..100 (people,); NaN for those without is not counted.

    None where nobody has one.
    """
    known = means[~np.isnan(means)]
    if not len(known):
        return None
    variance = float(known.var(ddof=1)) if len(known) > 1 else 0.0
    return Moments(len(known), float(known.mean()), variance)


def standard_error(units: Sequence[Moments], least: int) -> float | None:
    """The standard error of the mean of unit means, in points, rounded up to half a point.

    sqrt(sum of variance / people) / units; a unit of one answer has the variance pooled within units. None for fewer
    than `least` people, where no unit has two, and where nobody differs from their unit: alike answers do not tell how
    others would differ.
    """
    free = sum(unit.people - 1 for unit in units)
    if not free or sum(unit.people for unit in units) < least:
        return None
    pooled = math.fsum((unit.people - 1) * unit.variance for unit in units) / free
    variances = ((unit.variance if unit.people > 1 else pooled) / unit.people for unit in units)
    return math.ceil(2 * math.sqrt(math.fsum(variances)) / len(units)) / 2 or None
