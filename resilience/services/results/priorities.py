"""What to do first after a workshop: what is to be gained, how feasible it is held, what it costs."""

from collections import defaultdict
from dataclasses import dataclass

import pandas as pd

from resilience.scoring.planning.actions import (
    COSTS,
    OVER,
    PlannedAction,
    feasibility_by_indicator,
)
from resilience.scoring.planning.first import First, what_first
from resilience.scoring.planning.on_the_way import OnTheWay, on_the_way
from resilience.services.results.results import WorkshopResult

#: cost classes in their order, the cheapest is 1
CLASSES = {name: number for number, name in enumerate(COSTS, start=1)}
COLUMNS = [
    *("code", "title", "theme", "place", "gain", "feasibility", "assumed", "cost", "priority"),
    *("front", "sure"),
]


@dataclass(frozen=True, slots=True)
class WhatFirst:
    """The order of doing, by indicator code the actions that are on their way, the way to the targets."""

    first: First
    actions: dict[str, tuple[PlannedAction, ...]]
    way: OnTheWay


def what_first_in(result: WorkshopResult) -> WhatFirst:
    """Order the indicators of a result by gain up to their targets, feasibility and cost.

    The feasibility of an indicator is that of its actions (`feasibility_by_indicator`). Its cost class is that of its cheapest action.
    """
    actions: dict[str, list[PlannedAction]] = defaultdict(list)
    for action in result.actions:
        if action.state not in OVER:
            actions[action.indicator].append(action)
    costs = {
        code: min(CLASSES[one.cost] for one in planned if one.cost)
        for code, planned in actions.items()
        if any(one.cost for one in planned)
    }
    feasible = feasibility_by_indicator(result.actions)
    framework, city = result.workshop.framework, result.result.city
    return WhatFirst(
        what_first(framework, city, feasible, costs, result.targets),
        {code: tuple(planned) for code, planned in actions.items()},
        on_the_way(framework, city, result.targets),
    )


def priority_frame(result: WorkshopResult, found: WhatFirst, language: str) -> pd.DataFrame:
    """A row per indicator with a score, in the order of doing.

    Columns: code, title, theme, place (of the theme, from 0), gain (points of the overall), feasibility
    0..1, assumed (no votes shown), cost (low, medium, high or ""), priority, front, sure 0..1.
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


def has_overall(result: WorkshopResult) -> bool:
    """Whether enough was answered for an overall score: else gains are in points of what was answered."""
    return result.result.city[result.workshop.framework.root.code].value is not None
