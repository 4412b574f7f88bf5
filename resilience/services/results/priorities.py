"""Rank what to do first after a workshop: gain, feasibility and cost."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

import pandas as pd

from resilience.framework import Framework
from resilience.scoring.planning.actions import (
    COSTS,
    OVER,
    PlannedAction,
    feasibility_by_indicator,
)
from resilience.scoring.planning.first import First, what_first
from resilience.scoring.planning.on_the_way import OnTheWay, on_the_way
from resilience.scoring.scores.applying import counted, weighing
from resilience.services.deciding.follow_up import (
    NO_EARLIER,
    EarlierActions,
    OpenAction,
    still_open,
)
from resilience.services.results.results import WorkshopResult

#: cost classes in their order, the cheapest is 1
CLASSES = {name: number for number, name in enumerate(COSTS, start=1)}
COLUMNS = [
    *("code", "title", "theme", "place", "gain", "feasibility", "assumed", "cost", "priority"),
    *("front", "sure"),
]


@dataclass(frozen=True, slots=True)
class WhatFirst:
    """The suggested order, all open actions, the same by indicator code, and the way to the targets.

    `actions` has those of an earlier workshop only if their indicator means the same in its framework.
    """

    first: First
    ahead: tuple[OpenAction, ...]
    actions: dict[str, tuple[OpenAction, ...]]
    way: OnTheWay


def what_first_in(result: WorkshopResult) -> WhatFirst:
    """Order the indicators of a result by gain up to their targets, feasibility and cost.

    The feasibility of an indicator is that of its actions (`feasibility_by_indicator`). Its cost class is that of
    its cheapest action. Actions of earlier workshops do not count for either; `with_earlier` adds them to the open
    actions.
    """
    framework, city = result.workshop.framework, result.result.city
    ahead = still_open(result.actions, framework, NO_EARLIER)
    feasible, costs = feasibility_by_indicator(result.actions), _cost_classes(result.actions)
    return WhatFirst(
        what_first(framework, city, feasible, costs, result.targets),
        ahead,
        _by_indicator(ahead, framework),
        on_the_way(framework, city, result.targets),
    )


def _cost_classes(actions: Iterable[PlannedAction]) -> dict[str, int]:
    """The class of the cheapest action on each indicator that is still to be done and has a cost."""
    found: dict[str, int] = {}
    for one in actions:
        if one.cost and one.state not in OVER:
            for code in one.indicators:
                found[code] = min(CLASSES[one.cost], found.get(code, CLASSES[one.cost]))
    return found


def with_earlier(found: WhatFirst, result: WorkshopResult, earlier: EarlierActions) -> WhatFirst:
    """Return the same order with the `earlier` actions added to the open ones."""
    framework = result.workshop.framework
    ahead = still_open(result.actions, framework, earlier)
    return replace(found, ahead=ahead, actions=_by_indicator(ahead, framework))


def _by_indicator(
    ahead: Iterable[OpenAction], framework: Framework
) -> dict[str, tuple[OpenAction, ...]]:
    """The actions by the code of each of their indicators that means the same in both frameworks."""
    found: dict[str, list[OpenAction]] = defaultdict(list)
    for one in ahead:
        same = None if one.since is None else framework.comparable_with(one.framework)
        for code in one.indicators:
            if same is None or code in same:
                found[code].append(one)
    return {code: tuple(own) for code, own in found.items()}


def priority_frame(result: WorkshopResult, found: WhatFirst, language: str) -> pd.DataFrame:
    """Return a row for each indicator with a score, in the suggested order.

    Columns: code, title, theme, place (of the theme, from 0), gain (points of the overall), feasibility 0..1,
    assumed (no votes shown), cost (low, medium, high or ""), priority, front, sure 0..1.
    """
    framework = result.workshop.framework
    homes = {
        indicator.code: (place, framework.title(theme.code, language))
        for place, theme in enumerate(framework.themes)
        for indicator in theme.indicators()
    }
    names = {number: name for name, number in CLASSES.items()}
    return pd.DataFrame(
        [
            {
                "code": one.code,
                "title": framework.title(one.code, language),
                "theme": homes[one.code][1],
                "place": homes[one.code][0],
                "gain": one.gain,
                "feasibility": one.feasibility,
                "assumed": one.feasibility_assumed,
                "cost": names.get(one.cost_class or 0, ""),
                "priority": one.priority,
                "front": one.on_front,
                "sure": found.first.sure[one.code],
            }
            for one in found.first.priorities.ranked
        ],
        columns=COLUMNS,
    )


def largest_gains(found: WhatFirst, most: int) -> tuple[str, ...]:
    """Return the codes of the indicators that could add most to the overall, the largest gain first."""
    gains = sorted((-one.gain, one.code) for one in found.first.priorities.ranked if one.gain > 0)
    return tuple(code for _, code in gains[:most])


def uncounted(result: WorkshopResult) -> tuple[str, ...]:
    """Return the codes of the indicators with a score that the overall leaves out, as their theme has none."""
    framework, city = result.workshop.framework, result.result.city
    counting = set(counted(framework, city))
    scored = (code for code in weighing(framework, city) if city[code].value is not None)
    return tuple(code for code in scored if code not in counting)


def has_overall(result: WorkshopResult) -> bool:
    """Whether enough was answered for an overall score; if not, gains are in points of what was answered."""
    return result.result.city[result.workshop.framework.root.code].value is not None
