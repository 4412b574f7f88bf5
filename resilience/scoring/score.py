"""`score`: from tallies to a score tree for the city and for each unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from resilience.framework import Framework, Theme
from resilience.scoring.arrays import Counts
from resilience.scoring.leaf import Agreed, CityRule, Leaf, city_leaves, unit_leaf
from resilience.scoring.roll_up import Node, roll_up
from resilience.scoring.tally import Tallies

State = Literal["scored", "unanswered", "not enough answers", "not scored", "not applicable"]


@dataclass(frozen=True, slots=True)
class StateCounts:
    """Participants' answers by state, summed over the indicators below a node."""

    level: int
    na: int
    dk: int
    blank: int


@dataclass(frozen=True, slots=True)
class Score:
    """A number with its coverage and reach. `value` is None where `state` is not "scored".

    `value`, `low`, `high` 0..`maximum` (100, or the reachable points of the rule `sum`); `low` to
    `high` is the range that unanswered indicators leave. Shares 0..1, None where nothing applies.
    """

    code: str
    state: State
    value: float | None
    low: float | None
    high: float | None
    maximum: float | None
    coverage: float | None
    reach: float | None
    departments: float | None
    counts: StateCounts


ScoreTree = Mapping[str, Score]


@dataclass(frozen=True, slots=True)
class Result:
    """The city's scores by node code, and each unit's by unit name."""

    city: ScoreTree
    units: Mapping[str, ScoreTree]


def score(
    framework: Framework,
    tallies: Tallies,
    *,
    city_rule: CityRule = "departments",
    agreed: Mapping[str, Agreed] | None = None,
) -> Result:
    """Score every node of the framework that `tallies` asked (methods.md sections 0 and 1)."""
    units = {
        code: unit_leaf(indicator, tallies.by_code[code], tallies.participants, tallies.people)
        for indicator in framework.root.indicators()
        if (code := indicator.code) in tallies.by_code
    }
    city = city_leaves(units, tallies.by_code, tallies.people, city_rule, agreed or {})
    counts = _counts(framework.root, tallies)
    unit_nodes = roll_up(framework.root, units, framework.threshold)
    city_nodes = roll_up(framework.root, city, framework.threshold)
    whole = {code: known.sum(axis=1, keepdims=True) for code, known in counts.items()}
    return Result(
        city=_tree(city_nodes, units, whole, 0),
        units={name: _tree(unit_nodes, units, counts, at) for at, name in enumerate(tallies.units)},
    )


def _tree(
    nodes: Mapping[str, Node], leaves: Mapping[str, Leaf], counts: Mapping[str, Counts], at: int
) -> ScoreTree:
    return {
        code: _score(code, node, at, counts[code][:, at], leaf=code in leaves)
        for code, node in nodes.items()
    }


def _score(code: str, node: Node, at: int, counts: Counts, *, leaf: bool) -> Score:
    return Score(
        code=code,
        state=_state(node, at, leaf=leaf),
        value=_number(node.score[at]),
        low=_number(node.low[at]),
        high=_number(node.high[at]),
        maximum=_number(node.maximum[at]),
        coverage=_number(node.coverage[at]),
        reach=_number(node.reach[at]),
        departments=_number(node.departments[at]),
        counts=StateCounts(*(int(count) for count in counts)),
    )


def _state(node: Node, at: int, *, leaf: bool) -> State:
    if not np.isnan(node.score[at]):
        return "scored"
    if not node.applicable[at]:
        return "not applicable"
    if leaf:
        return "unanswered"
    return "not enough answers" if node.coverage[at] > 0 else "not scored"


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _counts(root: Theme, tallies: Tallies) -> dict[str, Counts]:
    """Level, na, dk and blank (4, units) of every node."""
    counts: dict[str, Counts] = {}
    for code, tally in tallies.by_code.items():
        known = np.array([tally.given, tally.na, tally.dk])
        counts[code] = np.vstack([known, tallies.participants - known.sum(axis=0)])
    for node in root.nodes():
        if isinstance(node, Theme):
            below = [counts[i.code] for i in node.indicators() if i.code in counts]
            if below:
                counts[node.code] = np.sum(below, axis=0)
    return counts
