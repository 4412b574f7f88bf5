"""Rank as a range: what a city's place among others would be if the dice had fallen otherwise.

Each draw samples every indicator of every city from what its answers leave open, and all weights from
75 % to 125 % of what they are; even draws take the weighted mean of the themes, odd ones the mean
that weak themes pull down (methods.md section 6; OECD/JRC Handbook, 2008, uncertainty analysis).
"""

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resilience.framework import Framework, Theme
from resilience.scoring.arrays import Floats
from resilience.scoring.shares import drawn_weights, weight_shares
from resilience.scoring.what_if import with_rule

Singles = NDArray[np.float32]
DRAWS = 1000
#: share of the draws below the first and above the last place that is told
TAIL = 0.05


@dataclass(frozen=True, slots=True)
class RankRange:
    """Between which places a city stands, 1 the highest, out of `among` cities with a score."""

    first: int
    last: int
    among: int


def rank_ranges(
    framework: Framework, means: Floats, variances: Floats, draws: int = DRAWS
) -> list[RankRange | None]:
    """The range of places (5 to 95 % of `draws`) of each city; None where it has no score at all.

    `means` and `variances` (cities, indicators in the order of the file) are of the belief about each
    indicator's score 0..100: NaN where the city has none, variance 0 where it came without counts
    and is not sampled. The draws are seeded by the input: the same input gives the same ranges.
    Theme trees are read as flat shares of their top themes.
    """
    seed = _seed(framework, means, variances)
    weights, homes = _theme_weights(framework, draws, seed)
    belief = _Belief.of(means, variances)
    numbers = np.random.default_rng(seed)
    places = np.empty((draws, len(means)), dtype=np.float32)
    for draw in range(draws):
        themes, present = belief.themes(numbers, weights[draw][:, None] * homes)
        places[draw] = _places(_overall(themes, present, weak=bool(draw % 2)))
    return _ranges(places)


@dataclass(frozen=True, slots=True)
class _Belief:
    """What is believed of each city's indicators, (cities, indicators): score 0..1, and its spread.

    A sample is `mean` + `deviation` z + `bend` (z^2 - 1) with z normal: the first terms of a
    Cornish-Fisher expansion, which keep the mean, variance and skewness of the Beta distribution
    with these moments and cost a tenth of sampling it.
    """

    mean: Singles
    deviation: Singles
    bend: Singles
    known: Singles

    @classmethod
    def of(cls, means: Floats, variances: Floats) -> "_Belief":
        known = ~np.isnan(means)
        mean = np.where(known, means, 0.0) / 100
        deviation = np.sqrt(np.where(known, variances, 0.0)) / 100
        bend = deviation * _skewness(mean, deviation**2) / 6
        single = [array.astype(np.float32) for array in (mean, deviation, bend, known)]
        return cls(*single)

    def themes(self, numbers: np.random.Generator, loads: Floats) -> tuple[Singles, Singles]:
        """One sample of the themes, (cities, themes): score 0..1, and the weight that it has.

        `loads` (indicators, themes) is what each indicator weighs in its theme.
        """
        z = numbers.standard_normal(self.mean.shape, dtype=np.float32)
        sample = (self.bend * z + self.deviation) * z
        sample += self.mean - self.bend
        np.clip(sample, 0, self.known, out=sample)
        within = loads.astype(np.float32)
        answered = self.known @ within
        scores = np.divide(sample @ within, answered, where=answered > 0, out=0 * answered)
        return scores, np.where(answered > 0, within.sum(axis=0), 0).astype(np.float32)


def _skewness(mean: Floats, variance: Floats) -> Floats:
    """Skewness of the Beta distribution on 0..1 with this mean and variance; 0 where it has none."""
    spread = mean * (1 - mean)
    some = (variance > 0) & (spread > variance)
    size = np.where(some, spread, 1.0) / np.where(some, variance, 1.0) - 1
    skew = (
        2 * (1 - 2 * mean) * np.sqrt(size + 1) / ((size + 2) * np.sqrt(np.where(some, spread, 1.0)))
    )
    return np.where(some, skew, 0.0)


def _theme_weights(framework: Framework, draws: int, seed: int) -> tuple[Floats, Floats]:
    """The share of the overall of each indicator, (draws, indicators), and whose each is, 0 or 1."""
    root = framework.root
    if root.rule != "leaf-mean":
        root = with_rule(framework, "mean").root
    shares = weight_shares(root, drawn_weights(root, draws, seed), draws)
    themes = [child for child in root.children if isinstance(child, Theme)]
    homes = [[float(i in set(theme.indicators())) for theme in themes] for i in root.indicators()]
    return shares, np.array(homes)


def _overall(themes: Singles, present: Singles, *, weak: bool) -> Singles:
    """The overall 0..1 of each city; NaN where no theme has a score."""
    total = present.sum(axis=1)
    weights = present / np.where(total > 0, total, np.nan)[:, None]
    if not weak:
        return np.asarray((themes * weights).sum(axis=1))
    return np.asarray(np.exp((np.log1p(9 * themes) * weights).sum(axis=1)))


def _places(overall: Singles) -> Singles:
    """The place of each city, 1 the highest; ties share the better one; NaN without a score."""
    ordered = np.sort(-overall)
    places = 1 + np.searchsorted(ordered, -overall)
    return np.where(np.isnan(overall), np.nan, places).astype(np.float32)


def _ranges(places: Singles) -> list[RankRange | None]:
    counted = ~np.isnan(places).any(axis=0)
    among = int(counted.sum())
    found: list[RankRange | None] = [None] * places.shape[1]
    if among:
        cut = np.quantile(places[:, counted], [TAIL, 1 - TAIL], axis=0, method="inverted_cdf")
        for city, first, last in zip(np.flatnonzero(counted), *cut, strict=True):
            found[city] = RankRange(int(first), int(last), among)
    return found


def _seed(framework: Framework, means: Floats, variances: Floats) -> int:
    digest = hashlib.sha256(framework.sha256.encode())
    digest.update(np.ascontiguousarray(means).tobytes())
    digest.update(np.ascontiguousarray(variances).tobytes())
    return int.from_bytes(digest.digest()[:8])
