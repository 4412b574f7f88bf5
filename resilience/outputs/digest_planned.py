"""What a digest says of agreed levels, priorities and actions."""

from dataclasses import dataclass

from resilience.framework import Goalposts, Indicator
from resilience.outputs.evidence import Evidence
from resilience.scoring.planning.actions import (
    OVER,
    STATES,
    charge_words,
    is_overdue,
    late_words,
    urgency,
)
from resilience.scoring.planning.money import sum_words
from resilience.services.deciding.follow_up import OpenAction, open_and_overdue, plan_of
from resilience.services.results.priorities import priority_frame
from resilience.services.results.results import WorkshopResult
from resilience.text import Text
from resilience.wording.planning.action_facts import budget_words
from resilience.wording.planning.follow_up import charged_words
from resilience.wording.priorities import (
    covered_words,
    first_words,
    gain_unit,
    unread_words,
)
from resilience.wording.result import outcome_words

#: the gains that are counted as the largest
LARGEST = 10


@dataclass(frozen=True, slots=True)
class SettledLine:
    """What the room settled for an indicator, and why; `words` are those of the level, "" where it is none."""

    code: str
    indicator: str
    outcome: str
    reason: str
    words: str


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action: what, on which indicator, who by when at what cost in `charge`, and how far it is.

    `workshop` is the date of its workshop, `charged` the department with the date of an earlier workshop, with
    which `charge` begins, `budget` an amount with its currency. Where the reader may not read the action, `what` says so, `named` adds the indicator for
    lists that do not show it, and the rest is "". `late` says that it is overdue, or nothing.
    """

    what: str
    named: str
    indicator: str
    workshop: str = ""
    department: str = ""
    charged: str = ""
    due: str = ""
    budget: str = ""
    charge: str = ""
    state: str = ""
    late: str = ""

    @property
    def progress(self) -> str:
        """That it is overdue, if it is, and how far it is."""
        return " · ".join(filter(None, (self.late, self.state)))


@dataclass(frozen=True, slots=True)
class PriorityLine:
    """An indicator with what it could add to the overall, as pages show it in `shown`; `planned` if an open action is on it.

    `action` says which departments act on it, or that none does. `feasibility` 0..1 is None where no vote is shown,
    `sure` the share of tests with other weights in which it is among the five largest gains.
    """

    indicator: str
    title: str
    gain: float
    shown: str
    planned: bool
    action: str
    feasibility: float | None
    sure: float


@dataclass(frozen=True, slots=True)
class PriorityFinding:
    """What comes first, how sure that is, and the indicators that add most, the largest gain first.

    `unit` says what a gain is. `voted`: votes on feasibility are shown for some.
    """

    headline: str
    more: tuple[str, ...]
    unit: str
    lines: tuple[PriorityLine, ...]
    voted: bool


def first_actions(found: Evidence) -> list[OpenAction]:
    """The actions that are still to be done, of earlier workshops too, in the order of `urgency`."""
    return sorted(found.first.ahead, key=lambda one: urgency(one.action))


def actions_over(found: Evidence) -> list[OpenAction]:
    """The actions that are done or dropped, of earlier workshops too as far as the reader may read them, by date."""
    own = found.result.workshop
    plans = (plan_of(own, found.result.actions), *found.earlier.plans)
    over = (
        OpenAction(action.indicators, plan.framework, action, None if at == 0 else plan.date)
        for at, plan in enumerate(plans)
        for action in plan.actions
        if action.state in OVER
    )
    return sorted(over, key=lambda one: urgency(one.action))


def is_late(one: OpenAction, found: Evidence) -> bool:
    """Whether an action is known to be overdue."""
    return one.action is not None and is_overdue(one.action, found.today)


def action_line(one: OpenAction, found: Evidence, text: Text) -> ActionLine:
    """An action in the words of the reader's language."""
    action, indicator = one.action, indicator_words(one, text)
    if action is None:
        what = what_words(one, text)
        named = " · ".join(filter(None, (what, indicator)))
        return ActionLine(what, named, indicator)
    charged = charged_words(action, one.since, text)
    _, *charge = charge_words(action, text)
    late = late_words(action, found.today, text)
    budget = budget_words(action, text)
    return ActionLine(
        what=action.what,
        named=action.what,
        indicator=indicator,
        workshop=text.date(one.since or found.result.workshop.date),
        department=text(action.department),
        charged=charged,
        due=text.date(action.by_when) if action.by_when else "",
        budget=budget,
        charge=" · ".join(filter(None, [charged, *charge, budget, late])),
        state=text(STATES[action.state]),
        late=late,
    )


def what_words(one: OpenAction, text: Text) -> str:
    """What will be done, or where the reader may not read it, that there is something."""
    if one.action:
        return one.action.what
    said = unread_words(text)
    return said[:1].upper() + said[1:]


def indicator_words(one: OpenAction, text: Text) -> str:
    """The indicator of an action, "" where the reader's framework has no such indicator."""
    code = one.indicator
    return f"{code} · {one.framework.title(code, text.language)}" if code else ""


def acting_words(found: Evidence, code: str, text: Text) -> str:
    """The departments with an open action on an indicator, as far as the reader may know them, or that there is none."""
    planned = found.first.actions.get(code, ())
    names = dict.fromkeys(text(one.action.department) for one in planned if one.action)
    said = [text("action: {departments}", departments=text.listed(names))] if names else []
    if any(one.action is None for one in planned):
        said.append(unread_words(text))
    return text.listed(said) or text("no open action")


def planned_words(found: PriorityFinding, text: Text) -> str:
    """How many of the largest gains have an open action."""
    return covered_words([one.planned for one in found.lines[:LARGEST]], text)


def ahead_words(found: Evidence, text: Text) -> str:
    """How many actions are still to be done and how many are overdue; where all can be read, their budgets added up."""
    count, late = open_and_overdue(found.result.actions, found.earlier, found.today)
    said = [text.plural("{n} open action", "{n} open actions", count)]
    if late:
        said.append(text.plural("{n} is overdue", "{n} are overdue", late))
    if found.earlier.open_on:
        return " · ".join(said)
    read = [one.action for one in found.first.ahead if one.action]
    if money := sum_words(((one.budget, one.currency) for one in read), text):
        said.append(text("budgets entered: {amounts}", amounts=money))
    return " · ".join(said)


def settled_words(settled: int, text: Text) -> str:
    """Sentence with the number of indicators on which the room recorded an outcome."""
    return text.plural(
        "The room recorded an outcome on {n} indicator",
        "The room recorded an outcome on {n} indicators",
        settled,
    )


def settled_lines(result: WorkshopResult, text: Text) -> tuple[SettledLine, ...]:
    """Return the outcomes that the room recorded, in the order of the framework."""
    framework = result.workshop.framework
    return tuple(
        SettledLine(
            code=one.code,
            indicator=f"{one.code} · {framework.title(one.code, text.language)}",
            outcome=_outcome(one, result, text),
            reason=result.agreed[one.code].reason,
            words=_level(one, result, text),
        )
        for one in framework.root.indicators()
        if one.code in result.agreed
    )


def _outcome(indicator: Indicator, result: WorkshopResult, text: Text) -> str:
    """What was settled, a level with the highest that there is."""
    outcome, scale = result.agreed[indicator.code].outcome, indicator.scale
    if isinstance(outcome, str) or isinstance(scale, Goalposts):
        return outcome_words(outcome, text)
    return text("level {level} of {top}", level=int(outcome), top=scale.top)


def _level(indicator: Indicator, result: WorkshopResult, text: Text) -> str:
    outcome = result.agreed[indicator.code].outcome
    if isinstance(outcome, str) or isinstance(indicator.scale, Goalposts):
        return ""
    words = result.workshop.framework.text(text.language).indicators[indicator.code]
    return words.levels[int(outcome)]


def priority_finding(found: Evidence, text: Text) -> PriorityFinding | None:
    """The indicators with the largest gains; None if there are none."""
    rows = priority_frame(found.result, found.first, text.language)
    worth = rows[rows["gain"] > 0].sort_values(["gain", "code"], ascending=[False, True])
    if worth.empty:
        return None
    said, *more = first_words(rows, found.result, text)
    lines = tuple(
        PriorityLine(
            indicator=f"{row['code']} · {row['title']}",
            title=row["title"],
            gain=float(row["gain"]),
            shown=text.number(row["gain"], 1),
            planned=row["code"] in found.first.actions,
            action=acting_words(found, row["code"], text),
            feasibility=None if row["assumed"] else float(row["feasibility"]),
            sure=float(row["sure"]),
        )
        for _, row in worth.iterrows()
    )
    unit = gain_unit(found.result, text)
    return PriorityFinding(said, tuple(more), unit, lines, voted=not rows["assumed"].all())
