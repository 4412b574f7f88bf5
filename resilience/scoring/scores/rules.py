"""The rules by which a node is made of what is below it (docs/methods.md, section 1).

`values` (children, cases) has NaN where a child has no score; `weights` (children, cases) are
non-negative, 0 for a child that does not apply. The result (cases,) is NaN where nothing counts.
"""

import numpy as np

from resilience.scoring.arrays import Floats


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
