"""`score`: from tallies to a score tree for the city and for each unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from resilience.framework import Framework, Theme
from resilience.scoring.arrays import Counts
from resilience.scoring.leaf import (
    Agreed,
    CityRule,
    Leaf,
    city_leaf,
    unit_leaf,
    with_agreed,
    with_zeros,
)
from resilience.scoring.roll_up import Node, roll_up
from resilience.scoring.tally import Tallies

#: what an unanswered indicator counts as
Missing = Literal["skip", "unknown-as-zero"]
#: points by which a mean may exceed the mean that low parts pull down (methods.md section 1)
WEAK_SPOT = 10
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
    """Score every node of the framework that `tallies` asked (methods.md sections 0 and 1).

    `missing` "unknown-as-zero" takes an unanswered indicator for 0 and shows a score whatever the
    coverage: for comparison only. For a theme left out, or other weights and rules, change the
    framework first (`resilience.scoring.what_if`).
    """
    units = unit_leaves(framework, tallies, missing)
    city = whole_leaves(framework, tallies, city_rule, agreed, missing)
    threshold = framework.threshold if missing == "skip" else 0.0
    counts = _counts(framework.root, tallies)
    whole = {code: known.sum(axis=1, keepdims=True) for code, known in counts.items()}
    nodes = roll_up(framework.root, units, threshold)
    here = tallies.participants
    return Result(
        city=_tree(roll_up(framework.root, city, threshold), city, whole, 0, here.sum() == 1),
        units={
            name: _tree(nodes, units, counts, at, here[at] == 1)
            for at, name in enumerate(tallies.units)
        },
    )


def lowest_theme(framework: Framework, city: ScoreTree, missing: Missing = "skip") -> str | None:
    """The code of the top theme with the lowest score, of those that weigh something; None without.

    To be named beside the overall (methods.md section 1). Points of the rule `sum` are read as a
    share of those that are known; with `missing` "unknown-as-zero" all are.
    """

    def share(theme: Theme) -> float | None:
        node = city[theme.code]
        if node.value is None or theme.rule != "sum":
            return node.value
        covered = 1.0 if missing == "unknown-as-zero" else node.coverage or 0.0
        known = (node.maximum or 0.0) * covered
        return 100 * node.value / known if known else None

    counting = [theme for theme in framework.themes if theme.weight and theme.code in city]
    shares = {theme.code: found for theme in counting if (found := share(theme)) is not None}
    return min(shares, key=shares.__getitem__, default=None)


def score_cities(
    framework: Framework, tallies: Tallies, owner: Counts, *, city_rule: CityRule = "departments"
) -> dict[str, Node]:
    """Every node over many cities at once, arrays (cities,); `owner` (units,) numbers their units."""
    cities = int(owner.max()) + 1 if len(owner) else 0
    leaves = city_leaves(framework, tallies, owner, cities, city_rule, {}, "skip")
    return roll_up(framework.root, leaves, framework.threshold)


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
    everybody = np.zeros(len(tallies.units), dtype=np.int64)
    return city_leaves(framework, tallies, everybody, 1, city_rule, agreed or {}, missing)


def city_leaves(
    framework: Framework,
    tallies: Tallies,
    owner: Counts,
    cities: int,
    rule: CityRule,
    agreed: Mapping[str, Agreed],
    missing: Missing,
) -> dict[str, Leaf]:
    """The leaves of the cities by code, with what was agreed there."""
    leaves = {
        code: with_agreed(
            city_leaf(leaf, tallies.by_code[code], tallies.people, rule, owner, cities),
            agreed.get(code),
        )
        for code, leaf in unit_leaves(framework, tallies, "skip").items()
    }
    return leaves if missing == "skip" else {code: with_zeros(x) for code, x in leaves.items()}


def _tree(
    nodes: Mapping[str, Node],
    leaves: Mapping[str, Leaf],
    counts: Mapping[str, Counts],
    at: int,
    one_person: bool,
) -> ScoreTree:
    return {
        code: _score(code, node, at, counts[code][:, at], leaves.get(code), one_person)
        for code, node in nodes.items()
    }


def _score(
    code: str, node: Node, at: int, counts: Counts, leaf: Leaf | None, one_person: bool
) -> Score:
    return Score(
        code=code,
        state=_state(node, at, leaf=leaf is not None),
        value=_number(node.score[at]),
        low=_number(node.low[at]),
        high=_number(node.high[at]),
        weak_spot=_number(node.weak_spot[at]),
        maximum=_number(node.maximum[at]),
        points=None if leaf is None else _number(leaf.points[at]),
        unknown=int(node.unknown[at]),
        one_person=bool(one_person),
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
