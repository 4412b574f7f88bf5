"""The plan as a board by status, and as a timeline with a bar for each action."""

import datetime
import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from resilience.charts.timeline import months
from resilience.scoring.planning.actions import STATES, PlannedAction, is_overdue, urgency
from resilience.text import Text
from resilience.ui.shared import blocks
from resilience.wording.planning.action_facts import kind_legend, kind_of
from resilience.wording.planning.follow_up import charged_words

#: gives the act that opens an action, None where the visitor changes nothing of it
Opener = Callable[[PlannedAction], Callable[[], None] | None]
#: the dates of the workshops that actions come from, by their ids; those of the workshop itself have none
Since = Mapping[int, datetime.date]


def show_board(
    actions: Sequence[PlannedAction],
    since: Since,
    opener: Opener,
    today: datetime.date,
    text: Text,
) -> None:
    """A column for each status, the most urgent action first; a press on an action opens it."""
    shown = [state for state in STATES if state != "dropped"]
    shown += ["dropped"] if any(one.state == "dropped" for one in actions) else []
    for column, state in zip(st.columns(len(shown)), shown, strict=True):
        mine = sorted((one for one in actions if one.state == state), key=urgency)
        with column:
            st.subheader(f"{text(STATES[state])} · {text.number(len(mine))}")
            for one in mine:
                _board_card(one, since.get(one.id), opener(one), today, text)


def _board_card(
    action: PlannedAction,
    since: datetime.date | None,
    press: Callable[[], None] | None,
    today: datetime.date,
    text: Text,
) -> None:
    with st.container(border=True, key=f"board-{action.id}", gap="xsmall"):
        words = html.escape(action.what)
        about = html.escape(" · ".join([*action.indicators, charged_words(action, since, text)]))
        due = html.escape(_due(action, text))
        overdue = html.escape(text("overdue"))
        late = f' · <b class="late">{overdue}</b>'
        st.html(
            f'<div class="action"><p class="what">{words}</p><p class="about">{about}</p>'
            f"<p>{due}{late if is_overdue(action, today) else ''}</p></div>"
        )
        if press:
            st.button(text("Open"), key=f"board-open-{action.id}", on_click=press, help=action.what)


def _due(action: PlannedAction, text: Text) -> str:
    if action.by_when is None:
        return text("no due date")
    return text("by {date}", date=text.date(action.by_when))


def show_timeline(
    actions: Sequence[PlannedAction], since: Since, today: datetime.date, text: Text
) -> None:
    """A bar from the start of each action to a mark on its due date, and marks of its steps; undated ones are counted."""
    dated = [one for one in actions if one.by_when or one.starts]
    if not dated:
        st.info(text("No action has a start or due date yet."), icon=":material/info:")
        return
    days = [day for one in dated for day in _days(one)] + [today]
    first, last = min(days), max(days)
    spare = datetime.timedelta(max(10, (last - first).days // 12))
    scale = _Scale(first - spare, last + spare)
    ordered = sorted(dated, key=urgency)
    rows = [_row(one, since.get(one.id), scale, today, text) for one in ordered]
    blocks.show_legend(kind_legend({kind_of(one, today) for one in dated}, text))
    named = "".join(
        f'<span style="left:{scale.at(month):.1f}%">{text.month(month)}</span>'
        for month in months(first, last)
    )
    head = (
        f'<div class="row head"><span class="name"></span><div class="months">{named}</div></div>'
    )
    st.html(f'<div class="plan">{head}{"".join(rows)}</div>')
    said = [
        text(
            "A bar runs from the start to the due date, or is a mark where only one is known. Thin "
            "marks are due dates of steps, the dashed line is today ({date}).",
            date=text.date(today),
        )
    ]
    if left := len(actions) - len(dated):
        said.append(text.plural("{n} action has no date.", "{n} actions have no date.", left))
    st.caption(" ".join(said))


def _days(action: PlannedAction) -> list[datetime.date]:
    """The days on the timeline of an action that has one."""
    steps = (one.by_when for one in action.steps)
    return [day for day in (action.starts, action.by_when, *steps) if day]


@dataclass(frozen=True, slots=True)
class _Scale:
    """The days at the ends of the timeline."""

    first: datetime.date
    last: datetime.date

    def at(self, day: datetime.date) -> float:
        """The place of a day, in percent from the left."""
        return 100 * (day - self.first).days / (self.last - self.first).days


def _row(
    action: PlannedAction,
    since: datetime.date | None,
    scale: _Scale,
    today: datetime.date,
    text: Text,
) -> str:
    at = scale.at
    ends = [day for day in (action.starts, action.by_when) if day]
    start, end = min(ends), max(ends)
    kind = kind_of(action, today)
    facts = [text("overdue")] if kind == "overdue" else []
    facts += [text(STATES[action.state]), charged_words(action, since, text)]
    facts += [text("from {date}", date=text.date(action.starts))] if action.starts else []
    facts += [text("by {date}", date=text.date(action.by_when))] if action.by_when else []
    marks = "".join(
        f'<span class="step" style="left:{at(one.by_when):.1f}%" title="{html.escape(one.what)}"></span>'
        for one in action.steps
        if one.by_when
    )
    return (
        f'<div class="row"><div class="name"><b>{html.escape(action.what)}</b>'
        f"<span>{html.escape(' · '.join(facts))}</span></div>"
        f'<div class="track" aria-hidden="true"><span class="span {kind}" '
        f'style="left:{at(start):.1f}%;width:{at(end) - at(start):.1f}%"></span>{marks}'
        f'<span class="key {kind}" style="left:{at(end):.1f}%"></span>'
        f'<span class="today" style="left:{at(today):.1f}%"></span></div></div>'
    )
