"""How a score is distributed over many cities: its middle, its middle half, and its outer tenths."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

#: cities below which a distribution would tell single ones
LEAST_CITIES = 5
SHARES = (0.1, 0.25, 0.5, 0.75, 0.9)


@dataclass(frozen=True, slots=True)
class Spread:
    """Scores 0..100 of `cities` cities: a tenth of them lie below `tenth`, half below `median`.

    Between neighbours it is interpolated.
    """

    cities: int
    tenth: float
    quarter: float
    median: float
    three_quarters: float
    nine_tenths: float

    @property
    def middle_half(self) -> float:
        """Points between the lower and the upper quarter."""
        return self.three_quarters - self.quarter


def spread_of(scores: Sequence[float]) -> Spread | None:
    """The distribution of scores 0..100; None for fewer than 5 cities."""
    if len(scores) < LEAST_CITIES:
        return None
    return Spread(len(scores), *(float(one) for one in np.quantile(np.array(scores), SHARES)))
