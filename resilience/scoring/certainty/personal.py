"""Each participant's mean of a theme and of the overall; years compare their moments."""

from collections import Counter

from resilience.framework import Framework, Levels, Theme
from resilience.scoring.arrays import Floats
from resilience.scoring.counting.tally import Tallies
from resilience.scoring.scores.leaf import unit_leaves
from resilience.scoring.scores.roll_up import in_percent, roll_up

#: levels assumed for a theme that has measured numbers only
USUAL_LEVELS = 5


def theme_means(framework: Framework, tallies: Tallies) -> dict[str, Floats]:
    """The mean 0..100 of every theme that was asked and of the overall, for each unit, (units,).

    Where each unit is one participant these are the personal theme means (docs/methods.md, section 4): by the
    values, weights, rules and threshold of the framework, without "not applicable" and "don't know"; points
    are a share of the points possible on what was answered. NaN where too little was answered.
    """
    nodes = roll_up(framework.root, unit_leaves(framework, tallies, "skip"), framework.threshold)
    return {
        node.code: in_percent(node, nodes[node.code]).score
        for node in (*framework.themes, framework.root)
        if node.code in nodes
    }


def level_steps(framework: Framework) -> dict[str, float]:
    """The points of one level, 100/(m-1), of each theme and of the overall.

    m is the most common number of levels among the indicators below, the smaller one in a tie.
    """
    return {node.code: _step(node) for node in (*framework.themes, framework.root)}


def _step(node: Theme) -> float:
    levels = Counter(
        scale.top + 1
        for scale in (i.scale for i in node.indicators())
        if isinstance(scale, Levels) and scale.top
    )
    usual = max(levels, key=lambda m: (levels[m], -m), default=USUAL_LEVELS)
    return 100 / (usual - 1)
