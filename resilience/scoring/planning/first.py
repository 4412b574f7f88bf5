"""What to do first in a city: its indicators in the order of doing, and how sure the largest gains are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from resilience.framework import Framework, Theme
from resilience.scoring.certainty.repeatable import seeded
from resilience.scoring.planning.on_the_way import targets_of_indicators
from resilience.scoring.planning.priorities import (
    Candidate,
    Priorities,
    prioritise,
    top_shares,
)
from resilience.scoring.scores.applying import applying, counted, effective_shares, weighing_root
from resilience.scoring.scores.score import ScoreTree, leaf_of
from resilience.scoring.scores.shares import drawn_weights, points_to_gain, weight_shares

#: draws of the weights, each 75 to 125 % of what it is
DRAWS = 1000
#: how many gains are the largest
FIRST = 5


@dataclass(frozen=True, slots=True)
class First:
    """The indicators in the order of doing; `sure` is by code the share 0..1 of draws of the weights in
    which one is among the five largest gains (docs/methods.md, section 8).
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
    with one, else 100. Points to gain are those by which the overall would rise.
    """
    codes = applying(framework, tree)
    wanted = targets_of_indicators(framework, targets or {})
    gains = _gains(framework, tree, wanted)
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
    shares = effective_shares(framework, tree)
    weights = {c.code: _per_point(c, gains.get(c.code), shares[c.code]) for c in candidates}
    counting = set(counted(framework, tree))
    gaining = [c for c in candidates if c.code in counting]
    sure = dict.fromkeys(codes, 0.0)
    if gaining:
        sure |= _sure(gaining, gains, weighing_root(framework, [c.code for c in gaining]))
    return First(prioritise(candidates, weights), sure)


def _per_point(candidate: Candidate, gain: float | None, share: float) -> float:
    """The points of the overall that a point of an indicator is worth on the way to its target.

    Of one without a score or a gap its share 0..1 of the overall, by which the heaviest are found out first.
    """
    if gain is None or candidate.score is None or candidate.target <= candidate.score:
        return share
    return gain / (candidate.target - candidate.score)


def _gains(framework: Framework, tree: ScoreTree, targets: Mapping[str, float]) -> dict[str, float]:
    """By how many points the overall would rise, by code of the indicators with a score."""
    leaves = {
        i.code: leaf_of(i, tree[i.code]) for i in framework.root.indicators() if i.code in tree
    }
    return points_to_gain(framework, leaves, targets) if leaves else {}


def _sure(
    candidates: Sequence[Candidate], gains: Mapping[str, float], root: Theme
) -> dict[str, float]:
    """How often each is among the largest gains, over the draws of the weights; seeded by the gains.

    A gain is drawn in proportion to the share of the overall that its indicator carries.
    """
    gained = np.array([gains[c.code] for c in candidates])
    seed = int(seeded(gained).integers(2**62))
    drawn = weight_shares(root, drawn_weights(root, DRAWS, seed), DRAWS)
    shares = weight_shares(root)[0]
    times = drawn / np.where(shares > 0, shares, 1.0)
    share = top_shares(times, gained, FIRST)
    return {c.code: float(one) for c, one in zip(candidates, share, strict=True)}
