"""What makes scores of cities compare as they are, and the scores that the network compares."""

import hashlib
import math
from collections.abc import Iterable
from typing import Any

from resilience.framework import Framework, Theme
from resilience.scoring import Side
from resilience.scoring.comparison.compare import nodes_of
from resilience.scoring.scores.percent import in_points
from resilience.scoring.scores.roll_up import Node
from resilience.scoring.scores.what_if import restricted


def basis_of(side: Side) -> str:
    """Return a mark that is equal for results whose scores can be compared directly; empty if comparable with none.

    Equal marks mean the same indicators and scales, framework version, scoring rules, and way to count departments.
    Weights are not included, since the network uses those of the framework. The answers of a single device are
    comparable with none.
    """
    if any(score.one_person for score in side.scores.values()):
        return ""
    framework = restricted(side.framework, side.asked)
    facts = (
        framework.id,
        framework.version,
        framework.threshold,
        side.city_rule,
        _shape(framework.root),
    )
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def network_scores(side: Side, framework: Framework) -> dict[str, float]:
    """Return scores 0..100 of the overall and themes by code, with the weights of the framework.

    `framework` is that of the published result, without weights that a workshop adopted. With the rule `sum`,
    scores are the share of points reachable among the answered indicators. Items without a score are left out.
    """
    own = restricted(framework, side.asked)
    nodes = nodes_of(side, own)
    return dict(_shares((own.root, *own.themes), nodes))


def _shares(themes: Iterable[Theme], nodes: dict[str, Node]) -> Iterable[tuple[str, float]]:
    for theme in themes:
        node = nodes[theme.code]
        value = float(node.score[0])
        if in_points(theme):
            known = float(node.known[0])
            value = 100 * value / known if known else math.nan
        if not math.isnan(value):
            yield theme.code, value


def _shape(theme: Theme) -> tuple[Any, ...]:
    """The rule of a theme and what is below it: codes, scales, rules."""
    below = tuple(
        _shape(child) if isinstance(child, Theme) else (child.code, repr(child.scale))
        for child in theme.children
    )
    return theme.code, theme.rule, below
