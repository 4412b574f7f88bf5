"""What applies in a city, and what each indicator of that weighs in its overall."""

from collections.abc import Sequence

from resilience.framework import Framework, Theme
from resilience.scoring.score import ScoreTree
from resilience.scoring.shares import weight_shares
from resilience.scoring.what_if import restricted, with_rule


def applying(framework: Framework, tree: ScoreTree) -> list[str]:
    """The codes of the indicators that were asked and are not held not applicable."""
    asked = [i.code for i in framework.root.indicators() if i.code in tree]
    return [code for code in asked if tree[code].state != "not applicable"]


def weighing_root(framework: Framework, codes: Sequence[str]) -> Theme:
    """The root with these indicators alone, every node a weighted mean of what is below it.

    Also where the framework uses another rule, since effective weights are those of the mean.
    """
    return with_rule(restricted(framework, codes), "mean").root


def effective_shares(framework: Framework, tree: ScoreTree) -> dict[str, float]:
    """The share 0..1 of the overall that each indicator carries which applies, by code."""
    codes = applying(framework, tree)
    if not codes:
        return {}
    shares = weight_shares(weighing_root(framework, codes))[0].tolist()
    return dict(zip(codes, shares, strict=True))
