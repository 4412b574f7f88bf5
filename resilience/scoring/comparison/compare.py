"""Two results side by side, recomputed on the indicators that both asked."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from resilience.framework import Framework, Indicator, Levels, Theme
from resilience.scoring.comparison.comparability import (
    Comparability,
    Side,
    common_codes,
    comparability,
)
from resilience.scoring.scores.roll_up import Node, roll_up
from resilience.scoring.scores.score import leaf_of
from resilience.scoring.scores.what_if import restricted

#: levels apart from which a gap is a finding: one, but for rounding
ONE_LEVEL = 1 - 1e-9


@dataclass(frozen=True, slots=True)
class Difference:
    """A node in both results, 0..100 (or points under the rule `sum`); None where no score.

    `difference` is second minus first. `finding` says of an indicator whether the gap is at least
    one level, read off the values that the levels have; None for themes, measured numbers and where
    there is no difference to speak of.
    """

    code: str
    first: float | None
    second: float | None
    difference: float | None
    finding: bool | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The line that says whether the results may be compared, and the nodes in both, parents first."""

    first: str
    second: str
    line: Comparability
    rows: tuple[Difference, ...]


def compare(first: Side, second: Side) -> Comparison:
    """Compare two results node by node (docs/methods.md, sections 1, 4 and 6).

    Both are recomputed on the indicators that both asked, with the weights of the second. If all are in
    common, the scores equal the printed ones. Without an indicator in common there are no rows. If
    the comparability line has obstacles, the rows are for reading only.
    """
    codes = common_codes(first, second)
    framework = restricted(second.framework, codes)
    nodes = [nodes_of(side, framework) for side in (first, second)]
    rows = tuple(_differences(framework, *nodes)) if codes else ()
    return Comparison(first.name, second.name, comparability(first, second), rows)


def nodes_of(side: Side, framework: Framework) -> dict[str, Node]:
    """Compute every node of a framework from a result's indicators, which it must have.

    On the indicators that the result asked, with its own framework, these are its scores.
    """
    leaves = {i.code: leaf_of(i, side.scores[i.code]) for i in framework.root.indicators()}
    return roll_up(framework.root, leaves, framework.threshold if side.missing == "skip" else 0.0)


def _differences(
    framework: Framework, first: dict[str, Node], second: dict[str, Node]
) -> Iterator[Difference]:
    for node in framework.root.nodes():
        was, now = first[node.code].score[0], second[node.code].score[0]
        gap = now - was
        yield Difference(node.code, _none(was), _none(now), _none(gap), _finding(node, was, now))


def _finding(node: Theme | Indicator, was: float, now: float) -> bool | None:
    if isinstance(node, Theme) or not isinstance(node.scale, Levels) or np.isnan(now - was):
        return None
    return levels_apart(node.scale, *sorted((was, now))) >= ONE_LEVEL


def levels_apart(scale: Levels, low: float, high: float) -> float:
    """Return how many levels are between two scores 0..100; between the values of levels in even steps.

    Of levels that have one value the nearest counts: `low` is placed from below, `high` from above.
    """
    steps = range(len(scale.values))
    below = np.interp(low, scale.values, steps)
    above = np.interp(-high, [-value for value in reversed(scale.values)], steps)
    return float(scale.top - above - below)


def _none(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
