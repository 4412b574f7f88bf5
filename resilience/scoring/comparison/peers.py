"""Rank a city among its peers by theme (docs/methods.md, section 6)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from resilience.scoring.arrays import Floats

#: scores that differ by no more are the same score: rounding of the computer's arithmetic
NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class PeerGaps:
    """A city's distance from its peers, among `cities` cities with a score, itself included.

    The differences are the points of the city minus the median and the best of its peers, below 0 where the
    city is behind.
    """

    cities: int
    against_median: float
    against_best: float


def ranks(scores: Floats) -> Floats:
    """Ranks over the last axis: 1 is the highest, ties share the better rank.

    `scores` (..., cities) has NaN for a missing city, which is not counted and whose rank is NaN.
    Neighbours within 1e-9 tie.
    """
    order = np.argsort(-scores, axis=-1)
    falling = np.take_along_axis(scores, order, axis=-1)
    starts = np.diff(falling, prepend=np.inf, axis=-1) < -NOISE
    place = np.arange(1.0, scores.shape[-1] + 1)
    shared = np.maximum.accumulate(np.where(starts, place, 1.0), axis=-1)
    found = np.empty_like(falling)
    np.put_along_axis(found, order, np.where(np.isnan(falling), np.nan, shared), axis=-1)
    return found


def standing(city: float | None, peers: Iterable[float | None]) -> PeerGaps | None:
    """Return how far a score is from the peers' scores (without the city itself), in any order.

    None where there is nothing to compare: the city has no score, or no peer has one.
    """
    scores = np.array([city, *peers], dtype=np.float64)
    others = scores[1:][~np.isnan(scores[1:])]
    if np.isnan(scores[0]) or not len(others):
        return None
    return PeerGaps(
        cities=len(others) + 1,
        against_median=float(scores[0] - np.median(others)),
        against_best=float(scores[0] - others.max()),
    )


def standings(
    city: Mapping[str, float | None], peers: Iterable[Mapping[str, float | None]]
) -> dict[str, PeerGaps | None]:
    """The city's standing in each theme, by code; a peer without the theme is not counted there.

    `city` and each of `peers` (without the city itself) give scores 0..100 by theme code.
    """
    rivals = list(peers)
    return {code: standing(score, [p.get(code) for p in rivals]) for code, score in city.items()}
