"""Suggested actions for the next step of an indicator in a workshop's result."""

from resilience.framework import Levels
from resilience.framework.suggested.actions import SuggestedAction, SuggestedActions
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


def suggested_for(
    result: WorkshopResult, indicator: str, suggestions: SuggestedActions, language: str
) -> tuple[SuggestedAction, ...]:
    """Return the suggestions for the next step of an indicator, in the order of their file."""
    return suggestions.of(indicator, next_step(result, indicator), language)
