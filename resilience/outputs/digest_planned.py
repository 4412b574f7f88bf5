"""What a digest says of agreed levels, priorities and actions."""

from dataclasses import dataclass

from resilience.framework import Goalposts, Indicator
from resilience.outputs.evidence import Evidence
from resilience.scoring.planning.actions import OVER, STATES, PlannedAction, charge_words
from resilience.services.results.priorities import has_overall, priority_frame
from resilience.services.results.results import WorkshopResult
from resilience.text import Text
from resilience.wording.priorities import first_of, first_words
from resilience.wording.result import outcome_words


@dataclass(frozen=True, slots=True)
class SettledLine:
    """What the room settled for an indicator, and why."""

    indicator: str
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action: what, on which indicator, who by when at what cost in `charge`, and how far it is."""

    what: str
    indicator: str
    department: str
    due: str
    charge: str
    state: str


@dataclass(frozen=True, slots=True)
class PriorityLine:
    """An indicator with what it could add to the overall, as pages show it in `shown`; `planned` if an open action is on it.

    `first`: it is first by gain and feasibility. `sure` is the share 0..1 of draws of the weights in which it is among the first five.
    """

    indicator: str
    title: str
    gain: float
    shown: str
    planned: bool
    sure: float
    first: bool


@dataclass(frozen=True, slots=True)
class PriorityFinding:
    """What comes first, how sure that is, and the indicators that add most, the largest gain first."""

    headline: str
    more: tuple[str, ...]
    lines: tuple[PriorityLine, ...]


def first_actions(found: Evidence) -> list[PlannedAction]:
    """The actions that are still to be done, in the order of doing of their indicators."""
    order = {one.code: n for n, one in enumerate(found.first.first.priorities.ranked)}
    ahead = [action for action in found.result.actions if action.state not in OVER]
    return sorted(ahead, key=lambda action: order.get(action.indicator, len(order)))


def action_line(action: PlannedAction, result: WorkshopResult, text: Text) -> ActionLine:
    """An action in the words of the reader's language."""
    title = result.workshop.framework.title(action.indicator, text.language)
    return ActionLine(
        what=action.what,
        indicator=f"{action.indicator} · {title}",
        department=text(action.department),
        due=text.date(action.by_when) if action.by_when else "",
        charge=" · ".join(charge_words(action, text)),
        state=text(STATES[action.state]),
    )


def settled_lines(result: WorkshopResult, text: Text) -> tuple[SettledLine, ...]:
    """What the room settled, in the order of the framework."""
    framework = result.workshop.framework
    return tuple(
        SettledLine(
            f"{one.code} · {framework.title(one.code, text.language)}",
            _outcome(one, result, text),
            result.agreed[one.code].reason,
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


def priority_finding(found: Evidence, text: Text) -> PriorityFinding | None:
    """What adds most to the overall; None where nothing does."""
    rows = priority_frame(found.result, found.first, text.language)
    worth = rows[rows["gain"] > 0].sort_values(["gain", "code"], ascending=[False, True])
    if worth.empty:
        return None
    first = first_of(rows)
    said, *more = first_words(rows, text, has_overall=has_overall(found.result))
    lines = tuple(
        PriorityLine(
            indicator=f"{row['code']} · {row['title']}",
            title=row["title"],
            gain=float(row["gain"]),
            shown=text.number(row["gain"], 1),
            planned=row["code"] in found.first.actions,
            sure=float(row["sure"]),
            first=row["code"] == first["code"],
        )
        for _, row in worth.iterrows()
    )
    return PriorityFinding(said, tuple(more), lines)
