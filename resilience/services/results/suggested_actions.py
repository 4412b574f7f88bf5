"""The level that comes next for an indicator in a workshop's result."""

from resilience.framework import Levels
from resilience.services.results.results import WorkshopResult


def next_step(result: WorkshopResult, indicator: str) -> int | None:
    """Return the level that comes next for the city, by the score that *Priorities* uses.

    None at the highest level, without a score, where the indicator does not apply, and for measured numbers.
    """
    found = result.workshop.framework.indicator(indicator)
    leaf = result.result.city.get(indicator)
    if found is None or leaf is None or leaf.value is None or not isinstance(found.scale, Levels):
        return None
    return found.scale.step_above(leaf.value)
