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
    """A mark that is the same for results whose scores compare as they are; empty for none.

    They asked the same indicators, with the same scales, of the same version of a framework, by the
    same rules and the same way to count departments. Weights are not in it, since the network
    scores all by those of the framework. The answers of a single device compare with none.
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
    """Scores 0..100 of the overall and the themes by the weights of the framework, where there are any.

    `framework` is that of the result as it was published, without weights that a workshop adopted.
    Points of the rule `sum` are a share of those that were reachable in what was answered.
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
