"""What applies in a city, and what each indicator of that weighs in its overall."""

from collections.abc import Sequence
from dataclasses import replace

from resilience.framework import Framework, Indicator, Levels, Theme
from resilience.scoring.scores.percent import in_points
from resilience.scoring.scores.score import ScoreTree
from resilience.scoring.scores.shares import counted_codes, weight_shares
from resilience.scoring.scores.what_if import restricted, with_rule


def applying(framework: Framework, tree: ScoreTree) -> list[str]:
    """The codes of the indicators that were asked and are not held not applicable."""
    asked = [i.code for i in framework.root.indicators() if i.code in tree]
    return [code for code in asked if tree[code].state != "not applicable"]


def weighing(framework: Framework, tree: ScoreTree) -> list[str]:
    """The codes of the indicators that apply and weigh something in the overall."""
    applies = set(applying(framework, tree))
    return [code for code in counted_codes(framework.root, tree) if code in applies]


def weighing_root(framework: Framework, codes: Sequence[str]) -> Theme:
    """The root with these indicators alone, every node a weighted mean of what is below it.

    Where the overall adds points up, each indicator is at the root and weighs the points between its
    lowest and its highest level. Also where the framework uses another rule, since effective weights are
    those of the mean.
    """
    asked = restricted(framework, codes)
    if not in_points(asked.root):
        return with_rule(asked, "mean").root
    counted = tuple(replace(one, weight=_points(one)) for one in asked.root.indicators())
    return replace(asked.root, rule="mean", children=counted)


def _points(indicator: Indicator) -> float:
    scale = indicator.scale
    if not indicator.weight or not isinstance(scale, Levels):
        return 0.0
    return float(scale.points[-1] - scale.points[0])


def counted(framework: Framework, tree: ScoreTree) -> list[str]:
    """The codes of the indicators of which the overall is made; without an overall, of all with a score."""
    scored = {code for code, score in tree.items() if score.value is not None}
    if framework.root.code in scored:
        return counted_codes(framework.root, scored)
    return [i.code for i in framework.root.indicators() if i.code in scored]


def effective_shares(framework: Framework, tree: ScoreTree) -> dict[str, float]:
    """The share 0..1 of the overall that each indicator carries which applies, by code."""
    codes = applying(framework, tree)
    if not codes:
        return {}
    shares = weight_shares(weighing_root(framework, codes))[0].tolist()
    return dict(zip(codes, shares, strict=True))
