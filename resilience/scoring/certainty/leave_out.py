"""The range of a mean when each answer is left out in turn (docs/methods.md, section 3).

A table is one answer, and its people leave with it. Tallies keep the people of a level, not of each
table: an answer counts with the mean number of people behind an answer at its level in its unit.
"""

import numpy as np

from resilience.scoring.arrays import Flags, Floats
from resilience.scoring.counting.tally import Tally
from resilience.scoring.scores.leaf import CityRule


def unit_ranges(tally: Tally, values: Floats) -> tuple[Floats, Floats]:
    """Lowest and highest mean of each unit, (units,), as one answer is left out.

    `values` (m,) is what each level counts as. NaN for units with fewer than two answers.
    """
    return _ends(_means_without_one(tally, values))


def city_range(
    tally: Tally, values: Floats, answered: Flags, city_rule: CityRule
) -> tuple[Floats, Floats]:
    """The same for the city's mean, each end of shape (1,), from the units that have `answered`.

    Where each department counts once, the mean of one is recomputed, and a department whose only
    answer is left out goes with it. Where each person counts once, all answers are pooled.
    """
    if city_rule == "people":
        without = _pooled_without_one(tally, values, answered)
    else:
        without = _departments_without_one(tally, values, answered)
    return _ends(without.reshape(1, -1))


def _means_without_one(tally: Tally, values: Floats) -> Floats:
    """Each unit's mean without one answer of each level, (units, m); NaN where there is none."""
    total = (tally.people @ values)[:, np.newaxis]
    return _mean_of_rest(tally, values, total, _people(tally)[:, np.newaxis])


def _pooled_without_one(tally: Tally, values: Floats, answered: Flags) -> Floats:
    total = np.asarray((tally.people @ values)[answered].sum())
    people = np.asarray(_people(tally)[answered].sum())
    return _mean_of_rest(tally, values, total, people)[answered]


def _departments_without_one(tally: Tally, values: Floats, answered: Flags) -> Floats:
    count = int(np.count_nonzero(answered))
    own = ((tally.people @ values)[answered] / _people(tally)[answered])[:, np.newaxis]
    # a department with one answer leaves with it
    alone = (tally.given[answered] == 1)[:, np.newaxis] & (tally.answers[answered] > 0)
    others = own.sum() - own
    moved = (others + _means_without_one(tally, values)[answered]) / max(count, 1)
    gone = others / (count - 1) if count > 1 else np.full_like(own, np.nan)
    return np.where(alone, gone, moved)


def _mean_of_rest(tally: Tally, values: Floats, total: Floats, people: Floats) -> Floats:
    """The mean of a `total` over `people` without one answer of each unit and level (units, m)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.where(tally.answers > 0, tally.people / tally.answers, np.nan)
        rest = people - size
        return np.where(rest > 0, (total - values * size) / rest, np.nan)


def _people(tally: Tally) -> Floats:
    return tally.people_given.astype(np.float64)


def _ends(means: Floats) -> tuple[Floats, Floats]:
    """The lowest and the highest of each row, past those that are missing."""
    low = np.fmin.reduce(means, axis=1, initial=np.nan)
    high = np.fmax.reduce(means, axis=1, initial=np.nan)
    return np.asarray(low), np.asarray(high)
