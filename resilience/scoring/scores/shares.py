"""What each indicator weighs in the overall, and what could be gained on it."""

from collections.abc import Container, Mapping
from dataclasses import replace

import numpy as np

from resilience.framework import Framework, Theme
from resilience.scoring.arrays import Floats
from resilience.scoring.scores.leaf import Leaf
from resilience.scoring.scores.roll_up import Weights, roll_up

#: largest share by which a weight is drawn higher or lower
SPREAD = 0.25


def drawn_weights(root: Theme, draws: int, seed: int) -> dict[str, Floats]:
    """By code, the weights of a framework times a number 1 - `SPREAD` to 1 + `SPREAD`, (draws,).

    Themes and indicators alike (docs/methods.md, sections 6 and 8). The same seed gives the same draws.
    """
    numbers = np.random.default_rng(seed)
    nodes = list(root.nodes())[1:]
    factors = numbers.uniform(1 - SPREAD, 1 + SPREAD, (len(nodes), draws))
    return {
        node.code: np.asarray(node.weight * factor)
        for node, factor in zip(nodes, factors, strict=True)
    }


def weight_shares(root: Theme, weights: Weights | None = None, draws: int = 1) -> Floats:
    """The share 0..1 of the overall that each indicator carries, (draws, indicators).

    In the order of the file, with everything answered; `weights` (draws,) replace those of the
    framework. For the rules `mean` and `leaf-mean`, in which the overall is such a weighted sum: where
    all is `mean`, weights are multiplied down the tree; else it is what the overall would be with one
    indicator at 1 and all others at 0.
    """
    if all(node.how.averages_parts for node in root.nodes() if isinstance(node, Theme)):
        return _multiplied(root, weights or {}, draws)
    indicators = list(root.indicators())
    own = np.tile(np.eye(len(indicators)), draws)
    asked = np.ones(own.shape[1], dtype=np.bool_)
    leaves = {
        i.code: Leaf(i, value, value, asked, asked, own[0], own[0])
        for i, value in zip(indicators, own, strict=True)
    }
    overall = roll_up(root, leaves, 0, _repeated(weights, len(indicators)))[root.code]
    return np.nan_to_num(overall.score).reshape(draws, -1)


def _multiplied(theme: Theme, weights: Weights, draws: int) -> Floats:
    """The share of a theme that each indicator below it carries, (draws, indicators).

    A child below which nothing weighs anything has no score, and its weight goes to its siblings.
    """
    parts = []
    for child in theme.children:
        own = (
            _multiplied(child, weights, draws) if isinstance(child, Theme) else np.ones((draws, 1))
        )
        weight = np.broadcast_to(np.asarray(weights.get(child.code, child.weight)), draws)
        parts.append(own * np.where(own.any(axis=1), weight, 0.0)[:, np.newaxis])
    shares = np.concatenate(parts, axis=1)
    whole = shares.sum(axis=1, keepdims=True)
    return np.asarray(np.divide(shares, whole, out=np.zeros_like(shares), where=whole > 0))


def points_to_gain(
    framework: Framework, leaves: Mapping[str, Leaf], targets: Mapping[str, float]
) -> dict[str, float]:
    """How far the overall would rise if one indicator reached its target and nothing else changed.

    By code of the indicators with a score in the city's `leaves` (one case), on the scale of the overall; 0 where
    the target is reached, and where the overall is not made of the indicator: its theme has too few answers.
    `targets` are 0..100 by code, 100 where none is set. For the weighted mean this is
    w/sum w * max(0, target - score) over what counts (docs/methods.md, section 8). Where the overall itself has
    too few answers to be shown, it is that of all that is answered.
    """
    codes = [code for code, leaf in leaves.items() if not np.isnan(leaf.value[0])]
    if not codes:
        return {}
    cases = len(codes) + 1  # the last is the city without a change
    raised = {code: _everywhere(leaf, cases) for code, leaf in _counting(framework, leaves).items()}
    for at, code in enumerate(codes):
        raised[code] = _reaching(raised[code], at, targets.get(code, 100.0))
    overall = roll_up(framework.root, raised, 0)[framework.root.code].score
    gains = np.nan_to_num(overall[:-1] - overall[-1])
    return dict(zip(codes, gains.tolist(), strict=True))


def counted_codes(theme: Theme, scored: Container[str], *, past: bool = False) -> list[str]:
    """The indicators of which the score of a theme is made, where nodes with these codes are `scored`.

    Those that weigh something, outside themes with too few answers; a rule over all indicators looks `past`
    the themes.
    """
    past = past or theme.how.of_indicators
    found = []
    for child in theme.children:
        if child.weight and isinstance(child, Theme) and (past or child.code in scored):
            found += counted_codes(child, scored, past=past)
        elif child.weight and not isinstance(child, Theme) and child.code in scored:
            found.append(child.code)
    return found


def _counting(framework: Framework, leaves: Mapping[str, Leaf]) -> dict[str, Leaf]:
    """The leaves, without a score where the overall of this one case is not made of them."""
    nodes = roll_up(framework.root, leaves, framework.threshold)
    scored = {code for code, node in nodes.items() if not np.isnan(node.score[0])}
    if framework.root.code not in scored:
        return dict(leaves)
    counted = set(counted_codes(framework.root, scored))
    nothing = np.array([np.nan])
    return {
        code: leaf if code in counted else replace(leaf, value=nothing, points=nothing)
        for code, leaf in leaves.items()
    }


def _everywhere(leaf: Leaf, cases: int) -> Leaf:
    """The leaf of one case, repeated for `cases`."""
    return Leaf(
        leaf.indicator,
        value=leaf.value.repeat(cases),
        points=leaf.points.repeat(cases),
        applicable=leaf.applicable.repeat(cases),
        answered=leaf.answered.repeat(cases),
        reach=leaf.reach.repeat(cases),
        departments=leaf.departments.repeat(cases),
    )


def _reaching(leaf: Leaf, case: int, target: float) -> Leaf:
    """The leaf with its target reached in a case; points follow the value in even steps."""
    value, points = leaf.value.copy(), leaf.points.copy()
    risen = max(target - value[0], 0.0)
    value[case] += risen
    points[case] += _points_of(leaf, risen)
    return replace(leaf, value=value, points=points)


def _points_of(leaf: Leaf, risen: float) -> float:
    """Points that a rise of the score (0..100) is worth where points and scores go in step."""
    points = getattr(leaf.indicator.scale, "points", (0.0, 0.0))
    return float(risen / 100 * (points[-1] - points[0]))


def _repeated(weights: Weights | None, times: int) -> dict[str, float | Floats]:
    """Weights of each draw for all cases of that draw."""
    return {
        code: weight if isinstance(weight, float | int) else np.repeat(weight, times)
        for code, weight in (weights or {}).items()
    }
