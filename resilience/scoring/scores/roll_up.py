"""From indicators to themes to overall, for many cases at once (docs/methods.md, section 1)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from resilience.framework import Goalposts, Indicator, Theme
from resilience.framework.rules import weak_spot_mean, weighted_mean
from resilience.scoring.arrays import Flags, Floats
from resilience.scoring.scores.leaf import Leaf

TOLERANCE = 1e-9
#: weights by code, one for all cases or one for each
Weights = Mapping[str, float | Floats]


@dataclass(frozen=True, slots=True)
class Node:
    """A node over its cases, arrays (cases,): NaN in `score` where none is shown.

    `score`, `low`, `high` are 0..100, or points under the rule `sum`, whose reachable points are
    `maximum`; a node above reads such points as a share of them, 0..100. `low` to `high` holds the
    score. `weak_spot` 0..100 is the mean that low parts pull down, for the rules `mean` and
    `leaf-mean`; NaN for others. `known` are the points that were reachable in what has a score, like
    `maximum`. `applicable` is false where all the weight below is not applicable. `coverage`,
    `reach`, `departments` are shares 0..1 by effective weight; `unknown` counts the indicators below
    that apply, weigh something and are unanswered.
    """

    score: Floats
    low: Floats
    high: Floats
    weak_spot: Floats
    maximum: Floats
    known: Floats
    unknown: Floats
    applicable: Flags
    coverage: Floats
    reach: Floats
    departments: Floats


@dataclass(frozen=True, slots=True)
class _Figures:
    """What a rule makes of the parts of a node; see `Node`."""

    score: Floats
    low: Floats
    high: Floats
    weak_spot: Floats
    maximum: Floats
    known: Floats


@dataclass(frozen=True, slots=True)
class _Item:
    """A leaf as an ingredient of a node above it: its effective weight there, and its figures."""

    weight: Floats
    leaf: Leaf


@dataclass(frozen=True, slots=True)
class _Branch:
    """A child that was asked, with its weight (0 where it does not apply) and its indicators."""

    child: Theme | Indicator
    node: Node
    weight: Floats
    items: list[_Item]


def roll_up(
    root: Theme,
    leaves: Mapping[str, Leaf],
    threshold: float,
    weights: Weights | None = None,
) -> dict[str, Node]:
    """Every node at and below `root` by code; leaves that are not asked are not in `leaves`.

    `weights` by code replace those of the framework, one for all cases or case by case.
    """
    nodes: dict[str, Node] = {}
    _visit(root, leaves, threshold, weights or {}, nodes)
    return nodes


def _visit(
    theme: Theme,
    leaves: Mapping[str, Leaf],
    threshold: float,
    weights: Weights,
    nodes: dict[str, Node],
) -> list[_Item]:
    below: list[_Branch] = []
    for child in theme.children:
        if isinstance(child, Theme):
            items = _visit(child, leaves, threshold, weights, nodes)
        elif child.code in leaves:
            nodes[child.code] = _leaf_node(leaves[child.code])
            items = [_Item(np.ones_like(leaves[child.code].value), leaves[child.code])]
        else:
            continue
        if items:
            node, weight = nodes[child.code], weights.get(child.code, child.weight)
            below.append(_Branch(child, node, np.asarray(weight * node.applicable), items))
    items = [
        _Item(factor * item.weight, item.leaf)
        for factor, branch in zip(_factors(below), below, strict=True)
        for item in branch.items
    ]
    if items:
        nodes[theme.code] = _theme_node(theme, below, items, threshold)
    return items


def _factors(below: list[_Branch]) -> list[Floats]:
    """By what each branch multiplies the weights of the indicators in it, for the rules over leaves.

    An indicator: its weight. A theme: its weight over the mean of its applicable sisters' weights,
    so that multiplying all weights changes nothing where branches differ in depth.
    """
    weights = [branch.weight for branch in below]
    if not below or isinstance(below[0].child, Indicator):
        return weights
    total, count = np.sum(weights, axis=0), np.count_nonzero(weights, axis=0)
    return [np.asarray(weight * count / np.where(count > 0, total, 1.0)) for weight in weights]


def _leaf_node(leaf: Leaf) -> Node:
    low, high = _bounds(leaf, in_points=False)
    return Node(
        score=np.where(leaf.applicable, leaf.value, np.nan),
        low=low,
        high=high,
        weak_spot=np.full_like(leaf.value, np.nan),
        maximum=np.full_like(leaf.value, 100.0),
        known=np.full_like(leaf.value, 100.0),
        unknown=(leaf.applicable & ~leaf.answered).astype(np.float64),
        applicable=leaf.applicable,
        coverage=np.where(leaf.applicable, leaf.answered.astype(float), np.nan),
        reach=leaf.reach,
        departments=leaf.departments,
    )


def _theme_node(theme: Theme, below: list[_Branch], items: list[_Item], threshold: float) -> Node:
    children = [in_percent(branch.child, branch.node) for branch in below]
    weights = np.array([branch.weight for branch in below])
    shares = _shares(theme, children, weights, items)
    made = _figures(theme, children, weights, items)
    weightless = not any(branch.child.weight for branch in below)
    shown = shares["coverage"] >= threshold - TOLERANCE
    score = np.where(shown, made.score, np.nan)
    return Node(
        score=score,
        low=np.fmin(made.low, score),
        high=np.fmax(made.high, score),
        weak_spot=np.where(shown, made.weak_spot, np.nan),
        maximum=made.maximum,
        known=made.known,
        unknown=_unknown(items),
        applicable=np.asarray(weights.any(axis=0) | weightless),
        **shares,
    )


def _unknown(items: list[_Item]) -> Floats:
    """How many of these indicators apply, weigh something and are unanswered."""
    unanswered = [(i.weight > 0) & i.leaf.applicable & ~i.leaf.answered for i in items]
    return np.asarray(np.sum(unanswered, axis=0, dtype=np.float64))


def in_percent(child: Theme | Indicator, node: Node) -> Node:
    """The node as the one above reads it: points of `sum` as a share of those that are known."""
    if isinstance(child, Indicator) or not child.how.in_points:
        return node
    return replace(
        node,
        score=100 * node.score / node.known,
        low=100 * node.low / node.maximum,
        high=100 * node.high / node.maximum,
    )


def _shares(
    theme: Theme, children: list[Node], weights: Floats, items: list[_Item]
) -> dict[str, Floats]:
    """Coverage and reach by effective weight of the indicators below."""
    if theme.how.of_indicators:
        children = [_leaf_node(item.leaf) for item in items]
        weights = _leaf_weights(theme, items)
    return {
        name: weighted_mean(np.array([getattr(c, name) for c in children]), weights)
        for name in ("coverage", "reach", "departments")
    }


def _leaf_weights(theme: Theme, items: list[_Item]) -> Floats:
    """What each indicator weighs in a rule over leaves; for `sum` its highest points."""
    weights = np.array([item.weight * item.leaf.applicable for item in items])
    if theme.how.in_points:
        tops = np.array([[_points(item.leaf)[1]] for item in items])
        return np.asarray((weights > 0) * tops)
    return weights


def _figures(theme: Theme, children: list[Node], weights: Floats, items: list[_Item]) -> _Figures:
    rule = theme.how
    if rule.in_points:
        return _point_figures(theme, items)
    if rule.of_indicators:
        children, weights = [_leaf_node(item.leaf) for item in items], _leaf_weights(theme, items)
    scores, lows, highs = (
        np.array([getattr(c, name) for c in children]) for name in ("score", "low", "high")
    )
    score = rule.combine(scores, weights)
    hundred = np.full_like(score, 100.0)
    weak = weak_spot_mean(scores, weights) if rule.has_weak_spot else np.full_like(score, np.nan)
    low, high = rule.combine(lows, weights), rule.combine(highs, weights)
    return _Figures(score, low, high, weak, hundred, hundred)


def _point_figures(theme: Theme, items: list[_Item]) -> _Figures:
    """The rule `sum`: points of the answered, out of those of all that applies."""
    leaves, weights = [item.leaf for item in items], _leaf_weights(theme, items)
    points = np.array([leaf.points for leaf in leaves])
    bounds = [_bounds(leaf, in_points=True) for leaf in leaves]
    tops = np.array([np.full_like(leaf.value, _points(leaf)[1]) for leaf in leaves])
    combine = theme.how.combine
    score = combine(points, weights)
    return _Figures(
        score=score,
        low=combine(np.array([low for low, _ in bounds]), weights),
        high=combine(np.array([high for _, high in bounds]), weights),
        weak_spot=np.full_like(score, np.nan),
        maximum=combine(tops, weights),
        known=combine(np.where(np.isnan(points), np.nan, tops), weights),
    )


def _bounds(leaf: Leaf, in_points: bool) -> tuple[Floats, Floats]:
    """The score where there is one; elsewhere the lowest and the highest that it could be."""
    scale = leaf.indicator.scale
    lowest, highest = _points(leaf) if in_points else (scale.low, scale.high)
    known = leaf.points if in_points else leaf.value
    low = np.where(np.isnan(known), lowest, known)
    high = np.where(np.isnan(known), highest, known)
    return np.where(leaf.applicable, low, np.nan), np.where(leaf.applicable, high, np.nan)


def _points(leaf: Leaf) -> tuple[float, float]:
    scale = leaf.indicator.scale
    if isinstance(scale, Goalposts):
        return (scale.low, scale.high)
    return (scale.points[0], scale.points[-1])
