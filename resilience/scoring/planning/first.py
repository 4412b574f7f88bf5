"""What to do first in a city: its indicators in the order of doing, and how sure that order is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from resilience.framework import Framework, Theme
from resilience.scoring.certainty.repeatable import seeded
from resilience.scoring.planning.on_the_way import targets_of_indicators
from resilience.scoring.planning.priorities import (
    ASSUMED_FEASIBILITY,
    Candidate,
    Priorities,
    prioritise,
    top_shares,
)
from resilience.scoring.scores.applying import applying, weighing_root, worth
from resilience.scoring.scores.score import ScoreTree
from resilience.scoring.scores.shares import drawn_weights, weight_shares
from resilience.scoring.scores.target import gaps_to

#: draws of the weights, each 75 to 125 % of what it is
DRAWS = 1000
#: how many are first
FIRST = 5


@dataclass(frozen=True, slots=True)
class First:
    """The indicators in the order of doing; `sure` is by code the share 0..1 of draws of the weights in
    which one is among the first five (docs/methods.md, section 8).
    """

    priorities: Priorities
    sure: Mapping[str, float]


def what_first(
    framework: Framework,
    tree: ScoreTree,
    feasibility: Mapping[str, float],
    cost_classes: Mapping[str, int],
    targets: Mapping[str, float] | None = None,
) -> First:
    """Order the indicators of a city's scores; those that are not applicable are absent.

    `feasibility` 0..1 and `cost_classes` (1 the cheapest) are by code, of those that have any; `targets`
    0..100 are of themes and indicators: an indicator without its own has that of the nearest theme above
    with one, else 100. Points to gain are those of the weighted mean, or of the levels where the overall
    adds these up; also where the framework uses another rule, since effective weights are what the order
    is about.
    """
    codes = applying(framework, tree)
    wanted = targets_of_indicators(framework, targets or {})
    candidates = [
        Candidate(
            code,
            tree[code].value,
            wanted.get(code, 100.0),
            feasibility.get(code),
            cost_classes.get(code),
        )
        for code in codes
    ]
    if not candidates:
        return First(Priorities((), ()), {})
    root = weighing_root(framework, codes)
    shares = weight_shares(root)[0] * worth(framework, codes) / 100
    weights = dict(zip(codes, shares.tolist(), strict=True))
    return First(prioritise(candidates, weights), _sure(candidates, root))


def _sure(candidates: Sequence[Candidate], root: Theme) -> dict[str, float]:
    """How often each is among the first, over the draws of the weights; seeded by what they are."""
    now = np.array([np.nan if c.score is None else c.score for c in candidates])
    gaps = gaps_to(now, np.array([c.target for c in candidates]))
    feasible = np.array(
        [ASSUMED_FEASIBILITY if c.feasibility is None else c.feasibility for c in candidates]
    )
    seed = int(seeded(np.stack([np.nan_to_num(gaps, nan=-1.0), feasible])).integers(2**62))
    drawn = weight_shares(root, drawn_weights(root, DRAWS, seed), DRAWS)
    share = top_shares(drawn, gaps, feasible, FIRST)
    return {c.code: float(one) for c, one in zip(candidates, share, strict=True)}
