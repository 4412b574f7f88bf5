"""Scores side by side that are out of different numbers of points."""

from resilience.framework import Framework, Indicator, Theme
from resilience.scoring.scores.leaf import Missing
from resilience.scoring.scores.score import Score, ScoreTree


def percent_of(node: Theme | Indicator, score: Score, missing: Missing = "skip") -> float | None:
    """A score 0..100; points of the rule `sum` as a share of those of what was answered.

    An unknown is missing there, never 0 (docs/methods.md, section 0), unless `missing` says so. None
    where there is no score.
    """
    if score.value is None or not in_points(node):
        return score.value
    covered = 1.0 if missing == "unknown-as-zero" else score.coverage or 0.0
    known = (score.maximum or 0.0) * covered
    return 100 * score.value / known if known else None


def in_points(node: Theme | Indicator) -> bool:
    """Whether a node's score is in points instead of 0..100."""
    return isinstance(node, Theme) and node.how.in_points


def theme_percents(
    framework: Framework, city: ScoreTree, missing: Missing = "skip"
) -> dict[str, float]:
    """The percent of each top theme (code) that weighs something and has a score.

    The overall is always shown with the lowest of these (docs/methods.md, section 1).
    """
    return {
        theme.code: found
        for theme in framework.themes
        if theme.weight
        and theme.code in city
        and (found := percent_of(theme, city[theme.code], missing)) is not None
    }
