"""Writing actions down, changing them, and noting what became of them."""

import datetime
from collections.abc import Callable
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from resilience.framework.departments import department_key
from resilience.scoring.planning.actions import COSTS, STATES, PlannedAction
from resilience.services.deciding.actions import (
    LONGEST_ACTION,
    ActionPlan,
    add_action,
    change_action,
    remove_action,
)
from resilience.services.deciding.follow_up import LONGEST_NOTE, follow_up
from resilience.services.deciding.own_suggestions import suggest_later
from resilience.services.workshop.desk import decided_by
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.facilitate.actions.suggestions import show_suggestions
from resilience.ui.shared import runtime
from resilience.ui.shared.asking import ask_first

#: session_state key that no widget uses: how many actions were added, so that each form is new
ADDED = "actions-added"


def add_form(
    workshop: WorkshopView, text: Text, onward: Callable[[], None] | None, *, empty: bool
) -> None:
    """The form for a new action; it is open where the list is empty or the address names one.

    On a phone its button stays at the foot of the screen, with the link that `onward` draws.
    """
    wanted = st.query_params.get("indicator", "")
    with st.expander(text("Add an action"), expanded=empty or bool(wanted), icon=":material/add:"):
        key = f"actions-new-{st.session_state.setdefault(ADDED, 0)}-{workshop.id}-{wanted}"
        plan = _plan_inputs(workshop, text, key, wanted, None)
        with st.container(key="actions-bar", horizontal=True, vertical_alignment="center"):
            added = st.button(text("Add the action"), key="actions-add", type="primary")
            if onward:
                onward()
        if added:
            with runtime.errors_shown():
                add_action(runtime.store(), runtime.visitor(), workshop.code, plan)
                st.session_state[ADDED] += 1
                _done(text("Action saved."))


def changing(workshop: WorkshopView, action: PlannedAction, text: Text) -> Callable[[], None]:
    """Opens the form of an action of this workshop, with what became of it."""

    def ask() -> None:
        closed, key = workshop.phase == Phase.CLOSED, f"actions-{action.id}"
        plan = None if closed else _plan_inputs(workshop, text, key, action.indicator, action)
        _outcome_form(workshop.code, action, plan, text)

    return st.dialog(text("Change an action"), width="medium")(ask)


def following(code: str, action: PlannedAction, text: Text) -> Callable[[], None]:
    """Opens the form for what became of an earlier workshop's action; `code` is the later one."""
    return st.dialog(text("Outcome"))(lambda: _outcome_form(code, action, None, text))


def _outcome_form(code: str, action: PlannedAction, plan: ActionPlan | None, text: Text) -> None:
    """What became of an action; the button saves it with the changed `plan`."""
    state, note = _follow_inputs(action, text)
    suggested = st.checkbox(
        text("Suggest this action in later workshops of the city"),
        value=action.suggested,
        key=f"actions-{action.id}-suggested",
    )
    if st.button(text("Save the change"), key="actions-keep", type="primary"):
        with runtime.errors_shown():
            store, visitor = runtime.store(), runtime.visitor()
            if plan:
                change_action(store, visitor, code, action.id, plan)
            follow_up(store, visitor, code, action.id, state=state, note=note)
            suggest_later(store, visitor, code, action.id, suggested=suggested)
            _done(text("Change saved."))


def removing(code: str, action: PlannedAction, votes: int, text: Text) -> Callable[[], None]:
    """Asks before an action is removed, with the people who voted on it."""
    words = text.plural(
        "“{what}” is deleted, with {n} person's vote on it. This cannot be undone.",
        "“{what}” is deleted, with {n} people's votes on it. This cannot be undone.",
        votes,
        what=action.what,
    )
    if not votes:
        words = text("“{what}” is deleted. This cannot be undone.", what=action.what)

    def act() -> None:
        remove_action(runtime.store(), runtime.visitor(), code, action.id)
        st.toast(text("The action is removed."), icon=":material/check:")

    return lambda: ask_first(text("Remove"), words, act, "actions-yes-remove")


def _plan_inputs(
    workshop: WorkshopView, text: Text, key: str, indicator: str, action: PlannedAction | None
) -> ActionPlan:
    settled = action is not None and action.feasible.state in ("few", "voted")
    kept: Literal["session"] | None = None if action else "session"
    about = _indicator_input(workshop, text, key, indicator, kept, settled=settled)
    if about and not action:
        show_suggestions(workshop, about, key, text)
    what = _what_input(text, key, action.what if action else "", kept, settled=settled)
    first, second, third = st.columns(3)
    department = _department_input(first, workshop, text, key, action, about)
    day = action.by_when if action else None
    by_when = second.date_input(
        text("By when (optional)"),
        value=day,
        min_value=min(workshop.date, day or workshop.date),
        format="YYYY-MM-DD",
        key=f"{key}-when",
    )
    costs = ["", *COSTS]
    cost = third.selectbox(
        text("Cost"),
        costs,
        index=costs.index((action.cost if action else None) or ""),
        format_func=lambda chosen: text(COSTS[chosen]) if chosen else text("not stated"),
        key=f"{key}-cost",
    )
    due = by_when if isinstance(by_when, datetime.date) else None
    return ActionPlan(about or "", what, department, due, cost or None)


def _what_input(
    text: Text, key: str, what: str, kept: Literal["session"] | None, *, settled: bool
) -> str:
    said = st.text_area(
        text("What will be done"),
        value=what,
        max_chars=LONGEST_ACTION,
        height=90,
        key=f"{key}-what",
        disabled=settled,
        persist_state=kept,
    )
    if settled:
        st.caption(text("People have voted on this wording, so it can no longer be changed."))
    return said


def _indicator_input(
    workshop: WorkshopView,
    text: Text,
    key: str,
    indicator: str,
    kept: Literal["session"] | None,
    *,
    settled: bool,
) -> str | None:
    own = decided_by(runtime.visitor(), workshop)
    codes = [i.code for i in workshop.asked if i.code in own]
    titles = {c: f"{c} · {workshop.framework.title(c, text.language)}" for c in codes}
    return st.selectbox(
        text("Indicator"),
        codes,
        index=codes.index(indicator) if indicator in codes else None,
        format_func=titles.__getitem__,
        placeholder=text("Choose an indicator"),
        key=f"{key}-indicator",
        disabled=settled,
        persist_state=kept,
    )


def _department_input(
    place: DeltaGenerator,
    workshop: WorkshopView,
    text: Text,
    key: str,
    action: PlannedAction | None,
    about: str | None,
) -> int | None:
    names = {d.id: d.name for d in workshop.responsible}
    proposed = action.department if action else _usual_department(workshop, about)
    return place.selectbox(
        text("Responsible department"),
        list(names),
        index=list(names.values()).index(proposed) if proposed else None,
        format_func=lambda chosen: text(names[chosen]),
        placeholder=text("Choose a department"),
        key=f"{key}-department" if action or not proposed else f"{key}-department-{about}",
    )


def _usual_department(workshop: WorkshopView, indicator: str | None) -> str:
    """The only department that usually knows an indicator; "" where several do, or the workshop has it not."""
    known = next((one.departments for one in workshop.asked if one.code == indicator), ())
    names = [one.name for one in workshop.responsible if department_key(one.name) in known]
    return names[0] if len(names) == len(known) == 1 else ""


def _follow_inputs(action: PlannedAction, text: Text) -> tuple[str, str]:
    states = list(STATES)
    state = st.selectbox(
        text("Status"),
        states,
        index=states.index(action.state),
        format_func=lambda chosen: text(STATES[chosen]),
        key=f"actions-{action.id}-state",
    )
    note = st.text_area(
        text("Outcome"),
        value=action.note,
        max_chars=LONGEST_NOTE,
        height=90,
        key=f"actions-{action.id}-note",
    )
    return state, note


def _done(said: str) -> None:
    st.toast(said, icon=":material/check:")
    st.rerun()
