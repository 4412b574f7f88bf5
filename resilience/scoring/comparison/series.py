"""Results of one city over the years, each theme on the indicators that the last two have in common."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from resilience.framework import Framework
from resilience.scoring.comparison.comparability import Side, common_codes
from resilience.scoring.comparison.compare import nodes_of
from resilience.scoring.scores.roll_up import in_percent
from resilience.scoring.scores.what_if import restricted

#: scores 0..100 by code, None where there is none
Scores = Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class ScoredInLines:
    """How many indicators of the lines have a score: `counts` of each result, by its key.

    `complete` says that all have one in every result; `uneven` that an indicator has one in some of the results on
    its theme's line only.
    """

    counts: Mapping[str, int]
    complete: bool
    uneven: bool


def common_by_theme(sides: Sequence[Side]) -> dict[str, frozenset[str]]:
    """Return, by theme of the last result, the indicators that it and the result before both asked.

    If the result before asked none of a theme, all that the last one asked.
    """
    last = sides[-1]
    before = frozenset(common_codes(sides[-2], last)) if len(sides) > 1 else last.asked
    found = {}
    for theme in last.framework.themes:
        own = frozenset(i.code for i in theme.indicators()) & last.asked
        if own:
            found[theme.code] = own & before or own
    return found


def asked_of(side: Side, sides: Sequence[Side]) -> frozenset[str]:
    """The indicators of `common_by_theme` in the themes of which a result asked all of them."""
    asked = set(common_codes(side, sides[-1]))
    own = (codes for codes in common_by_theme(sides).values() if codes <= asked)
    return frozenset().union(*own)


def scored_in_lines(sides: Mapping[str, Side]) -> ScoredInLines:
    """Which indicators of the lines have a score in each of these results (first to last)."""
    every = list(sides.values())
    asked = {key: asked_of(side, every) for key, side in sides.items()}
    scored = {
        key: frozenset(code for code in asked[key] if side.scores[code].value is not None)
        for key, side in sides.items()
    }
    ever = frozenset().union(*scored.values())
    return ScoredInLines(
        counts={key: len(codes) for key, codes in scored.items()},
        complete=scored == asked,
        uneven=any(ever & asked[key] != scored[key] for key in sides),
    )


def theme_series(sides: Sequence[Side]) -> list[Scores]:
    """The overall and the themes of each result (first to last) on `common_by_theme`, 0..100.

    With the weights and rules of the last one, so that a line moves by answers alone. A theme is
    None where a result did not ask all of these indicators, the overall where it lacks any theme.
    """
    themes, framework = common_by_theme(sides), sides[-1].framework
    every = frozenset().union(*themes.values())
    found: list[Scores] = []
    for side in sides:
        asked = asked_of(side, sides)
        scores = scores_on(side, framework, asked)
        overall = scores.get(framework.root.code) if asked == every else None
        found.append({framework.root.code: overall} | {one: scores.get(one) for one in themes})
    return found


def scores_on(side: Side, framework: Framework, codes: Collection[str]) -> Scores:
    """The overall and the themes of a result on these indicators of a framework, 0..100; empty without any."""
    if not codes:
        return {}
    asked = restricted(framework, codes)
    nodes, tops = nodes_of(side, asked), (asked.root, *asked.themes)
    scores = {node.code: float(in_percent(node, nodes[node.code]).score[0]) for node in tops}
    return {code: None if np.isnan(score) else score for code, score in scores.items()}
