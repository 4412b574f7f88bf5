"""Scores side by side that are out of different numbers of points."""

from resilience.framework import Indicator, Theme
from resilience.scoring.score import Score


def percent_of(node: Theme | Indicator, score: Score) -> float | None:
    """A score 0..100; points of the rule `sum` as a share of those of what was answered.

    An unknown is missing there, never 0 (methods.md section 0). None where there is no score.
    """
    if score.value is None or not in_points(node):
        return score.value
    known = (score.maximum or 0.0) * (score.coverage or 0.0)
    return 100 * score.value / known if known else None


def in_points(node: Theme | Indicator) -> bool:
    """Whether a node's score is in points instead of 0..100."""
    return isinstance(node, Theme) and node.rule == "sum"
