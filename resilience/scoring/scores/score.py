"""`score`: from tallies to a score tree for the city and for each unit."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from resilience.framework import Framework, Theme
from resilience.scoring.arrays import Counts, Floats
from resilience.scoring.counting.tally import Tallies
from resilience.scoring.scores.leaf import (
    Agreed,
    CityRule,
    Leaf,
    city_leaf,
    unit_leaf,
    with_agreed,
    with_zeros,
)
from resilience.scoring.scores.roll_up import Node, roll_up

#: what an unanswered indicator counts as
Missing = Literal["skip", "unknown-as-zero"]
#: points by which a mean may exceed the mean that low parts pull down (docs/methods.md, section 1)
WEAK_SPOT = 10
#: the figures that a score has of its node as they are
FIGURES = ("low", "high", "weak_spot", "maximum", "coverage", "reach", "departments")
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
    `high` is the range that `unknown` unanswered indicators leave. `weak_spot` 0..100 is the mean
    that low parts pull down, None for indicators and the rules `geometric` and `sum`. `points` are
    an indicator's published points. Shares 0..1, None where nothing applies. `one_person` says that
    a single participant answered for the whole unit.
    """

    code: str
    state: State
    value: float | None
    low: float | None
    high: float | None
    weak_spot: float | None
    maximum: float | None
    points: float | None
    unknown: int
    one_person: bool
    coverage: float | None
    reach: float | None
    departments: float | None
    counts: StateCounts

    @property
    def hides_weak_spot(self) -> bool:
        """Whether the average hides a weak spot: it is more than 10 points above `weak_spot`."""
        return (
            self.value is not None
            and self.weak_spot is not None
            and self.value - self.weak_spot > WEAK_SPOT
        )


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
    missing: Missing = "skip",
) -> Result:
    """Score every node of the framework that `tallies` asked (docs/methods.md, sections 0 and 1).

    `missing` "unknown-as-zero" takes an unanswered indicator for 0 and shows a score whatever the
    coverage: for comparison only. For a theme left out, or other weights and rules, change the
    framework first (`resilience.scoring.scores.what_if`).
    """
    units = unit_leaves(framework, tallies, missing)
    nodes = roll_up(framework.root, units, _threshold(framework, missing))
    alone = (tallies.participants == 1).tolist()
    trees = _trees(nodes, units, _counts(framework.root, tallies), alone)
    city = score_city(framework, tallies, city_rule=city_rule, agreed=agreed, missing=missing)
    return Result(city, dict(zip(tallies.units, trees, strict=True)))


def score_city(
    framework: Framework,
    tallies: Tallies,
    *,
    city_rule: CityRule = "departments",
    agreed: Mapping[str, Agreed] | None = None,
    missing: Missing = "skip",
) -> ScoreTree:
    """The city's part of `score` alone: a fraction of the work where there are many units."""
    leaves = whole_leaves(framework, tallies, city_rule, agreed, missing)
    nodes = roll_up(framework.root, leaves, _threshold(framework, missing))
    counts = _counts(framework.root, tallies.city)
    whole = {code: known.sum(axis=1, keepdims=True) for code, known in counts.items()}
    return _trees(nodes, leaves, whole, [bool(tallies.city.participants.sum() == 1)])[0]


def _threshold(framework: Framework, missing: Missing) -> float:
    return framework.threshold if missing == "skip" else 0.0


def unit_leaves(framework: Framework, tallies: Tallies, missing: Missing) -> dict[str, Leaf]:
    """The leaves of the units by code, of what `tallies` asked."""
    leaves = {
        code: unit_leaf(indicator, tallies.by_code[code], tallies.participants, tallies.people)
        for indicator in framework.root.indicators()
        if (code := indicator.code) in tallies.by_code
    }
    return leaves if missing == "skip" else {code: with_zeros(x) for code, x in leaves.items()}


def whole_leaves(
    framework: Framework,
    tallies: Tallies,
    city_rule: CityRule = "departments",
    agreed: Mapping[str, Agreed] | None = None,
    missing: Missing = "skip",
) -> dict[str, Leaf]:
    """The leaves of the one city of all units, by code; arrays (1,)."""
    rows, settled = tallies.city, agreed or {}
    leaves = {
        code: with_agreed(city_leaf(leaf, rows, city_rule), settled.get(code))
        for code, leaf in unit_leaves(framework, rows, "skip").items()
    }
    return leaves if missing == "skip" else {code: with_zeros(x) for code, x in leaves.items()}


def _trees(
    nodes: Mapping[str, Node],
    leaves: Mapping[str, Leaf],
    counts: Mapping[str, Counts],
    one_person: Sequence[bool],
) -> list[ScoreTree]:
    """The scores of each case, as many as `one_person` has."""
    by_code = {
        code: _scores(code, node, counts[code], leaves.get(code), one_person)
        for code, node in nodes.items()
    }
    return [{code: found[at] for code, found in by_code.items()} for at in range(len(one_person))]


def _scores(
    code: str, node: Node, counts: Counts, leaf: Leaf | None, one_person: Sequence[bool]
) -> list[Score]:
    """A node's score in each case. Arrays become numbers at once: one by one takes far longer."""
    values, figures = _numbers(node.score), [_numbers(getattr(node, name)) for name in FIGURES]
    points = _numbers(np.full(len(one_person), np.nan) if leaf is None else leaf.points)
    states, unknown = _states(node, leaf=leaf is not None), node.unknown.tolist()
    given = counts.T.tolist()
    return [
        Score(
            code=code,
            state=states[at],
            value=values[at],
            points=points[at],
            unknown=int(unknown[at]),
            one_person=alone,
            counts=StateCounts(*given[at]),
            **{name: column[at] for name, column in zip(FIGURES, figures, strict=True)},
        )
        for at, alone in enumerate(one_person)
    ]


def _states(node: Node, *, leaf: bool) -> list[State]:
    found: list[State] = []
    rows = zip(node.score.tolist(), node.applicable.tolist(), node.coverage.tolist(), strict=True)
    for value, applicable, coverage in rows:
        if not math.isnan(value):
            found.append("scored")
        elif not applicable:
            found.append("not applicable")
        elif leaf:
            found.append("unanswered")
        else:
            found.append("not enough answers" if coverage > 0 else "not scored")
    return found


def _numbers(values: Floats) -> list[float | None]:
    return [_number(value) for value in values.tolist()]


def _number(value: float) -> float | None:
    return None if math.isnan(value) else value


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
