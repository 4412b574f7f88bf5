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
from resilience.scoring.leaf import Leaf
from resilience.scoring.peers import ranks
from resilience.scoring.roll_up import roll_up
from resilience.scoring.shares import drawn_weights, weight_shares
from resilience.scoring.what_if import with_rule, without

Singles = NDArray[np.float32]
Steps = NDArray[np.uint16]
DRAWS = 1000
#: decimals of an overall 0..1 that tell two cities apart, above the noise of single precision
DECIMALS = 5
#: equal steps of an overall 0..1 that two cities are told apart by where each keeps its own draws
FINEST = 65_535
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
    seed = _seed(framework, _bytes(means), _bytes(variances))
    weights, homes = _theme_weights(framework, draws, seed)
    belief = _Belief.of(means, variances)
    numbers = np.random.default_rng(seed)
    overall = np.empty((draws, len(means)))
    for draw in range(draws):
        themes, present = belief.themes(numbers, weights[draw][:, None] * homes)
        overall[draw] = _overall(themes, present, weak=bool(draw % 2))
    return _ranges(ranks(overall.round(DECIMALS)))


@dataclass(frozen=True, slots=True)
class Dice:
    """The draws of all cities on a framework, of which each city keeps its own.

    The weights of a draw, (draws, indicators), are the same for all; `homes` (indicators, themes) says
    whose each indicator is. `seed` is that of the framework.
    """

    seed: bytes
    weights: Floats
    homes: Floats

    @classmethod
    def of(cls, framework: Framework, draws: int = DRAWS) -> "Dice":
        """The weights from 75 % to 125 % of what they are in the framework, drawn from its hash."""
        return cls(framework.sha256.encode(), *_theme_weights(framework, draws, _seed(framework)))

    def thrown(self, city: str, means: Floats, variances: Floats) -> Steps | None:
        """A city's overall in each draw, (draws,) in steps of 1/65535; None where it has no score.

        `means` and `variances` (indicators,) are as `rank_ranges` takes them. What is sampled is seeded by
        the name of the city and its own figures: it stays the same whoever else comes or goes.
        """
        digest = hashlib.sha256(self.seed + city.encode() + _bytes(means) + _bytes(variances))
        numbers = np.random.default_rng(int.from_bytes(digest.digest()[:8]))
        belief = _Belief.of(means, variances)
        z = numbers.standard_normal(self.weights.shape, dtype=np.float32)
        loads, homes = self.weights.astype(np.float32), self.homes.astype(np.float32)
        themes, present = _themes(
            np.asarray((belief.sample(z) * loads) @ homes),
            np.asarray((belief.known * loads) @ homes),
            loads @ homes,
        )
        overall = np.empty(len(z))
        overall[::2] = _overall(themes[::2], present[::2], weak=False)
        overall[1::2] = (_overall(themes[1::2], present[1::2], weak=True) - 1) / 9
        if np.isnan(overall).any():
            return None
        return np.clip(np.rint(overall * FINEST), 0, FINEST).astype(np.uint16)


def place_among(own: Steps, others: Steps, above: int = 0, below: int = 0) -> RankRange:
    """Between which places a city stands: `own` draws (draws,) beside those of others (cities, draws).

    `above` and `below` are the numbers of cities that lie above it, or not above it, in every draw.
    """
    places = 1.0 + above + np.count_nonzero(others > own, axis=0)
    first, last = _ends(places)
    return RankRange(int(first), int(last), 1 + above + below + len(others))


def ranks_without_themes(framework: Framework, means: Floats) -> dict[str | None, Floats]:
    """The places of cities with everything (None), and with each top theme left out, by its code.

    `means` (cities, indicators in the order of the file) are scores 0..100, NaN where a city has
    none. Ties share the better place; a city without any score has NaN. No draws: the point scores.
    """
    indicators = list(framework.root.indicators())
    leaves = {
        i.code: Leaf(i, value, value, asked, ~np.isnan(value), value, value)
        for i, value in zip(indicators, means.T, strict=True)
        for asked in [np.ones(len(means), dtype=np.bool_)]
    }
    left: dict[str | None, Framework] = {None: framework}
    if len(framework.themes) > 1:
        left |= {theme.code: without(framework, theme.code) for theme in framework.themes}
    root = framework.root.code
    return {code: ranks(roll_up(one.root, leaves, 0)[root].score) for code, one in left.items()}


@dataclass(frozen=True, slots=True)
class _Belief:
    """What is believed of each city's indicators, (cities, indicators), and how it is sampled.

    A sample is a polynomial of a normal number, by rising powers in `terms`: the Cornish-Fisher
    expansion of the Beta distribution with the same mean, variance, skewness and kurtosis, which
    costs a tenth of sampling that distribution. `known` is 1 where there is a score.
    """

    terms: tuple[Singles, Singles, Singles, Singles]
    known: Singles

    @classmethod
    def of(cls, means: Floats, variances: Floats) -> "_Belief":
        known = ~np.isnan(means)
        mean = np.where(known, means, 0.0) / 100
        variance = np.where(known, variances, 0.0) / 1e4
        skew, kurtosis = _shape(mean, variance)
        terms = (
            -skew / 6,
            1 - kurtosis / 8 + 5 * skew**2 / 36,
            skew / 6,
            kurtosis / 24 - skew**2 / 18,
        )
        constant, *rest = (np.sqrt(variance) * term for term in terms)
        first, second, third, fourth = (t.astype(np.float32) for t in (mean + constant, *rest))
        return cls((first, second, third, fourth), known.astype(np.float32))

    def themes(self, numbers: np.random.Generator, loads: Floats) -> tuple[Singles, Singles]:
        """One sample of the themes, (cities, themes): score 0..1, and the weight that it has.

        `loads` (indicators, themes) is what each indicator weighs in its theme.
        """
        z = numbers.standard_normal(self.known.shape, dtype=np.float32)
        within: Singles = loads.astype(np.float32)
        return _themes(self.sample(z) @ within, self.known @ within, within.sum(axis=0))

    def sample(self, z: Singles) -> Singles:
        """The scores 0..1 that stand for normal numbers `z`, (..., indicators); 0 where unknown."""
        constant, linear, square, cube = self.terms
        sample = ((cube * z + square) * z + linear) * z + constant
        return np.asarray(np.clip(sample, 0, self.known, out=sample))


def _themes(sums: Singles, answered: Singles, whole: Singles) -> tuple[Singles, Singles]:
    """Scores 0..1 and weights of themes from weighted sums, the weight answered and the whole weight."""
    scores = np.divide(sums, answered, where=answered > 0, out=0 * answered)
    return scores, np.where(answered > 0, whole, 0).astype(np.float32)


def _shape(mean: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """Skewness and excess kurtosis of the Beta distribution on 0..1 with these moments; else 0."""
    spread = mean * (1 - mean)
    some = (variance > 0) & (spread > variance)
    size = np.where(some, spread, 2.0) / np.where(some, variance, 1.0) - 1
    a, b = np.where(some, mean, 0.5) * size, np.where(some, 1 - mean, 0.5) * size
    skew = 2 * (b - a) * np.sqrt(size + 1) / ((size + 2) * np.sqrt(a * b))
    lean = (a - b) ** 2 * (size + 1) - a * b * (size + 2)
    kurtosis = 6 * lean / (a * b * (size + 2) * (size + 3))
    return np.where(some, skew, 0.0), np.where(some, kurtosis, 0.0)


def _theme_weights(framework: Framework, draws: int, seed: int) -> tuple[Floats, Floats]:
    """The share of the overall of each indicator, (draws, indicators), and whose each is, 0 or 1."""
    root = framework.root
    if root.rule != "leaf-mean":
        root = with_rule(framework, "mean").root
    shares = weight_shares(root, drawn_weights(root, draws, seed), draws)
    themes = [
        {i.code for i in child.indicators()} for child in root.children if isinstance(child, Theme)
    ]
    homes = [[float(i.code in theme) for theme in themes] for i in root.indicators()]
    return shares, np.array(homes)


def _overall(themes: Singles, present: Singles, *, weak: bool) -> Singles:
    """The overall 0..1 of each city; NaN where no theme has a score.

    With `weak` on the scale 1..10 on which its mean is taken, which orders cities as 0..1 would.
    """
    total = present.sum(axis=1)
    weights = present / np.where(total > 0, total, np.nan)[:, None]
    if not weak:
        return np.asarray((themes * weights).sum(axis=1))
    return np.asarray(np.exp((np.log1p(9 * themes) * weights).sum(axis=1)))


def _ranges(places: Floats) -> list[RankRange | None]:
    counted = ~np.isnan(places).any(axis=0)
    among = int(counted.sum())
    found: list[RankRange | None] = [None] * places.shape[1]
    if among:
        for city, first, last in zip(
            np.flatnonzero(counted), *_ends(places[:, counted]), strict=True
        ):
            found[city] = RankRange(int(first), int(last), among)
    return found


def _ends(places: Floats) -> Floats:
    """The first and the last place that is told, (2, ...), of those in each draw, (draws, ...)."""
    return np.quantile(places, [TAIL, 1 - TAIL], axis=0, method="inverted_cdf")


def _seed(framework: Framework, *figures: bytes) -> int:
    digest = hashlib.sha256(framework.sha256.encode() + b"".join(figures))
    return int.from_bytes(digest.digest()[:8])


def _bytes(figures: Floats) -> bytes:
    return np.ascontiguousarray(figures).tobytes()
