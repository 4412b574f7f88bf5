"""Aggregation rules: how the score of a node follows from those below it (docs/methods.md, section 1).

A new rule is a name in `Rule` and an entry in `RULES`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from resilience.text import mark

Rule = Literal["mean", "leaf-mean", "geometric", "sum"]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ScoringRule:
    """How the parts of a node become its score.

    `combine` takes values (children, cases), NaN where a child has no score, and non-negative weights
    (children, cases), 0 for a child that does not apply; it returns (cases,), NaN where nothing counts. The
    parts are the nodes directly below or, with `of_indicators`, all indicators below. Scores are 0..100, or
    with `in_points` the published points of levels. `has_weak_spot`: a low part is hidden by the others, so
    that the weak-spot mean is shown beside it. `words` and `formula` are for the method note.
    """

    combine: Callable[[Floats, Floats], Floats]
    words: str
    formula: str
    of_indicators: bool = False
    in_points: bool = False
    has_weak_spot: bool = False

    @property
    def averages_parts(self) -> bool:
        """Whether a score is the weighted mean of the nodes directly below."""
        return self.combine is weighted_mean and not self.of_indicators

    @property
    def averages_indicators(self) -> bool:
        """Whether a score is the weighted mean of all indicators below."""
        return self.combine is weighted_mean and self.of_indicators


def weighted_mean(values: Floats, weights: Floats) -> Floats:
    """sum(w x) / sum(w) over what is present and has w > 0 (OECD/JRC Handbook, 2008)."""
    used = np.where(np.isnan(values), 0.0, weights)
    total = used.sum(axis=0)
    summed = (np.nan_to_num(values) * used).sum(axis=0)
    return np.where(total > 0, summed / np.where(total > 0, total, 1.0), np.nan)


def geometric_mean(values: Floats, weights: Floats) -> Floats:
    """prod(x^w)^(1/sum w) over what is present and has w > 0; 0 if any such value is 0."""
    used = np.where(np.isnan(values), 0.0, weights)
    with np.errstate(divide="ignore"):
        logs = np.log(np.where(used > 0, values, 1.0))
    total = used.sum(axis=0)
    with np.errstate(invalid="ignore"):
        mean = np.where(used > 0, logs * used, 0.0).sum(axis=0) / np.where(total > 0, total, 1.0)
    return np.where(total > 0, np.exp(mean), np.nan)


def point_sum(values: Floats, weights: Floats) -> Floats:
    """Sum of the points present where w > 0; weights of other sizes do not multiply points."""
    used = (weights > 0) & ~np.isnan(values)
    summed = np.where(used, values, 0.0).sum(axis=0)
    return np.where(used.any(axis=0), summed, np.nan)


def weak_spot_mean(values: Floats, weights: Floats) -> Floats:
    """A mean 0..100 that low values pull down: ((prod y^w)^(1/sum w) - 1)/9 * 100, y = 1 + 9x/100.

    The mirrored form of INFORM's inverted geometric mean (INFORM methodology); never above the
    weighted mean.
    """
    return (geometric_mean(1 + 9 * values / 100, weights) - 1) / 9 * 100


RULES: dict[Rule, ScoringRule] = {
    "mean": ScoringRule(
        weighted_mean,
        mark("the weighted mean of the scores directly below"),
        mark("S = Σ w·x / Σ w, with the score x and the weight w of each part"),
        has_weak_spot=True,
    ),
    "leaf-mean": ScoringRule(
        weighted_mean,
        mark("the weighted mean of all indicators below, whatever theme they are in"),
        mark("S = Σ w·x / Σ w, with the score x and the weight w of each indicator"),
        of_indicators=True,
        has_weak_spot=True,
    ),
    "geometric": ScoringRule(
        geometric_mean,
        mark("the weighted geometric mean of the scores directly below"),
        mark("S = (Π x^w)^(1 / Σ w), with the score x and the weight w of each part"),
    ),
    "sum": ScoringRule(
        point_sum,
        mark("the published points of the levels, added up, out of those that apply"),
        mark("S = Σ p, with the points p of each indicator"),
        of_indicators=True,
        in_points=True,
    ),
}
