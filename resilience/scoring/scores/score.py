"""`score`: from tallies to a score tree for the city and for each unit."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from resilience.framework import Framework, Indicator, Theme
from resilience.scoring.arrays import Counts, Flags, Floats
from resilience.scoring.counting.tally import Tallies
from resilience.scoring.scores.leaf import (
    Agreed,
    CityRule,
    Leaf,
    Missing,
    city_leaves,
    one_city,
    unit_leaves,
)
from resilience.scoring.scores.roll_up import Node, roll_up

#: points by which a mean may exceed the mean that low parts pull down (docs/methods.md, section 1)
WEAK_SPOT = 10
#: the figures that a score has of its node as they are
FIGURES = ("low", "high", "weak_spot", "maximum", "coverage", "reach", "departments")
State = Literal["scored", "unanswered", "not enough answers", "not scored", "not applicable"]
STATES: tuple[State, ...] = get_args(State)


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
        """Whether the mean hides a weak spot: it is more than 10 points above `weak_spot`."""
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


@dataclass(frozen=True, slots=True)
class Cases:
    """The scores of many cases at once, arrays (cases,) by node code; see `Score`.

    `leaves` are those of the indicators, `counts` (4, cases) the answers as in `StateCounts`.
    """

    nodes: Mapping[str, Node]
    leaves: Mapping[str, Leaf]
    counts: Mapping[str, Counts]
    one_person: Flags

    def points(self, code: str) -> Floats:
        """The published points of an indicator; NaN for a theme."""
        leaf = self.leaves.get(code)
        return np.full(len(self.one_person), np.nan) if leaf is None else leaf.points

    def states(self, code: str) -> Counts:
        """Return the index in `STATES` of a node's state in each case."""
        node, is_leaf = self.nodes[code], code in self.leaves
        found = [~np.isnan(node.score), ~node.applicable, (node.coverage > 0) & (not is_leaf)]
        names = ("scored", "not applicable", "not enough answers")
        silent = STATES.index("unanswered" if is_leaf else "not scored")
        return np.select(found, [STATES.index(name) for name in names], silent)

    def trees(self) -> list[ScoreTree]:
        """The scores case by case."""
        by_code = {code: self._scores(code) for code in self.nodes}
        cases = range(len(self.one_person))
        return [{code: found[at] for code, found in by_code.items()} for at in cases]

    def _scores(self, code: str) -> list[Score]:
        """A node's score in each case. Arrays become numbers at once: one by one takes far longer."""
        node = self.nodes[code]
        values, figures = _numbers(node.score), [_numbers(getattr(node, name)) for name in FIGURES]
        points, states = _numbers(self.points(code)), self.states(code).tolist()
        unknown, given = node.unknown.tolist(), self.counts[code].T.tolist()
        return [
            Score(
                code=code,
                state=STATES[states[at]],
                value=values[at],
                points=points[at],
                unknown=int(unknown[at]),
                one_person=alone,
                counts=StateCounts(*given[at]),
                **{name: column[at] for name, column in zip(FIGURES, figures, strict=True)},
            )
            for at, alone in enumerate(self.one_person.tolist())
        ]


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
    units = score_units(framework, tallies, missing).trees()
    city = score_city(framework, tallies, city_rule=city_rule, agreed=agreed, missing=missing)
    return Result(city, dict(zip(tallies.units, units, strict=True)))


def score_city(
    framework: Framework,
    tallies: Tallies,
    *,
    city_rule: CityRule = "departments",
    agreed: Mapping[str, Agreed] | None = None,
    missing: Missing = "skip",
) -> ScoreTree:
    """The city's part of `score` alone: a fraction of the work where there are many units."""
    rows = tallies.city
    found = score_cities(
        framework, rows, one_city(rows), 1, city_rule=city_rule, agreed=agreed, missing=missing
    )
    return found.trees()[0]


def score_units(framework: Framework, tallies: Tallies, missing: Missing = "skip") -> Cases:
    """Every node over all units at once."""
    leaves = unit_leaves(framework, tallies, missing)
    return Cases(
        roll_up(framework.root, leaves, _threshold(framework, missing)),
        leaves,
        _with_themes(framework.root, _counts(tallies)),
        tallies.participants == 1,
    )


def score_cities(
    framework: Framework,
    tallies: Tallies,
    owner: Counts,
    cities: int,
    *,
    city_rule: CityRule = "departments",
    agreed: Mapping[str, Agreed] | None = None,
    missing: Missing = "skip",
) -> Cases:
    """Every node over many cities at once; `owner` (units,) numbers the city of each unit."""

    def summed(values: Counts) -> Counts:
        return np.bincount(owner, values, cities).astype(np.int64)

    leaves = city_leaves(framework, tallies, owner, cities, city_rule, agreed or {}, missing)
    counts = {
        code: np.array([summed(state) for state in known])
        for code, known in _counts(tallies).items()
    }
    return Cases(
        roll_up(framework.root, leaves, _threshold(framework, missing)),
        leaves,
        _with_themes(framework.root, counts),
        summed(tallies.participants) == 1,
    )


def leaf_of(indicator: Indicator, score: Score) -> Leaf:
    """The leaf from which the score of an indicator was made, as one case."""
    return Leaf(
        indicator=indicator,
        value=_one(score.value),
        points=_one(score.points),
        applicable=np.array([score.state != "not applicable"]),
        answered=np.array([bool(score.coverage)]),
        reach=_one(score.reach or 0.0),
        departments=_one(score.departments or 0.0),
    )


def _one(value: float | None) -> Floats:
    return np.array([np.nan if value is None else value])


def _threshold(framework: Framework, missing: Missing) -> float:
    return framework.threshold if missing == "skip" else 0.0


def _numbers(values: Floats) -> list[float | None]:
    return [_number(value) for value in values.tolist()]


def _number(value: float) -> float | None:
    return None if math.isnan(value) else value


def _counts(tallies: Tallies) -> dict[str, Counts]:
    """Level, na, dk and blank (4, units) of every indicator."""
    counts: dict[str, Counts] = {}
    for code, tally in tallies.by_code.items():
        known = np.array([tally.given, tally.na, tally.dk])
        counts[code] = np.vstack([known, tallies.took_part(code)[0] - known.sum(axis=0)])
    return counts


def _with_themes(root: Theme, counts: Mapping[str, Counts]) -> dict[str, Counts]:
    """The counts of the indicators, and those of every theme summed over the indicators below."""
    found = dict(counts)
    for node in root.nodes():
        if isinstance(node, Theme):
            below = [counts[i.code] for i in node.indicators() if i.code in counts]
            if below:
                found[node.code] = np.sum(below, axis=0)
    return found
