"""Units side by side on a theme: on the indicators that all of those compared have a score for.

Cells of a unit may be pooled or unanswered, so that two units' own scores of a theme may be of other indicators
(docs/methods.md, section 5).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from operator import itemgetter

import numpy as np

from resilience.framework import Framework, Indicator, Theme
from resilience.scoring.arrays import Counts, Flags, Floats
from resilience.scoring.scores.leaf import Leaf
from resilience.scoring.scores.roll_up import in_percent, roll_up
from resilience.scoring.scores.score import Score, ScoreTree

Units = Mapping[str, ScoreTree]
#: share of a theme's indicators that two units need in common for a comparison that names them
SHARED = 2 / 3


@dataclass(frozen=True, slots=True)
class Basis:
    """Coverage of a comparison: it uses `based` of the `of` indicators that any scored unit has.

    For an overall, how many themes; of a comparison's units, how many have a score of the theme.
    """

    based: int
    of: int

    @property
    def whole(self) -> bool:
        """Whether it is based on all of them."""
        return self.based == self.of

    @property
    def enough(self) -> bool:
        """Whether it covers enough indicators for a comparison to name units."""
        return self.based >= SHARED * self.of


@dataclass(frozen=True, slots=True)
class SharedTheme:
    """A theme on the `codes` that every unit with a score of the theme has; `scores` are 0..100 by unit.

    `units` are those with a score of the theme.
    """

    codes: tuple[str, ...]
    scores: Mapping[str, float]
    basis: Basis
    units: Basis


@dataclass(frozen=True, slots=True)
class Gap:
    """Two units on a `theme` (code), by what both have: `least` of the `low` one, `most` of the `high` one, 0..100.

    `units` are those with a score of the theme, which alone were compared.
    """

    theme: str
    low: str
    high: str
    least: float
    most: float
    basis: Basis
    units: Basis

    @property
    def points(self) -> float:
        """How far they are apart."""
        return self.most - self.least


@dataclass(frozen=True, slots=True)
class CityGap:
    """A unit's score of a theme and the `city`'s, 0..100, both on the questions that the two have a score for."""

    own: float
    city: float
    basis: Basis

    @property
    def points(self) -> float:
        """By how much the unit's score is above the city's; negative below."""
        return self.own - self.city


def shared_themes(framework: Framework, units: Units) -> dict[str, SharedTheme]:
    """Return, by code, the themes for which at least two units have a score.

    Scores are computed on the indicators that these units have in common. Themes without common
    indicators are left out.
    """
    found: dict[str, SharedTheme] = {}
    for node, names in _with_score(framework, units):
        trees = [units[name] for name in names]
        known = _known(node, trees)
        codes = [code for code in known if all(_has(tree[code]) for tree in trees)]
        if len(names) < 2 or not codes:
            continue
        every = np.arange(len(trees))
        kept = dict.fromkeys(codes, np.ones(len(trees), dtype=np.bool_))
        by_unit = dict(zip(names, _scores(node, trees, kept, every).tolist(), strict=True))
        basis, of = Basis(len(codes), len(known)), Basis(len(names), len(units))
        found[node.code] = SharedTheme(tuple(codes), by_unit, basis, of)
    return found


def widest_gaps(framework: Framework, units: Units) -> tuple[Gap, ...]:
    """The two units that are furthest apart on a theme, then all that are less than a point closer.

    Of units with an `enough` basis, unless none of these are a point apart or more: then of all.
    """
    enough = _nearest_to_widest(framework, units, SHARED)
    if enough and enough[0].points >= 1:
        return enough
    return _nearest_to_widest(framework, units, 0.0)


def _nearest_to_widest(framework: Framework, units: Units, share: float) -> tuple[Gap, ...]:
    found: list[Gap] = []
    for node, names in _with_score(framework, units):
        found += _widest(node, names, units, share)
    most = max((gap.points for gap in found), default=0.0)
    near = (gap for gap in found if gap.points > most - 1)
    return tuple(sorted(near, key=lambda gap: -gap.points))


def partial_scores(framework: Framework, units: Units) -> dict[tuple[str, str], Basis]:
    """By unit and theme (code), the basis of each score of a theme in which some unit lacks what another has."""
    found: dict[tuple[str, str], Basis] = {}
    for node, names in _with_score(framework, units):
        known = _known(node, [units[name] for name in names])
        own = {name: {code for code in known if _has(units[name][code])} for name in names}
        if len(set(map(frozenset, own.values()))) > 1:
            of = {name: Basis(len(codes), len(known)) for name, codes in own.items()}
            found |= {(name, node.code): basis for name, basis in of.items()}
    return found


def partial_overalls(framework: Framework, units: Units) -> dict[str, Basis]:
    """By unit, on how many themes each overall is based, if some unit lacks a theme that another has."""
    root = framework.root.code
    own = {
        name: frozenset(
            t.code for t in framework.themes if t.weight and t.code in tree and _has(tree[t.code])
        )
        for name, tree in units.items()
        if _has(tree[root])
    }
    known = frozenset[str]().union(*own.values())
    if len(set(own.values())) < 2:
        return {}
    return {name: Basis(len(themes), len(known)) for name, themes in own.items()}


def city_gaps(
    framework: Framework, units: Units, city: ScoreTree
) -> dict[tuple[str, str], CityGap]:
    """By unit and theme (code), each score of a theme with the city's; left out where the two share no question."""
    found: dict[tuple[str, str], CityGap] = {}
    for node, names in _with_score(framework, units):
        if node.code not in city or not _has(city[node.code]):
            continue
        trees = [*(units[name] for name in names), city]
        known = _known(node, trees)
        has = {code: np.array([_has(tree[code]) for tree in trees]) for code in known}
        both = {code: own[:-1] & own[-1] for code, own in has.items()}
        every = np.arange(len(names))
        own, whole = (_scores(node, trees, both, at) for at in (every, every * 0 + len(names)))
        for at, name in enumerate(names):
            based = sum(bool(kept[at]) for kept in both.values())
            if based:
                basis = Basis(based, len(known))
                found[name, node.code] = CityGap(float(own[at]), float(whole[at]), basis)
    return found


def _with_score(framework: Framework, units: Units) -> list[tuple[Theme, list[str]]]:
    """Each theme with the units that have a score of it."""
    return [
        (node, [n for n, tree in units.items() if node.code in tree and _has(tree[node.code])])
        for node in framework.themes
    ]


def _has(score: Score) -> bool:
    return score.value is not None


def _known(node: Theme, trees: Sequence[ScoreTree]) -> list[str]:
    """The indicators of a theme that weigh something and have a score in any of the units."""
    return [
        one.code
        for one in node.indicators()
        if one.weight and any(one.code in tree and _has(tree[one.code]) for tree in trees)
    ]


def _widest(node: Theme, names: Sequence[str], units: Units, share: float) -> list[Gap]:
    """The pair that is furthest apart on a theme, and those less than a point closer, of those that share enough.

    `names` are those of `units` with a score of the theme.
    """
    trees = [units[name] for name in names]
    codes = _known(node, trees)
    if len(names) < 2 or not codes:
        return []
    first, second = np.array(list(combinations(range(len(names)), 2))).T
    has = {code: np.array([_has(tree[code]) for tree in trees]) for code in codes}
    both = {code: own[first] & own[second] for code, own in has.items()}
    one, other = (_scores(node, trees, both, rows) for rows in (first, second))
    based = np.sum(list(both.values()), axis=0)
    points = np.where(
        based >= share * len(codes), np.nan_to_num(np.abs(one - other), nan=-1.0), -1.0
    )
    found = []
    for at in np.flatnonzero((points >= 0) & (points > points.max() - 1)).tolist():
        ends = [(float(one[at]), names[first[at]]), (float(other[at]), names[second[at]])]
        (least, low), (most, high) = sorted(ends, key=itemgetter(0))
        basis, of = Basis(int(based[at]), len(codes)), Basis(len(names), len(units))
        found.append(Gap(node.code, low, high, least, most, basis, of))
    return found


def _scores(
    node: Theme, trees: Sequence[ScoreTree], kept: Mapping[str, Flags], rows: Counts
) -> Floats:
    """A theme 0..100 in these rows of `trees`, (rows,), by the indicators `kept` in each: as if no others were asked."""
    leaves = {
        one.code: _leaf(one, [tree[one.code] for tree in trees], kept[one.code], rows)
        for one in node.indicators()
        if one.code in kept
    }
    return in_percent(node, roll_up(node, leaves, threshold=0.0)[node.code]).score


def _leaf(indicator: Indicator, scores: Sequence[Score], kept: Flags, rows: Counts) -> Leaf:
    value, points = (
        np.where(kept, np.array(figures, dtype=np.float64)[rows], np.nan)
        for figures in ([one.value for one in scores], [one.points for one in scores])
    )
    none = np.zeros_like(value)
    return Leaf(indicator, value, points, kept, kept, none, none)
