"""Results of one city over the years, each theme on the indicators that they have in common."""

from collections.abc import Mapping, Sequence

import numpy as np

from resilience.framework import Framework
from resilience.scoring.comparison.comparability import Side, common_codes
from resilience.scoring.comparison.compare import nodes_of
from resilience.scoring.scores.roll_up import in_percent
from resilience.scoring.scores.what_if import restricted

#: scores 0..100 by code, None where there is none
Scores = Mapping[str, float | None]


def common_by_theme(sides: Sequence[Side]) -> dict[str, frozenset[str]]:
    """By theme of the last result the indicators that all of these asked which asked any of it.

    All are compared with the last one. A theme whose indicators changed so often that none is left
    in common is compared nowhere: it has those that the last one asked.
    """
    last = sides[-1]
    asked = [frozenset(common_codes(side, last)) for side in sides]
    found = {}
    for theme in last.framework.themes:
        own = frozenset(i.code for i in theme.indicators()) & last.asked
        parts = [part for one in asked if (part := own & one)]
        if own:
            found[theme.code] = frozenset.intersection(*parts) or own
    return found


def theme_series(sides: Sequence[Side]) -> list[Scores]:
    """The themes of each result (first to last), computed anew on `common_by_theme`.

    With the weights and rules of the last one, so that a line moves by answers alone. A theme is
    missing where a result did not ask what is in common.
    """
    by_theme, last = common_by_theme(sides), sides[-1]
    found: list[Scores] = []
    for side in sides:
        asked = set(common_codes(side, last))
        codes = [code for own in by_theme.values() if own <= asked for code in own]
        nodes = _percents(side, restricted(last.framework, codes)) if codes else {}
        found.append({theme: nodes.get(theme) for theme in by_theme})
    return found


def overall_of(first: Side, last: Side) -> tuple[float | None, float | None]:
    """The overall of both on all indicators in common, 0..100; None where there is none."""
    codes = common_codes(first, last)
    if not codes:
        return None, None
    asked = restricted(last.framework, codes)
    root = asked.root.code
    return _percents(first, asked).get(root), _percents(last, asked).get(root)


def _percents(side: Side, framework: Framework) -> dict[str, float | None]:
    nodes = nodes_of(side, framework)
    tops = (framework.root, *framework.themes)
    scores = {node.code: float(in_percent(node, nodes[node.code]).score[0]) for node in tops}
    return {code: None if np.isnan(score) else score for code, score in scores.items()}
