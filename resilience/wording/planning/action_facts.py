"""The facts of an action in words: on cards, in the dialog, and where another desk changed one."""

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from resilience.scoring.planning.actions import COSTS, HEADINGS, STATES, PlannedAction
from resilience.scoring.planning.money import amount_words
from resilience.scoring.planning.steps import step_words
from resilience.text import Text

#: the headings of facts by the names of `ActionPlan`
NAMES: Mapping[str, str] = {
    **HEADINGS,
    "indicator": HEADINGS["title"],
    "department_id": HEADINGS["department"],
}


def more_words(action: PlannedAction, text: Text) -> list[str]:
    """Further facts of an action on its card, where they are known."""
    said = []
    if action.starts:
        said.append(text("from {date}", date=text.date(action.starts)))
    if action.budget is not None:
        said.append(text("budget {amount}", amount=money_words(action, text)))
    if action.contact:
        said.append(text("contact: {role}", role=action.contact))
    if action.partners:
        said.append(text("with {partners}", partners=action.partners))
    if action.steps:
        done = sum(one.done for one in action.steps)
        said.append(
            text.plural(
                "{done} of {n} step done",
                "{done} of {n} steps done",
                len(action.steps),
                done=text.number(done),
            )
        )
    return said


def money_words(action: PlannedAction, text: Text) -> str:
    """The budget with its currency, and where the money comes from; "" where there is none."""
    if action.budget is None:
        return ""
    amount = amount_words(action.budget, action.currency, text)
    return f"{amount} ({action.source})" if action.source else amount


def fact_words(name: str, value: Any, departments: Mapping[int, str], text: Text) -> str:
    """A fact of an action in words, "–" where there is none."""
    if value in (None, "", ()):
        return "–"
    shown: Mapping[str, Callable[[Any], str]] = {
        "state": lambda state: text(STATES[state]),
        "cost": lambda cost: text(COSTS[cost]),
        "department_id": lambda number: text(departments.get(number, "–")),
        "budget": lambda amount: amount_words(amount, "", text),
        "also": ", ".join,
        "links": ", ".join,
        "steps": lambda steps: "; ".join(map(step_words, steps)),
    }
    if isinstance(value, datetime.date):
        return text.date(value)
    return shown[name](value) if name in shown else str(value)
