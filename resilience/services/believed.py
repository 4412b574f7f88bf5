"""What the answers of a city say of each indicator, as ranges of places take it (methods.md section 6)."""

import numpy as np

from resilience.framework import Framework
from resilience.scoring import Tallies
from resilience.scoring.uncertainty import city_posterior


def belief(
    framework: Framework, scores: dict[str, float | None], tallies: Tallies | None
) -> tuple[list[float], list[float]]:
    """The score of each indicator, and how far its answers leave it open: 0 where there are no counts.

    `scores` 0..100 by code, as variances are of them.
    """
    means, variances = [], []
    for indicator in framework.root.indicators():
        score = scores.get(indicator.code)
        means.append(np.nan if score is None else score)
        variance = 0.0
        if score is not None and tallies is not None and indicator.code in tallies.by_code:
            tally = tallies.by_code[indicator.code]
            found = city_posterior(indicator, tally, tally.given > 0, "departments").variance[0]
            variance = 0.0 if np.isnan(found) else float(found)
        variances.append(variance)
    return means, variances
