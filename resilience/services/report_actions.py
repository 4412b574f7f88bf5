"""The part of the printed report that says what will be done."""

from resilience.report import Plan
from resilience.scoring.actions import STATES, PlannedAction, charge_words, feasible_words
from resilience.services.results import WorkshopResult
from resilience.text import Text


def actions_part(result: WorkshopResult, text: Text) -> Plan:
    """The actions of a workshop in the order of the framework, with what became of each."""
    columns = (text("What will be done"), text("Responsible department"), text("How far it is"))
    rows = tuple(
        (_what(result, action, text), tuple(charge_words(action, text)), _how_far(action, text))
        for action in result.actions
    )
    return Plan(text("Actions"), columns, rows)


def _what(result: WorkshopResult, action: PlannedAction, text: Text) -> tuple[str, ...]:
    title = result.workshop.framework.title(action.indicator, text.language)
    return action.what, f"{action.indicator} · {title}"


def _how_far(action: PlannedAction, text: Text) -> tuple[str, ...]:
    said = (text(STATES[action.state]), action.note, feasible_words(action.feasible, text))
    return tuple(part for part in said if part)
