"""Blind spots: a theme that one unit sees otherwise than all the others (methods.md section 5)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from resilience.framework import Indicator, Theme
from resilience.scoring.arrays import Counts
from resilience.scoring.median import median_levels
from resilience.scoring.tally import Tallies

#: levels between two medians that make a blind spot
APART = 1.0


@dataclass(frozen=True, slots=True)
class BlindSpot:
    """The `unit` whose `median` level on a theme (code) is `direction` than that of the `rest`.

    Medians 0..m-1 in steps of a half: two middle answers count as their mean.
    """

    theme: str
    unit: str
    median: float
    rest: float
    direction: Literal["higher", "lower"]


def blind_spots(theme: Theme, tallies: Tallies) -> tuple[BlindSpot, ...]:
    """The units whose median is a level or more from that of all others, furthest first.

    The answers to the indicators below `theme` are pooled, a table being one: those that weigh
    something and share the number of levels that most of them have (the larger of two).
    """
    answers = _pooled(theme, tallies)
    if answers is None:
        return ()
    whole = answers.sum(axis=0)
    spots = [
        spot
        for unit, own in zip(tallies.units, answers, strict=True)
        if (spot := _spot(theme.code, unit, own, whole - own)) is not None
    ]
    return tuple(sorted(spots, key=lambda spot: (-abs(spot.median - spot.rest), spot.unit)))


def _spot(theme: str, unit: str, own: Counts, others: Counts) -> BlindSpot | None:
    middle, rest = median_levels(own), median_levels(others)
    if middle is None or rest is None:
        return None
    here, there = sum(middle) / 2, sum(rest) / 2
    if abs(here - there) < APART:
        return None
    return BlindSpot(theme, unit, here, there, "higher" if here > there else "lower")


def _pooled(theme: Theme, tallies: Tallies) -> Counts | None:
    """Answers (units, m) of the indicators that can be pooled; None where nobody answered."""
    asked = [tallies.by_code[i.code].answers for i in _weighing(theme) if i.code in tallies.by_code]
    levelled = [answers for answers in asked if answers.shape[1] > 1 and answers.any()]
    if not levelled:
        return None
    widths = Counter(answers.shape[1] for answers in levelled)
    width = max(widths, key=lambda levels: (widths[levels], levels))
    alike = [answers for answers in levelled if answers.shape[1] == width]
    return np.asarray(np.sum(alike, axis=0))


def _weighing(theme: Theme) -> Iterator[Indicator]:
    """The indicators below that count in the theme's score."""
    for child in theme.children:
        if child.weight > 0:
            if isinstance(child, Indicator):
                yield child
            else:
                yield from _weighing(child)
