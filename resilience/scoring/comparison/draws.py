"""Rank as a range: a city's possible places among others with different people and weights.

Each draw moves all indicators of a city by one normal number times the standard error of its overall, since
the same lenient or strict people answer all of them. It also moves each weight to between 75 % and 125 % of
its value. Even draws take the weighted mean of the themes, odd ones the mean that weak themes pull down
(docs/methods.md, section 6; OECD/JRC Handbook, 2008, uncertainty analysis).
"""

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resilience.framework import Framework, Theme
from resilience.scoring.arrays import Floats
from resilience.scoring.scores.shares import drawn_weights, weight_shares
from resilience.scoring.scores.what_if import with_rule

Steps = NDArray[np.uint16]
DRAWS = 1000
#: number of equal steps of an overall 0..1 used to distinguish two cities
FINEST = 65_535
#: share of the draws below the first and above the last place reported
TAIL = 0.05


@dataclass(frozen=True, slots=True)
class RankRange:
    """The range of a city's rank, 1 the highest, out of `among` cities with a score."""

    first: int
    last: int
    among: int


@dataclass(frozen=True, slots=True)
class Dice:
    """Random draws for ranking cities on a framework; each city uses its own part.

    The weights (draws, indicators) are the same for all cities; `homes` (indicators, themes) maps each
    indicator to its theme. `seed` is that of the framework.
    """

    seed: bytes
    weights: Floats
    homes: Floats

    @classmethod
    def of(cls, framework: Framework, draws: int = DRAWS) -> "Dice":
        """Draw weights between 75 % and 125 % of those in the framework, seeded by its hash."""
        return cls(framework.sha256.encode(), *_theme_weights(framework, draws, _seed(framework)))

    def thrown(self, city: str, means: Floats, error: float | None) -> Steps | None:
        """A city's overall in each draw, (draws,) in steps of 1/65535; None where it has no score.

        `means` (indicators in the order of the file) are scores 0..100, NaN where the city has none; `error`
        is the standard error of its overall in points, None where it is unknown: then only the weights move.
        The seed is the name of the city and its figures, so that neither the order of the cities nor the
        other cities change the draws.
        """
        figures = np.ascontiguousarray([*means, error or 0.0]).tobytes()
        digest = hashlib.sha256(self.seed + city.encode() + figures).digest()
        z = np.random.default_rng(int.from_bytes(digest[:8])).standard_normal(len(self.weights))
        known = ~np.isnan(means)
        moved = np.where(known, means, 0.0) + z[:, np.newaxis] * (error or 0.0)
        sample = np.where(known, np.clip(moved, 0, 100), 0.0) / 100
        themes, present = _themes(
            (sample * self.weights) @ self.homes,
            (known * self.weights) @ self.homes,
            self.weights @ self.homes,
        )
        overall = np.empty(len(z))
        overall[::2] = _mean(themes[::2], present[::2])
        overall[1::2] = _weak_spot(themes[1::2], present[1::2])
        if np.isnan(overall).any():
            return None
        return np.clip(np.rint(overall * FINEST), 0, FINEST).astype(np.uint16)


def place_among(own: Steps, others: Steps, above: int = 0, below: int = 0) -> RankRange:
    """Return the range of a city's rank from its `own` draws (draws,) and those of others (cities, draws).

    `above` and `below` are the numbers of cities that lie above it, or not above it, in every draw.
    """
    places = 1.0 + above + np.count_nonzero(others > own, axis=0)
    first, last = _ends(places)
    return RankRange(int(first), int(last), 1 + above + below + len(others))


def _themes(sums: Floats, answered: Floats, whole: Floats) -> tuple[Floats, Floats]:
    """Scores 0..1 and weights of themes from weighted sums, the weight answered and the whole weight."""
    scores = np.divide(sums, answered, where=answered > 0, out=np.zeros_like(answered))
    return scores, np.where(answered > 0, whole, 0.0)


def _theme_weights(framework: Framework, draws: int, seed: int) -> tuple[Floats, Floats]:
    """The share of the overall of each indicator, (draws, indicators), and whose each is, 0 or 1."""
    root = framework.root
    if not root.how.averages_indicators:
        root = with_rule(framework, "mean").root
    shares = weight_shares(root, drawn_weights(root, draws, seed), draws)
    themes = [
        {i.code for i in child.indicators()} for child in root.children if isinstance(child, Theme)
    ]
    homes = [[float(i.code in theme) for theme in themes] for i in root.indicators()]
    return shares, np.array(homes)


def _mean(themes: Floats, present: Floats) -> Floats:
    """The weighted mean 0..1 of the themes in each draw; NaN where none has a score."""
    total = present.sum(axis=1)
    weights = present / np.where(total > 0, total, np.nan)[:, np.newaxis]
    return np.asarray((themes * weights).sum(axis=1))


def _weak_spot(themes: Floats, present: Floats) -> Floats:
    """The mean 0..1 that weak themes pull down (docs/methods.md, section 1)."""
    return np.asarray(np.expm1(_mean(np.log1p(9 * themes), present)) / 9)


def _ends(places: Floats) -> Floats:
    """Return the first and the last place reported, (2, ...), from those in each draw, (draws, ...)."""
    return np.quantile(places, [TAIL, 1 - TAIL], axis=0, method="inverted_cdf")


def _seed(framework: Framework) -> int:
    return int.from_bytes(hashlib.sha256(framework.sha256.encode()).digest()[:8])
