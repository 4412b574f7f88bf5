"""Weights by participants: each shares out points among the items (docs/methods.md, section 7)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from resilience.errors import InputError
from resilience.scoring.arrays import Floats

#: a share below this, in hundredths, is rounding
NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class PointWeights:
    """The room's weight of each item, shares that sum to 1.

    `people` gave points; `empty` sheets had none and were dropped. There is no spread: the lowest, middle and
    highest share are each one person's.
    """

    weights: tuple[float, ...]
    people: int
    empty: int


def weights_by_points(points: Floats, sizes: Sequence[int] = ()) -> PointWeights | None:
    """The mean over people of their points as shares of their own sum.

    `points` (people, items), 0 or more; a person's sum need not be 100. `sizes`, where given, says
    how many people stand behind each row: a table counts as many as it seats. None where nobody gave
    points: there are no weights then, not equal ones. InputError for a negative or endless number.
    """
    points = np.repeat(points, sizes, axis=0) if sizes else points
    own = _sums(points)
    given = own > 0
    if not given.any():
        return None
    shares = points[given] / own[given, np.newaxis]
    return PointWeights(
        weights=tuple(float(weight) for weight in shares.mean(axis=0)),
        people=int(given.sum()),
        empty=int((~given).sum()),
    )


def whole_points(weights: Sequence[float]) -> tuple[float, ...]:
    """Shares that sum to 1 as whole hundredths that do so too, by largest remainders.

    A mean at full precision reveals the sheet of a person whose points have an unusual sum.
    """
    points = np.array(weights) * 100
    whole = np.floor(points + NOISE)
    most = np.argsort(np.round(whole - points, 9), kind="stable")[: round(100 - whole.sum())]
    whole[most] += 1
    return tuple(float(one) / 100 for one in whole)


def _sums(points: Floats) -> Floats:
    """Each person's sum, once it is sure that all are numbers that can be shared out."""
    with np.errstate(over="ignore", invalid="ignore"):
        own = np.asarray(points.sum(axis=1))
    if (points < 0).any() or not np.isfinite(own).all():
        raise InputError("Points must be numbers of 0 or more, for each item and each person.")
    return own
