"""How far a city is from its targets, and how far it has come (docs/methods.md, section 1).

A target and a score are on one scale that starts at 0. Over-achievement on one item does not offset
a gap on another (OWASP SAMM, Percent to Target and Progress to Date).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from resilience.scoring.arrays import Floats

#: a gap that is no more than rounding of the computer's arithmetic is none
NOISE = 1e-9
Figures = Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class ToTarget:
    """The way that is left to the targets.

    `gaps` by code, of every item with a target, None where its score is unknown. `gap` and `target`
    are weighted sums over the known ones; `share` 0..1 of the target that is reached, None where
    there is no target above 0. Items without a score are left out of both sums.
    """

    gaps: Figures
    gap: float
    target: float
    share: float | None


def gaps_to(now: Floats, target: Floats) -> Floats:
    """max(0, target - now), in points; NaN where either is NaN."""
    apart = target - now
    return np.where(apart <= NOISE, 0.0, apart)


def to_target(now: Figures, target: Figures, weights: Mapping[str, float]) -> ToTarget:
    """The gap of each item to its target, and 1 - sum w gap / sum w target over all.

    All by item code. An item that is not in `weights` (non-negative) does not apply: it weighs 0.
    """
    codes, wanted, weight = _with_target(target, weights)
    gaps = gaps_to(_values(now, codes), wanted)
    known = ~np.isnan(gaps)
    gap = _sum(gaps, weight)
    whole = _sum(np.where(known, wanted, np.nan), weight)
    return ToTarget(
        gaps={
            code: float(open_gap) if there else None
            for code, open_gap, there in zip(codes, gaps, known, strict=True)
        },
        gap=gap,
        target=whole,
        share=1 - gap / whole if whole > 0 else None,
    )


def progress(
    baseline: Figures, later: Figures, target: Figures, weights: Mapping[str, float]
) -> float | None:
    """The share of the weighted gap at the baseline that is closed later: 1 is all of it.

    Where nothing is above its target this is (later - baseline) / (target - baseline). Below 0
    where the city fell back. Items unknown at either time are left out; None where no gap was open.
    """
    codes, wanted, weight = _with_target(target, weights)
    before = gaps_to(_values(baseline, codes), wanted)
    after = gaps_to(_values(later, codes), wanted)
    opened = _sum(np.where(np.isnan(after), np.nan, before), weight)
    left = _sum(np.where(np.isnan(before), np.nan, after), weight)
    return 1 - left / opened if opened > 0 else None


def _with_target(target: Figures, weights: Mapping[str, float]) -> tuple[list[str], Floats, Floats]:
    """The items with a target: codes, targets and weights."""
    codes = [code for code, wanted in target.items() if wanted is not None]
    weight = np.array([weights.get(code, 0.0) for code in codes], dtype=np.float64)
    return codes, _values(target, codes), weight


def _values(figures: Figures, codes: Sequence[str]) -> Floats:
    """The figures in order, NaN where there is none."""
    return np.array([figures.get(code) for code in codes], dtype=np.float64)


def _sum(values: Floats, weight: Floats) -> float:
    """sum(w x) over what is present."""
    return float((weight * np.nan_to_num(values)).sum())
