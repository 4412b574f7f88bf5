"""What to do first: points to gain, feasibility and cost (docs/methods.md, section 8)."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from resilience.errors import InputError
from resilience.scoring.arrays import Flags, Floats
from resilience.scoring.scores.target import gaps_to

#: what counts as the feasibility of an indicator of which no votes are shown
ASSUMED_FEASIBILITY = 0.5
#: decimals to which priorities are compared, so that the computer's rounding decides nothing
DECIMALS = 9


@dataclass(frozen=True, slots=True)
class Candidate:
    """An indicator that applies. `score` and `target` 0..100, the score None where unknown.

    `feasibility` is the mean 0..1 of the votes, None without any. `cost_class` 1 is the cheapest;
    `amount` is in one currency for all. InputError if feasibility or amount is out of range.
    """

    code: str
    score: float | None
    target: float = 100.0
    feasibility: float | None = None
    cost_class: int | None = None
    amount: float | None = None

    def __post_init__(self) -> None:
        if self.feasibility is not None and not 0 <= self.feasibility <= 1:
            raise InputError("The feasibility of {code} is not between 0 and 1.", code=self.code)
        if self.amount is not None and not 0 <= self.amount < math.inf:
            raise InputError("The cost of {code} is not a number of 0 or more.", code=self.code)


@dataclass(frozen=True, slots=True)
class Priority:
    """An indicator in the order of doing.

    `gain` is in points of the overall score; `priority` is gain times feasibility 0..1. `on_front`: no other
    indicator is as good in gain, feasibility and cost, and better in one.
    """

    code: str
    gain: float
    feasibility: float
    feasibility_assumed: bool
    priority: float
    cost_class: int | None
    on_front: bool


@dataclass(frozen=True, slots=True)
class Priorities:
    """`ranked` by priority, the highest first.

    `find_out` has the codes whose score is unknown, by weight.
    """

    ranked: tuple[Priority, ...]
    find_out: tuple[str, ...]


def prioritise(candidates: Sequence[Candidate], weights: Mapping[str, float]) -> Priorities:
    """Return the candidates in `weights` in order of priority; the others do not apply and are left out.

    `weights` maps a code to the gain in the overall score per point of the indicator. An indicator at its target
    has nothing to gain: it stays in the list with priority 0 and is never on the front. A missing cost counts as
    the highest.
    """
    asked = [each for each in candidates if each.code in weights]
    known = [each for each in asked if _is_known(each.score)]
    unknown = sorted(
        (each.code for each in asked if not _is_known(each.score)),
        key=lambda code: (-weights[code], code),
    )
    gains = _gains(known, weights)
    rows = [
        _priority(each, float(gain), bool(best))
        for each, gain, best in zip(known, gains, _on_front(known, gains), strict=True)
    ]
    return Priorities(tuple(sorted(rows, key=_place)), tuple(unknown))


def top_shares(weights: Floats, gaps: Floats, top: int = 5) -> Floats:
    """The share 0..1 of draws in which each item is among the `top` gains.

    `weights` (draws, items) shares of the overall; `gaps` (items,) points to the target, NaN where
    unknown. Of equal items the first counts; what has nothing to gain is never among them.
    """
    gains = weights * gaps
    first = np.argsort(-gains, axis=1, kind="stable")[:, :top]
    among = np.zeros(gains.shape, dtype=np.bool_)
    np.put_along_axis(among, first, True, axis=1)
    return np.asarray((among & (gains > 0)).sum(axis=0) / max(1, len(gains)))


def unbeaten(goods: Floats) -> Flags:
    """Which rows of `goods` (options, qualities) no other row beats: as good in all qualities and better in one."""
    as_good = (goods[np.newaxis] >= goods[:, np.newaxis]).all(axis=-1)
    better = (goods[np.newaxis] > goods[:, np.newaxis]).any(axis=-1)
    beaten = np.asarray(as_good & better).any(axis=1)
    return np.asarray(~beaten)


def _is_known(score: float | None) -> bool:
    return score is not None and not math.isnan(score)


def _gains(known: Sequence[Candidate], weights: Mapping[str, float]) -> Floats:
    now = np.array([each.score for each in known], dtype=np.float64)
    target = np.array([each.target for each in known], dtype=np.float64)
    share = np.array([weights[each.code] for each in known], dtype=np.float64)
    return share * gaps_to(now, target)


def _feasibility(candidate: Candidate) -> float:
    return ASSUMED_FEASIBILITY if candidate.feasibility is None else candidate.feasibility


def _priority(candidate: Candidate, gain: float, on_front: bool) -> Priority:
    feasibility = _feasibility(candidate)
    priority = gain * feasibility
    return Priority(
        code=candidate.code,
        gain=gain,
        feasibility=feasibility,
        feasibility_assumed=candidate.feasibility is None,
        priority=priority,
        cost_class=candidate.cost_class,
        on_front=on_front,
    )


def _place(row: Priority) -> tuple[float, str]:
    return -round(row.priority, DECIMALS), row.code


def _on_front(known: Sequence[Candidate], gains: Floats) -> Flags:
    """Pareto's front on gain, feasibility and cost, among what has something to gain."""
    feasibility = [_feasibility(each) for each in known]
    columns = np.round(gains, DECIMALS), np.round(feasibility, DECIMALS), -_costs(known)
    return np.asarray(unbeaten(np.column_stack(columns)) & (gains > 0))


def _costs(known: Sequence[Candidate]) -> Floats:
    """The place of each cost in their order: by class, then by amount; what is not given is last."""
    keys = [
        tuple(math.inf if cost is None else cost for cost in (each.cost_class, each.amount))
        for each in known
    ]
    place = {key: at for at, key in enumerate(sorted(set(keys)))}
    return np.array([place[key] for key in keys], dtype=np.float64)
