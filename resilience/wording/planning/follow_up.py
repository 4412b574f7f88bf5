"""How far actions are, when they are due, and what became of them."""

import datetime
from collections import Counter
from collections.abc import Sequence

import pandas as pd

from resilience.framework import Framework
from resilience.scoring.planning.actions import (
    HEADINGS,
    OVER,
    STATES,
    PlannedAction,
    action_cells,
    is_overdue,
    late_words,
    tally,
    tally_words,
    urgency,
)
from resilience.services.deciding.follow_up import (
    EarlierActions,
    WorkshopActions,
    open_and_overdue,
    today_in,
)
from resilience.services.results.results import WorkshopResult
from resilience.text import Text
from resilience.text.width import shorten
from resilience.wording.planning.action_facts import kind_of

#: rows of a timeline, and the lines for what will be done in each
MOST_ROWS, LONGEST = 12, 140
#: facts of an action that stand beside its indicator and workshop
SHOWN = ("what", "state", "by_when", "department", "note")
INDICATOR = HEADINGS["title"]
#: the state of an action that is done, and how many of these a card names
DONE, MOST_DONE = "done", 4


def links_words(text: Text) -> str:
    """How to read the earlier actions that are only counted."""
    return text(
        "Actions from earlier workshops are counted here. To read them, you need the links to "
        "those workshops."
    )


def followed_rows(
    plans: Sequence[WorkshopActions], today: datetime.date, text: Text
) -> pd.DataFrame:
    """The actions of workshops in their order, and what is overdue `today`."""
    rows = [
        _row(one.date, action, one.framework, today, text)
        for one in plans
        for action in one.actions
    ]
    return pd.DataFrame(rows).set_index(text(INDICATOR)) if rows else pd.DataFrame()


def overdue_words(result: WorkshopResult, earlier: EarlierActions, text: Text) -> str:
    """How many of the actions of a result and of earlier workshops are overdue, "" where none is."""
    _, late = open_and_overdue(result.actions, earlier, today_in(result.workshop))
    return text.plural("{n} is overdue", "{n} are overdue", late) if late else ""


def charged_words(action: PlannedAction, since: datetime.date | None, text: Text) -> str:
    """The department responsible for an action, with the date of its workshop if that is an earlier one."""
    name = text(action.department)
    if since is None:
        return name
    return text("{department}, from the workshop of {date}", department=name, date=text.date(since))


def done_rows(earlier: EarlierActions, text: Text) -> tuple[str, list[tuple[str, str, str]], str]:
    """Heading, rows and note of a card on actions of earlier workshops that are done, the last ones first."""
    done = [
        (plan.date, action)
        for plan in earlier.plans
        for action in plan.actions
        if action.state == DONE
    ]
    unread = earlier.unread.count(DONE)
    rows = [(action.what, "", charged_words(action, day, text)) for day, action in done[:MOST_DONE]]
    if len(done) > MOST_DONE:
        rows.append(
            (text.plural("{n} more action", "{n} more actions", len(done) - MOST_DONE), "", "")
        )
    if unread:
        links = text("To read them, you need the links to their workshops.")
        rows.append((text.plural("{n} action", "{n} actions", unread), "", links))
    first = min((day for day, _ in done), default=None)
    heading = (
        text("Done since earlier workshops")
        if unread or first is None
        else text("Done since {date}", date=text.date(first))
    )
    note = text("Completion dates are not recorded, so they are not shown.")
    return heading, rows, note if rows else text("No actions from earlier workshops are done yet.")


def _row(
    day: datetime.date,
    action: PlannedAction,
    framework: Framework,
    today: datetime.date,
    text: Text,
) -> dict[str, str]:
    cells = action_cells(action, framework, today, text)
    state = " · ".join(filter(None, (str(cells["late"]), str(cells["state"]))))
    due = text.date(action.by_when) if action.by_when else ""
    shown = {**cells, "state": state, "by_when": due}
    return {
        text(INDICATOR): f"{cells['code']} · {cells['title']}",
        text("Workshop"): text.date(day),
        **{text(HEADINGS[name]): str(shown[name] or "") for name in SHOWN},
    }


def plan_finding(
    own: Sequence[PlannedAction], earlier: EarlierActions, today: datetime.date, text: Text
) -> str:
    """How many open actions of a plan are overdue on a day, else how far all are; there is at least one action."""
    ahead, late = open_and_overdue(own, earlier, today)
    actions, unread = [*own, *earlier.actions], earlier.unread
    if late and late == ahead:
        return text.plural(
            "The only open action is overdue",
            "All {n} open actions are overdue",
            late,
        )
    if late:
        return text.plural(
            "{n} of {of} open actions is overdue",
            "{n} of {of} open actions are overdue",
            late,
            of=text.number(ahead),
        )
    if not actions:
        return outcomes_words(unread, text)
    alone = len(actions) + len(unread) == 1
    return _one_words(actions[0], text) if alone else _states_words(actions, unread, text)


def _one_words(action: PlannedAction, text: Text) -> str:
    """How far the only action is, which is not overdue."""
    state = text(STATES[action.state])
    if action.state in OVER:
        return text("1 action, {state}", state=state)
    if action.by_when:
        return text("1 action, {state}, due {date}", state=state, date=text.date(action.by_when))
    if action.state == "open":
        return text("1 action, not started, no due date")
    return text("1 action, {state}, no due date", state=state)


def _states_words(actions: Sequence[PlannedAction], unread: Sequence[str], text: Text) -> str:
    """How far two or more actions are, of which none is overdue."""
    every = [*(one.state for one in actions), *unread]
    states = text.listed(tally(every, text))
    ahead = [one for one in actions if one.state not in OVER]
    hidden = dates_unknown(unread)
    if not ahead and not hidden:
        return text.plural(
            "{n} action: {states}", "{n} actions: {states}", len(every), states=states
        )
    if hidden or any(one.by_when for one in ahead):
        return text("{states}; none overdue", states=states)
    if len(ahead) == len(every):
        return text("{states}; none has a due date", states=states)
    return text.plural(
        "{states}; the remaining action has no due date",
        "{states}; the remaining actions have no due date",
        len(ahead),
        states=states,
    )


def outcomes_words(states: Sequence[str], text: Text) -> str:
    """How many actions earlier workshops planned, and how far they are; there is at least one."""
    tally = tally_words(states, text)
    return text.plural(
        "Outcome of {n} action from earlier workshops: {states}",
        "Outcomes of {n} actions from earlier workshops: {states}",
        len(states),
        states=tally,
    )


def dates_unknown(unread: Sequence[str]) -> bool:
    """Whether an action not to be read is still to be done, so that its due date is unknown."""
    return any(state not in OVER for state in unread)


def counters(
    own: Sequence[PlannedAction], earlier: EarlierActions, today: datetime.date, text: Text
) -> list[tuple[str, int, str]]:
    """The actions of a plan by state: kind, number, words with how many are overdue. Dropped ones where there are any."""
    actions = [*own, *earlier.actions]
    counts = Counter((*(one.state for one in actions), *earlier.unread))
    late = Counter((*(one.state for one in actions if is_overdue(one, today)), *earlier.late))
    return [
        ("overdue" if late[state] else state, counts[state], _counted(state, late[state], text))
        for state in STATES
        if state != "dropped" or counts[state]
    ]


def _counted(state: str, late: int, text: Text) -> str:
    words = text(STATES[state])
    return text("{state}, {n} of them overdue", state=words, n=text.number(late)) if late else words


def timeline_rows(
    actions: Sequence[PlannedAction], today: datetime.date, text: Text
) -> pd.DataFrame:
    """The actions with a due date that were not dropped, by that date; of many the first that are still to be done.

    Columns: day, kind (overdue, open, under-way or done), when and what (words, of which many are left out).
    """
    dated = [one for one in actions if one.by_when and one.state != "dropped"]
    kept = sorted(dated, key=lambda one: (one.state in OVER, one.by_when))[:MOST_ROWS]
    rows = [
        (
            one.by_when,
            kind_of(one, today),
            _due_words(one, today, text),
            shorten(one.what, LONGEST),
        )
        for one in kept
        if one.by_when
    ]
    frame = pd.DataFrame(rows, columns=["day", "kind", "when", "what"])
    return frame.sort_values("day", kind="stable", ignore_index=True)


def dated_words(actions: Sequence[PlannedAction], shown: int, text: Text) -> str:
    """How many actions have a due date, and how many of them are drawn."""
    kept = [one for one in actions if one.state != "dropped"]
    dated = sum(one.by_when is not None for one in kept)
    said = text.plural(
        "{n} of {of} actions (without dropped ones) has a due date",
        "{n} of {of} actions (without dropped ones) have a due date",
        dated,
        of=text.number(len(kept)),
    )
    if shown == dated:
        return said
    return f"{said} · " + text("the chart shows {n}, open ones first", n=text.number(shown))


def next_due(
    actions: Sequence[PlannedAction], unread: Sequence[str], today: datetime.date, text: Text
) -> str:
    """The day on which the next actions are due; else since when one is overdue, or that all are done.

    Where an action not to be read (`unread` has their states) may be due before, it says whose dates are shown.
    """
    if dates_unknown(unread):
        return text("Due dates of the actions you have access to")
    ahead = [one.by_when for one in actions if one.state not in OVER and one.by_when]
    following = [day for day in ahead if day >= today]
    if following:
        day = min(following)
        return text.plural(
            "Next: {n} action is due on {date}",
            "Next: {n} actions are due on {date}",
            following.count(day),
            date=text.date(day),
        )
    if ahead:
        return text("The earliest open action was due on {date}", date=text.date(min(ahead)))
    if any(one.state == "dropped" and one.by_when for one in actions):
        return text("Everything with a due date is done or dropped")
    return text("Everything with a due date is done")


def plan_rows(plans: Sequence[WorkshopActions], today: datetime.date, text: Text) -> pd.DataFrame:
    """All facts of actions in the order of `urgency`, with the day of each workshop and what is overdue `today`."""
    every = ((plan, action) for plan in plans for action in plan.actions)
    rows = [
        action_cells(action, plan.framework, today, text) | {"held": plan.date}
        for plan, action in sorted(every, key=lambda pair: urgency(pair[1]))
    ]
    heads = {name: text(head) for name, head in HEADINGS.items()}
    return pd.DataFrame(rows).rename(columns=heads | {"held": text("Workshop date")})


def _due_words(action: PlannedAction, today: datetime.date, text: Text) -> str:
    state = late_words(action, today, text) or text(STATES[action.state])
    day = text.date(action.by_when) if action.by_when else ""
    return text("due {date} · {state}", date=day, state=state)
