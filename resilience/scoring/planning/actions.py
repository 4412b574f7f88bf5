"""Actions as results show them: what will be done, by whom, by when, and how feasible it is held."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from resilience.framework import Framework
from resilience.scoring.planning.priorities import ASSUMED_FEASIBILITY
from resilience.scoring.planning.steps import ActionStep, step_words
from resilience.text import Text, mark

#: how far an action is
STATES = {
    "open": mark("not started"),
    "under way": mark("under way"),
    "done": mark("done"),
    "dropped": mark("dropped"),
}
#: actions that say nothing any more about what is still to be done
OVER = ("done", "dropped")
#: so many of them, in the order in which they are listed
COUNTED = {
    "done": mark("{n} done"),
    "under way": mark("{n} under way"),
    "open": mark("{n} not started"),
    "dropped": mark("{n} dropped"),
}
#: what an action costs, in the order of the classes
COSTS = {"low": mark("low cost"), "medium": mark("medium cost"), "high": mark("high cost")}
#: what somebody may say of an action, the least first
FEASIBLE = {
    0.0: mark("Hardly feasible"),
    0.5: mark("Feasible with difficulty"),
    1.0: mark("Feasible"),
}


#: the headings of the facts of an action in a table, by the names that `action_cells` has
HEADINGS = {
    "number": mark("No."),
    "code": mark("Code"),
    "title": mark("Indicator"),
    "what": mark("What will be done"),
    "department": mark("Responsible department"),
    "by_when": mark("Due date"),
    "late": mark("Overdue"),
    "cost": mark("Cost"),
    "feasibility": mark("Feasibility (0 to 1)"),
    "said": mark("Feasibility in words"),
    "state": mark("Status"),
    "note": mark("Progress note"),
    "also": mark("Further indicators"),
    "contact": mark("Contact role"),
    "partners": mark("Partners"),
    "starts": mark("Start date"),
    "budget": mark("Budget"),
    "currency": mark("Currency"),
    "source": mark("Source of the budget"),
    "steps": mark("Steps"),
    "links": mark("Evidence links"),
}


#: a vote without figures: the words if one half is used instead, and if nothing is
NO_FIGURES = {
    "unshown": (
        mark("no votes shown before the sign-off: counts as half feasible ({value})"),
        mark("no votes shown before the sign-off: not counted"),
    ),
    "nobody": (
        mark("no votes: counts as half feasible ({value})"),
        mark("no votes: not counted"),
    ),
    "room": (mark("not shown: votes from a workshop without small-group protection"),) * 2,
    "few": (
        mark("too few votes to show: counts as half feasible ({value})"),
        mark("too few votes to show: not counted"),
    ),
}


@dataclass(frozen=True, slots=True)
class Feasible:
    """How feasible an action is held. Only a closed vote of enough people has `value` and `people`.

    `state` is "voting" until the vote is shown, then "nobody", "few" (so that somebody's vote could
    be told) or "voted"; "unshown" where the workshop was signed off before; "room" where they are votes from an open workshop. `value` 0..1 is the mean. `choices` has
    the people by choice in the order of FEASIBLE, None for votes that closed before these were kept. `assumed` says
    that one half is used for its indicator, as no vote on it is shown (`with_assumed`).
    """

    state: Literal["voting", "unshown", "nobody", "room", "few", "voted"] = "voting"
    value: float | None = None
    people: int | None = None
    choices: tuple[int, ...] | None = None
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class ActionPlan:
    """All that a plan says of an action; `cost` is low, medium, high or None, `state` one of STATES.

    `also` has the codes of further indicators, `contact` is a function such as head of drainage, `links` are addresses
    of evidence. An empty indicator ("") or department (None) has not been chosen yet: such a plan cannot be stored.
    """

    indicator: str
    what: str
    department_id: int | None = None
    by_when: datetime.date | None = None
    cost: str | None = None
    also: tuple[str, ...] = ()
    contact: str = ""
    partners: str = ""
    starts: datetime.date | None = None
    budget: Decimal | None = None
    currency: str = ""
    source: str = ""
    steps: tuple[ActionStep, ...] = ()
    links: tuple[str, ...] = ()
    state: str = "open"
    note: str = ""

    @property
    def indicators(self) -> tuple[str, ...]:
        """The codes of all its indicators, the first one first."""
        return (self.indicator, *self.also)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAction(ActionPlan):
    """An action of a workshop: its plan, the name of its `department`, and the vote on it.

    `suggested` says that it is offered to later workshops of the city.
    """

    id: int
    department: str
    feasible: Feasible
    suggested: bool = False


def cost_words(cost: str, text: Text) -> str:
    """What a class of cost is called, that of "" too."""
    return text(COSTS[cost]) if cost else text("cost unknown")


def feasible(
    people: int | None,
    points: float | None,
    choices: Sequence[int] | None = None,
    *,
    signed: bool = False,
) -> Feasible:
    """A vote as it is shown: `people` who voted, None before it is shown; `points` None if too few.

    The sign-off ends a vote that was not shown: its figures stay unknown in a workshop that is `signed`.
    """
    if people is None:
        return Feasible("unshown" if signed else "voting")
    if people == 0:
        return Feasible("nobody")
    if points is None:
        return Feasible("few")
    return Feasible("voted", points / people, people, tuple(choices) if choices else None)


def feasibility_by_indicator(actions: Iterable[PlannedAction]) -> dict[str, float]:
    """The feasibility 0..1 of each indicator with a shown vote: the mean over all people who voted on its actions.

    Actions that are done or dropped do not count.
    """
    votes: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for action in actions:
        found = action.feasible
        if action.state not in OVER and found.value is not None and found.people:
            for code in action.indicators:
                votes[code].append((found.value, found.people))
    return {
        code: sum(value * people for value, people in own) / sum(people for _, people in own)
        for code, own in votes.items()
    }


def with_assumed(actions: Iterable[PlannedAction]) -> tuple[PlannedAction, ...]:
    """All actions of a workshop, each knowing whether one half is assumed for any of its indicators."""
    every = tuple(actions)
    voted = feasibility_by_indicator(every)
    return tuple(
        replace(one, feasible=replace(one.feasible, assumed=True))
        if one.state not in OVER and not voted.keys() >= set(one.indicators)
        else one
        for one in every
    )


def feasible_words(found: Feasible, text: Text) -> str:
    """How feasible: the people by choice, or where these are not shown the choice nearest to the mean."""
    if found.state == "voting":
        return text("the vote on it is open")
    if found.value is None or found.people is None:
        assumed, left_out = NO_FIGURES[found.state]
        if not found.assumed:
            return text(left_out)
        return text(assumed, value=text.number(ASSUMED_FEASIBILITY, 1))
    people = text.plural("{n} person", "{n} people", found.people)
    if found.choices is None:
        nearest = min(FEASIBLE, key=lambda choice: abs(choice - (found.value or 0.0)))
        return text("{words} ({people})", words=text(FEASIBLE[nearest]), people=people)
    hardly, difficult, yes = found.choices
    return text(
        "{people}: {yes} feasible, {difficult} feasible with difficulty, {hardly} hardly feasible",
        people=people,
        yes=text.number(yes),
        difficult=text.number(difficult),
        hardly=text.number(hardly),
    )


def action_cells(
    action: PlannedAction, framework: Framework, today: datetime.date, text: Text
) -> dict[str, str | float | Decimal | datetime.date | None]:
    """The facts of an action as a row of a table, and whether it is overdue `today`; None for unknown facts."""
    return {
        "number": action.id,
        "code": action.indicator,
        "title": framework.title(action.indicator, text.language),
        "what": action.what,
        "department": text(action.department),
        "by_when": action.by_when,
        "late": late_words(action, today, text),
        "cost": text(COSTS[action.cost]) if action.cost else None,
        "feasibility": action.feasible.value,
        "said": feasible_words(action.feasible, text),
        "state": text(STATES[action.state]),
        "note": action.note,
        "also": ", ".join(action.also),
        "contact": action.contact,
        "partners": action.partners,
        "starts": action.starts,
        "budget": action.budget,
        "currency": action.currency,
        "source": action.source,
        "steps": "\n".join(step_words(one, text.date) for one in action.steps),
        "links": "\n".join(action.links),
    }


def tally(states: Iterable[str], text: Text) -> list[str]:
    """How far actions are: "6 done", "5 under way", "3 not started"."""
    counts = Counter(states)
    return [text(said, n=text.number(counts[s])) for s, said in COUNTED.items() if counts[s]]


def tally_words(states: Iterable[str], text: Text) -> str:
    """How far actions are: "6 done · 5 under way · 3 not started"."""
    return " · ".join(tally(states, text))


def is_overdue(action: PlannedAction, today: datetime.date) -> bool:
    """Whether an action is still to be done after its day; on that day it is not overdue yet."""
    return action.state not in OVER and action.by_when is not None and action.by_when < today


def urgency(action: PlannedAction | None) -> tuple[bool, bool, datetime.date]:
    """The key by which actions are sorted everywhere: by due date, so overdue ones first; then those without one.

    None, an action that its reader may not read, comes after them, and what is done or dropped last, by its date.
    """
    if action is None:
        return False, True, datetime.date.max
    day = action.by_when
    return action.state in OVER, day is None, day or datetime.date.min


def late_words(action: PlannedAction, today: datetime.date, text: Text) -> str:
    """That an action is overdue on a day, or nothing."""
    return text("overdue") if is_overdue(action, today) else ""


def charge_words(action: PlannedAction, text: Text) -> list[str]:
    """Format the responsible department, due date and cost of an action, as far as they are known."""
    said = [text(action.department)]
    if action.by_when:
        said.append(text("by {date}", date=text.date(action.by_when)))
    if action.cost:
        said.append(text(COSTS[action.cost]))
    return said
