"""The facts of an action in words: on cards, in the dialog, and where another desk changed one."""

import datetime
from collections.abc import Callable, Collection, Mapping
from typing import Any

from resilience.scoring.planning.actions import COSTS, HEADINGS, STATES, PlannedAction, is_overdue
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
    """Start, budget, contact role and partners of an action, where they are known."""
    said = []
    if action.starts:
        said.append(text("from {date}", date=text.date(action.starts)))
    if action.budget is not None:
        said.append(text("budget {amount}", amount=_money_words(action, text)))
    return [*said, *helper_words(action, text)]


def helper_words(action: PlannedAction, text: Text) -> list[str]:
    """Contact role and partners of an action, where they are known."""
    said = []
    if action.contact:
        said.append(text("contact: {role}", role=action.contact))
    if action.partners:
        said.append(text("with {partners}", partners=action.partners))
    return said


def done_words(action: PlannedAction, text: Text) -> str:
    """How many steps of an action are done, "" where it has none."""
    if not action.steps:
        return ""
    return text.plural(
        "{done} of {n} step done",
        "{done} of {n} steps done",
        len(action.steps),
        done=text.number(sum(one.done for one in action.steps)),
    )


def budget_words(action: PlannedAction, text: Text) -> str:
    """The budget with its currency, "" where there is none."""
    return "" if action.budget is None else amount_words(action.budget, action.currency, text)


def _money_words(action: PlannedAction, text: Text) -> str:
    """The budget, and where the money comes from."""
    amount = budget_words(action, text)
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
        "steps": lambda steps: "; ".join(step_words(one, text.date) for one in steps),
    }
    if isinstance(value, datetime.date):
        return text.date(value)
    return shown[name](value) if name in shown else str(value)


def kind_of(action: PlannedAction, today: datetime.date) -> str:
    """How an action is marked in charts: "overdue", else its state with a hyphen."""
    return "overdue" if is_overdue(action, today) else action.state.replace(" ", "-")


def kind_legend(kinds: Collection[str], text: Text) -> dict[str, str]:
    """What the marks of these kinds mean, by kind."""
    names = {"overdue": text("overdue")}
    names |= {state.replace(" ", "-"): text(words) for state, words in STATES.items()}
    return {kind: words for kind, words in names.items() if kind in kinds}
