"""What each participant makes of a theme, of which a year keeps the moments (methods.md section 4)."""

from resilience.framework import Framework
from resilience.scoring.arrays import Floats
from resilience.scoring.roll_up import in_percent, roll_up
from resilience.scoring.score import unit_leaves
from resilience.scoring.tally import Tallies


def theme_means(framework: Framework, tallies: Tallies) -> dict[str, Floats]:
    """The mean 0..100 of every theme that was asked, for each unit of `tallies`, (units,).

    Where each unit is one participant these are the personal theme means: by the values, weights,
    rules and threshold of the framework, without what was not applicable or not known; points are a
    share of those of what was answered. NaN where too little was.
    """
    nodes = roll_up(framework.root, unit_leaves(framework, tallies, "skip"), framework.threshold)
    return {
        theme.code: in_percent(theme, nodes[theme.code]).score
        for theme in framework.themes
        if theme.code in nodes
    }
