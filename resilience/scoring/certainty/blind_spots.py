"""Blind spots: themes that one unit scores differently from every other unit (docs/methods.md, section 5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import scipy

from resilience.scoring.arrays import Counts, Flags, Floats
from resilience.scoring.certainty.differences import benjamini_hochberg
from resilience.scoring.certainty.repeatable import DRAWS, seeded

#: levels between the mean of a unit and that of every other unit that make a blind spot
APART = 0.5
#: a mean differs clearly from another unit's where p is below this
CLEAR = 0.01
#: fewest personal means on each side
FEWEST = 5
#: above this many people the means are normal enough, and shuffling would take long
MOST_SHUFFLED = 1_000
#: shuffles held in memory at a time
AT_ONCE = 1_111
#: differences in points below this are rounding
NOISE = 1e-9

Direction = Literal["higher", "lower"]


@dataclass(frozen=True, slots=True)
class BlindSpot:
    """The `unit` whose people score a theme (code) `direction` than those of every other unit."""

    theme: str
    unit: str
    direction: Direction


class _People:
    """Personal theme means, (people, themes), NaN where missing, to be split in two repeatedly."""

    def __init__(self, values: Floats) -> None:
        self.values = values
        self._sums = np.hstack([np.nan_to_num(values), ~np.isnan(values)])
        self._whole = self._sums.sum(axis=0)

    def beyond_every(self, own: Floats, least: Floats) -> Flags:
        """Compare each row of `own` (units, people; 0 or 1) with every other row, (units, themes).

        True where its mean is above every other row's, or below, by `least` (themes) and by Welch's t test. A
        row of one person takes the variance within the others.
        """
        sums, count = np.split(own @ self._sums, 2, axis=-1)
        with np.errstate(divide="ignore", invalid="ignore"):
            means = sums / count
            squares = own @ np.nan_to_num((self.values - own.T @ np.nan_to_num(means)) ** 2)
            pooled = squares.sum(axis=0) / np.maximum(count - 1, 0).sum(axis=0)
            variances = np.where(count > 1, squares / (count - 1), pooled) / count
            parts = variances**2 / np.maximum(count - 1, 1)
            errors = variances[:, np.newaxis] + variances
            free = np.nan_to_num(errors**2 / (parts[:, np.newaxis] + parts), nan=1.0)
            gaps = means[:, np.newaxis] - means
        clear = scipy.special.stdtrit(free, 1 - CLEAR / 2) * np.sqrt(errors)
        needed = np.maximum(least, clear) - NOISE
        same = np.eye(len(own), dtype=np.bool_)[..., np.newaxis] | np.isnan(gaps)
        above, below = ((same | (gap >= needed)).all(axis=1) for gap in (gaps, -gaps))
        return np.asarray(above | below)

    def parted(self, own: Floats) -> tuple[Floats, Floats]:
        """The mean of the people in `own` (..., people; 0 or 1) minus that of the others, (..., themes).

        Also returns how many people on the smaller side have a mean, (..., themes).
        """
        here = own @ self._sums
        there = self._whole - here
        (mine, people), (theirs, others) = (np.split(x, 2, axis=-1) for x in (here, there))
        with np.errstate(divide="ignore", invalid="ignore"):
            return mine / people - theirs / others, np.minimum(people, others)


def blind_spots(
    means: Mapping[str, Floats],
    units: Sequence[str],
    steps: Mapping[str, float],
    draws: int = DRAWS,
) -> tuple[BlindSpot, ...]:
    """Units whose personal theme means lie beyond those of every other unit, theme by theme.

    `means` has by theme each person's mean 0..100, NaN if missing; `units` their units, `steps` the points of
    one level by theme. In a blind spot the mean of a unit is half a level or more above that of every other
    unit, or below, each also by Welch's t test, so that neither one outlying unit nor a unit whose people
    disagree makes blind spots; and it differs from all others together, with five means or more on both sides, by a permutation test with
    Benjamini-Hochberg at q = .05 over all units and themes. A table is one person.
    """
    themes = list(means)
    names = sorted(set(units))
    at = np.array([names.index(unit) for unit in units], dtype=np.int64)
    values = np.array([means[theme] for theme in themes]).T.reshape(len(at), len(themes))
    order = np.lexsort((*np.nan_to_num(values, nan=-1).T, at))  # so that the draws repeat
    people, at = _People(values[order]), at[order]
    own = _members(at, len(names))
    apart, smaller = people.parted(own)
    tested = smaller >= FEWEST
    level = np.array([steps[theme] for theme in themes])
    far = tested & people.beyond_every(own, APART * level)
    if not far.any():  # no difference is large enough to test
        return ()
    p_values = _p_values(people, at, apart, draws)
    clear = np.zeros_like(tested)
    clear[tested] = benjamini_hochberg(p_values[tested])
    found = np.argwhere((clear & far).T)
    return tuple(
        BlindSpot(themes[theme], names[unit], "higher" if apart[unit, theme] > 0 else "lower")
        for theme, unit in found
    )


def _members(at: Counts, units: int) -> Floats:
    """Membership of each unit, (units, people), 0 or 1."""
    return np.asarray(at == np.arange(units)[:, np.newaxis], dtype=np.float64)


def _p_values(people: _People, at: Counts, apart: Floats, draws: int) -> Floats:
    """Two-sided p of each difference (units, themes) under random assignment of people to units."""
    if len(at) > MOST_SHUFFLED:
        return _normal_p(people, _members(at, len(apart)), apart)
    random = seeded(np.column_stack([np.nan_to_num(people.values, nan=-1), at]))
    extreme = np.zeros_like(apart)
    for done in range(0, draws, AT_ONCE):
        lots = np.tile(at.astype(np.int16), (min(AT_ONCE, draws - done), 1))
        random.permuted(lots, axis=1, out=lots)
        for unit, found in enumerate(apart):
            drawn, _ = people.parted((lots == unit).astype(np.float64))
            extreme[unit] += (np.abs(drawn) >= np.abs(found) - NOISE).sum(axis=0)
    return np.asarray((1 + extreme) / (1 + draws))


def _normal_p(people: _People, own: Floats, apart: Floats) -> Floats:
    """The p under the normal approximation for random assignment of many people."""
    known = ~np.isnan(people.values)
    here = own @ known.astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.nanvar(people.values, axis=0, ddof=1) * (
            1 / here + 1 / (known.sum(axis=0) - here)
        )
        return np.asarray(
            np.nan_to_num(2 * scipy.special.ndtr(-np.abs(apart) / np.sqrt(spread)), nan=1.0)
        )
