"""The sections of the printed report on what comes first and what is planned."""

from collections.abc import Iterator

from resilience.outputs.digest_planned import (
    LARGEST,
    PriorityFinding,
    actions_over,
    ahead_words,
    first_actions,
    indicator_words,
    is_late,
    planned_words,
    priority_finding,
    what_words,
)
from resilience.outputs.evidence import Evidence
from resilience.outputs.figures import NOTHING, as_table
from resilience.report import Bar, Bars, Lines, Part, Plan, Section
from resilience.scoring.planning.actions import (
    COSTS,
    HEADINGS,
    STATES,
    PlannedAction,
    feasible_words,
)
from resilience.scoring.planning.steps import step_words
from resilience.services.deciding.follow_up import OpenAction
from resilience.services.results.priorities import priority_frame
from resilience.text import Text
from resilience.wording.planning.action_facts import budget_words, done_words, helper_words
from resilience.wording.planning.follow_up import charged_words
from resilience.wording.priorities import first_words, front_words
from resilience.wording.targets import way_rows, way_words

#: the columns of the plan, by their names in HEADINGS
COLUMNS = ("number", "what", "department", "by_when", "budget", "state")


def priorities_section(found: Evidence, text: Text) -> Section:
    """What adds most to the overall and who acts on it, progress towards targets, what to find out."""
    rows = priority_frame(found.result, found.first, text.language)
    headline, *more = first_words(rows, found.result, text)
    worth = rows[rows["gain"] > 0]
    if len(worth):
        more += filter(None, [front_words(worth, text)])
    finding = priority_finding(found, text)
    parts = (
        *([_gains(finding, text)] if finding else []),
        *_targets(found, text),
        *_unknown(found, text),
    )
    return Section(text("Priorities"), parts, headline, tuple(more))


def _gains(finding: PriorityFinding, text: Text) -> Bars:
    """The largest gains, those with an open action in the strong colour."""
    lines = finding.lines[:LARGEST]
    highest = max(one.gain for one in lines)
    rows = tuple(
        Bar(one.indicator, one.gain / highest, one.shown, one.action, one.planned) for one in lines
    )
    return Bars(
        heading=text("Gain in overall score, points"),
        rows=rows,
        finding=planned_words(finding, text),
        strong=text("has an open action"),
        pale=text("no open action"),
    )


def _unknown(found: Evidence, text: Text) -> Iterator[Part]:
    framework = found.result.workshop.framework
    codes = found.first.first.priorities.find_out
    if codes:
        why = text(
            "Too few people could answer these to estimate their gain. Highest weight first."
        )
        titles = (f"{code} · {framework.title(code, text.language)}" for code in codes)
        yield Lines(text("Find out first"), (why, *titles))


def _targets(found: Evidence, text: Text) -> Iterator[Part]:
    way, framework = found.first.way, found.result.workshop.framework
    if way.items:
        said = " ".join(way_words(way, framework, text))
        yield as_table(way_rows(way, framework, text), text, text("Targets"), said)


def actions_section(found: Evidence, text: Text) -> Section:
    """Build the Actions section: actions and postponed items."""
    result, none = found.result, text("No actions were written down.")
    parts: list[Part] = [] if result.actions else [Lines("", (none,))]
    parts += _plan(found, text)
    if result.for_later:
        parts.append(Lines(text("For later"), result.for_later))
    said = ahead_words(found, text) if found.first.ahead else ""
    return Section(text("Actions"), tuple(parts), said)


def _plan(found: Evidence, text: Text) -> Iterator[Plan]:
    """The actions still to be done, of earlier workshops too, and then those of the workshop that are over."""
    over = (one for one in actions_over(found) if not one.is_earlier)
    every = (*first_actions(found), *over)
    if every:
        late = tuple(at for at, one in enumerate(every) if is_late(one, found))
        yield Plan("", _columns(text), tuple(_row(one, found, text) for one in every), late)


def _columns(text: Text) -> tuple[str, ...]:
    return tuple(text(HEADINGS[name]) for name in COLUMNS)


def _row(one: OpenAction, found: Evidence, text: Text) -> tuple[tuple[str, ...], ...]:
    what, action = (what_words(one, text), indicator_words(one, text)), one.action
    if action is None:
        return ("",), what, *[("",)] * (len(COLUMNS) - 2)
    names = (f"{code} · {one.framework.title(code, text.language)}" for code in action.also)
    also = (text("also {codes}", codes=name) for name in names)
    steps = (step_words(step, text.date) for step in action.steps)
    return (
        (text.number(action.id),),
        (*what, *also, *steps),
        (charged_words(action, one.since, text), *helper_words(action, text)),
        _days(action, text),
        _money(action, text),
        _how_far(one, action, found, text),
    )


def _days(action: PlannedAction, text: Text) -> tuple[str, ...]:
    """By when an action is done, and below from when on."""
    due = text.date(action.by_when) if action.by_when else NOTHING
    return (due, *([text("from {date}", date=text.date(action.starts))] if action.starts else []))


def _money(action: PlannedAction, text: Text) -> tuple[str, ...]:
    """The budget of an action, and below its source and the class of its cost."""
    cost = text(COSTS[action.cost]) if action.cost else ""
    return (budget_words(action, text) or NOTHING, *filter(None, (action.source, cost)))


def _how_far(
    one: OpenAction, action: PlannedAction, found: Evidence, text: Text
) -> tuple[str, ...]:
    state = text(STATES[action.state])
    late = f"{text('overdue')} · {state}" if is_late(one, found) else state
    voted = feasible_words(action.feasible, text)
    said = (late, done_words(action, text), action.note, voted, *action.links)
    return tuple(part for part in said if part)
