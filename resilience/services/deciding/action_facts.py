"""What an action says, checked before it is stored: for the form, the table and the Excel plan alike."""

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from resilience.errors import InputError
from resilience.scoring.planning.actions import COSTS, STATES, ActionPlan
from resilience.scoring.planning.money import DIGITS, is_exact, places_of
from resilience.scoring.planning.steps import ActionStep
from resilience.services.access.plain_text import tidied, typed_line
from resilience.services.frameworks.frameworks import asked_by
from resilience.services.voting.responses import asked_one
from resilience.services.workshop.plan import responsible_departments
from resilience.store import Session
from resilience.store.tables import Action, Workshop
from resilience.text import mark

#: characters of what will be done, of the progress note, and of other words
LONGEST_ACTION, LONGEST_NOTE, LONGEST_WORDS = 500, 1000, 300
#: characters of a currency and of an address
LONGEST_CURRENCY, LONGEST_LINK = 10, 500
#: steps, further indicators and addresses of an action at most
MOST_STEPS, MOST_ALSO, MOST_LINKS = 30, 10, 20


#: the names of all facts
FACTS = frozenset(one.name for one in fields(ActionPlan))
#: what an action is about and who answers for it, as the room decided
SETTLED = frozenset({"what", "indicator", "also", "department_id"})
#: what became of an action
OUTCOME = frozenset({"state", "note"})


def plan_in(row: Action) -> ActionPlan:
    """Return what a stored action says."""
    return ActionPlan(**facts_in(row))


def facts_in(row: Action) -> dict[str, Any]:
    """Return the facts of a stored action by the names of `ActionPlan`."""
    lists = {name: tuple(getattr(row, name) or ()) for name in ("also", "links")}
    steps = tuple(map(_step, row.steps or ()))
    return {name: getattr(row, name) for name in FACTS} | lists | {"steps": steps}


def _step(kept: Mapping[str, Any]) -> ActionStep:
    day = kept["by_when"]
    return ActionStep(kept["what"], datetime.date.fromisoformat(day) if day else None, kept["done"])


def columns_of(session: Session, workshop: Workshop, plan: ActionPlan) -> dict[str, Any]:
    """Return the columns of a plan for a workshop's action; raises `InputError` for what is wrong with it."""
    if not tidied(plan.what, LONGEST_ACTION):
        raise InputError("Describe what will be done.")
    _check_about(session, workshop, plan)
    check_together(plan)
    return {name: tidy_fact(name, getattr(plan, name)) for name in FACTS}


def check_together(plan: ActionPlan) -> None:
    """Raise `InputError` where two facts of a plan do not fit."""
    if plan.starts and plan.by_when and plan.starts > plan.by_when:
        raise InputError("The start is after the due date. Change one of the two dates.")
    if plan.budget is not None:
        _check_currency(plan.budget, typed_line(plan.currency))


def _check_currency(budget: Decimal, currency: str) -> None:
    if not currency:
        raise InputError("Enter the currency of the budget, such as EUR or CNY.")
    places = places_of(currency)
    if is_exact(budget) and budget != round(budget, places):
        none = mark("Amounts in {currency} have no decimals. Round the budget.")
        some = mark("Amounts in {currency} have at most {n} decimals. Round the budget.")
        raise InputError(some if places else none, currency=currency, n=places)


def tidy_fact(name: str, value: Any) -> Any:
    """Return a fact in the form in which it is stored; raises `InputError` for a value that it cannot have."""
    if name in _LENGTHS:
        words = value if name in ("what", "note") else typed_line(value)
        return tidied(words, _LENGTHS[name])
    check = _CHECKS.get(name)
    return check(value) if check else value


def _cost(cost: str | None) -> str | None:
    if cost is not None and cost not in COSTS:
        raise InputError("The cost must be low, medium or high, or left empty.")
    return cost


def _state(state: str) -> str:
    if state not in STATES:
        raise InputError("Choose a status for the action: not started, under way, done or dropped.")
    return state


def _check_about(session: Session, workshop: Workshop, plan: ActionPlan) -> None:
    if not plan.indicator:
        raise InputError("Choose the indicator that the action is about.")
    if plan.department_id is None:
        raise InputError("Choose the responsible department.")
    asked = asked_by(session, workshop)
    for code in (plan.indicator, *plan.also):
        asked_one(asked, code)
    if len({plan.indicator, *plan.also}) <= len(plan.also):
        raise InputError("Each indicator of an action can be chosen once only.")
    if len(plan.also) > MOST_ALSO:
        raise InputError("An action can have at most {most} further indicators.", most=MOST_ALSO)
    responsible = responsible_departments(session, workshop.id)
    if plan.department_id not in [one.id for one in responsible]:
        raise InputError("Choose a department of the workshop {code}.", code=workshop.code)


def _budget(budget: Decimal | None) -> Decimal | None:
    if budget is not None and not is_exact(budget):
        raise InputError("The budget must be a number of at most {n} digits, 0 or more.", n=DIGITS)
    return budget


def _steps(steps: Sequence[ActionStep]) -> list[dict[str, Any]] | None:
    if len(steps) > MOST_STEPS:
        raise InputError("An action can have at most {most} steps.", most=MOST_STEPS)
    kept = []
    for one in steps:
        what = tidied(typed_line(one.what), LONGEST_WORDS)
        if not what:
            raise InputError("Describe each step, or delete it.")
        day = one.by_when.isoformat() if one.by_when else None
        kept.append({"what": what, "by_when": day, "done": one.done})
    return kept or None


def _links(links: Sequence[str]) -> list[str] | None:
    if len(links) > MOST_LINKS:
        raise InputError("An action can have at most {most} evidence links.", most=MOST_LINKS)
    kept = [tidied(typed_line(one), LONGEST_LINK) for one in links]
    for one in kept:
        if not is_address(one):
            raise InputError(
                "The evidence link {link} is not a web address that starts with https://.",
                link=one[:80] or "–",
            )
    return list(dict.fromkeys(kept)) or None


def is_address(words: str, schemes: Collection[str] = ("https",)) -> bool:
    """Whether words are a web address of one of the schemes, without blanks and without a password."""
    try:
        found = urlsplit(words)
    except ValueError:
        return False
    named = found.scheme in schemes and bool(found.hostname) and "@" not in found.netloc
    return named and not any(sign.isspace() for sign in words)


#: characters of the facts that are words
_LENGTHS = {
    "what": LONGEST_ACTION,
    "note": LONGEST_NOTE,
    "contact": LONGEST_WORDS,
    "partners": LONGEST_WORDS,
    "source": LONGEST_WORDS,
    "currency": LONGEST_CURRENCY,
}
#: how the others are checked and stored
_CHECKS: Mapping[str, Callable[[Any], Any]] = {
    "also": lambda codes: list(codes) or None,
    "budget": _budget,
    "cost": _cost,
    "state": _state,
    "steps": _steps,
    "links": _links,
}
