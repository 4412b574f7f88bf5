"""From indicators to themes to overall, for many cases at once (methods.md section 1)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from resilience.framework import Goalposts, Indicator, Theme
from resilience.scoring.arrays import Flags, Floats
from resilience.scoring.leaf import Leaf
from resilience.scoring.rules import geometric_mean, point_sum, weighted_mean

TOLERANCE = 1e-9
#: rules that look past the themes below, straight at the indicators
LEAF_RULES = ("leaf-mean", "sum")


@dataclass(frozen=True, slots=True)
class Node:
    """A node over its cases, arrays (cases,): NaN in `score` where none is shown.

    `score`, `low`, `high` are 0..100, or points under the rule `sum`, whose reachable points are
    `maximum`; a node above reads such points as a share of them, 0..100. `low` to `high` holds the
    score. `applicable` is false where all the weight below is not applicable. `coverage`, `reach`,
    `departments` are shares 0..1 by effective weight.
    """

    score: Floats
    low: Floats
    high: Floats
    maximum: Floats
    applicable: Flags
    coverage: Floats
    reach: Floats
    departments: Floats


@dataclass(frozen=True, slots=True)
class _Item:
    """A leaf as an ingredient of a node above it: its effective weight there, and its figures."""

    weight: Floats
    leaf: Leaf


_Branch = tuple[Theme | Indicator, list[_Item]]


def roll_up(root: Theme, leaves: Mapping[str, Leaf], threshold: float) -> dict[str, Node]:
    """Every node at and below `root` by code; leaves that are not asked are not in `leaves`."""
    nodes: dict[str, Node] = {}
    _visit(root, leaves, threshold, nodes)
    return nodes


def _visit(
    theme: Theme, leaves: Mapping[str, Leaf], threshold: float, nodes: dict[str, Node]
) -> list[_Item]:
    below: list[_Branch] = []
    for child in theme.children:
        if isinstance(child, Theme):
            items = _visit(child, leaves, threshold, nodes)
        elif child.code in leaves:
            nodes[child.code] = _leaf_node(leaves[child.code])
            items = [_Item(np.ones_like(leaves[child.code].value), leaves[child.code])]
        else:
            continue
        if items:
            below.append((child, items))
    items = [
        _Item(factor * item.weight, item.leaf)
        for factor, (_, items) in zip(_factors(below, nodes), below, strict=True)
        for item in items
    ]
    if items:
        nodes[theme.code] = _theme_node(theme, below, items, nodes, threshold)
    return items


def _factors(below: list[_Branch], nodes: Mapping[str, Node]) -> list[Floats]:
    """By what each branch multiplies the weights of the indicators in it, for the rules over leaves.

    An indicator: its weight. A theme: its weight over the mean of its applicable sisters' weights,
    so that multiplying all weights changes nothing where branches differ in depth.
    """
    weights = [np.asarray(child.weight * nodes[child.code].applicable) for child, _ in below]
    if not below or isinstance(below[0][0], Indicator):
        return weights
    total, count = np.sum(weights, axis=0), np.count_nonzero(weights, axis=0)
    return [np.asarray(weight * count / np.where(count > 0, total, 1.0)) for weight in weights]


def _leaf_node(leaf: Leaf) -> Node:
    low, high = _bounds(leaf, in_points=False)
    return Node(
        score=np.where(leaf.applicable, leaf.value, np.nan),
        low=low,
        high=high,
        maximum=np.full_like(leaf.value, 100.0),
        applicable=leaf.applicable,
        coverage=np.where(leaf.applicable, leaf.answered.astype(float), np.nan),
        reach=leaf.reach,
        departments=leaf.departments,
    )


def _theme_node(
    theme: Theme,
    below: list[_Branch],
    items: list[_Item],
    nodes: Mapping[str, Node],
    threshold: float,
) -> Node:
    children = [_in_percent(child, nodes[child.code]) for child, _ in below]
    weights = np.array([child.weight * nodes[child.code].applicable for child, _ in below])
    shares = _shares(theme, children, weights, items)
    score, low, high, maximum = _figures(theme, children, weights, items)
    weightless = not any(child.weight for child, _ in below)
    score = np.where(shares["coverage"] >= threshold - TOLERANCE, score, np.nan)
    return Node(
        score=score,
        low=np.fmin(low, score),
        high=np.fmax(high, score),
        maximum=maximum,
        applicable=np.asarray(weights.any(axis=0) | weightless),
        **shares,
    )


def _in_percent(child: Theme | Indicator, node: Node) -> Node:
    """The node as the one above reads it: points of `sum` as a share of those that are known."""
    if isinstance(child, Indicator) or child.rule != "sum":
        return node
    return replace(
        node,
        score=100 * node.score / (node.maximum * node.coverage),
        low=100 * node.low / node.maximum,
        high=100 * node.high / node.maximum,
    )


def _shares(
    theme: Theme, children: list[Node], weights: Floats, items: list[_Item]
) -> dict[str, Floats]:
    """Coverage and reach by effective weight of the indicators below."""
    if theme.rule in LEAF_RULES:
        children = [_leaf_node(item.leaf) for item in items]
        weights = _leaf_weights(theme, items)
    return {
        name: weighted_mean(np.array([getattr(c, name) for c in children]), weights)
        for name in ("coverage", "reach", "departments")
    }


def _leaf_weights(theme: Theme, items: list[_Item]) -> Floats:
    """What each indicator weighs in a rule over leaves; for `sum` its highest points."""
    weights = np.array([item.weight * item.leaf.applicable for item in items])
    if theme.rule == "sum":
        tops = np.array([[_points(item.leaf)[1]] for item in items])
        return np.asarray((weights > 0) * tops)
    return weights


def _figures(
    theme: Theme, children: list[Node], weights: Floats, items: list[_Item]
) -> tuple[Floats, Floats, Floats, Floats]:
    if theme.rule in LEAF_RULES:
        return _from_leaves(theme, items)
    rule = geometric_mean if theme.rule == "geometric" else weighted_mean
    score, low, high = (
        rule(np.array([getattr(c, name) for c in children]), weights)
        for name in ("score", "low", "high")
    )
    return score, low, high, np.full_like(score, 100.0)


def _from_leaves(theme: Theme, items: list[_Item]) -> tuple[Floats, Floats, Floats, Floats]:
    in_points = theme.rule == "sum"
    rule = point_sum if in_points else weighted_mean
    leaves = [item.leaf for item in items]
    weights = _leaf_weights(theme, items)
    score = rule(np.array([leaf.points if in_points else leaf.value for leaf in leaves]), weights)
    bounds = [_bounds(leaf, in_points) for leaf in leaves]
    low = rule(np.array([bound[0] for bound in bounds]), weights)
    high = rule(np.array([bound[1] for bound in bounds]), weights)
    if not in_points:
        return score, low, high, np.full_like(score, 100.0)
    tops = np.array([np.full_like(leaf.value, _points(leaf)[1]) for leaf in leaves])
    return score, low, high, rule(tops, weights)


def _bounds(leaf: Leaf, in_points: bool) -> tuple[Floats, Floats]:
    """The score where answered; where unanswered the lowest and the highest that it could be."""
    scale = leaf.indicator.scale
    lowest, highest = _points(leaf) if in_points else (scale.low, scale.high)
    known = leaf.points if in_points else leaf.value
    low = np.where(leaf.answered, known, lowest)
    high = np.where(leaf.answered, known, highest)
    return np.where(leaf.applicable, low, np.nan), np.where(leaf.applicable, high, np.nan)


def _points(leaf: Leaf) -> tuple[float, float]:
    scale = leaf.indicator.scale
    if isinstance(scale, Goalposts):
        return (scale.low, scale.high)
    return (scale.points[0], scale.points[-1])
