"""Writing actions down, changing them, and noting what became of them."""

import datetime
from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from resilience.scoring.planning.actions import COSTS, STATES, PlannedAction
from resilience.services.deciding.actions import (
    LONGEST_ACTION,
    ActionPlan,
    add_action,
    change_action,
    remove_action,
)
from resilience.services.deciding.feasibility import show_feasibility
from resilience.services.deciding.follow_up import LONGEST_NOTE, follow_up
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.shared import runtime

#: session_state key that no widget uses: how many actions were added, so that each form is new
ADDED = "actions-added"


def add_form(workshop: WorkshopView, text: Text, *, empty: bool) -> None:
    """The form for a new action; it is open where the list is empty or the address names one."""
    wanted = st.query_params.get("indicator", "")
    with st.expander(text("Add an action"), expanded=empty or bool(wanted), icon=":material/add:"):
        key = f"actions-new-{st.session_state.setdefault(ADDED, 0)}"
        plan = _plan_inputs(workshop, text, key, wanted, None)
        if st.button(text("Add the action"), key="actions-add", type="primary"):
            with runtime.errors_shown():
                add_action(runtime.store(), runtime.visitor(), workshop.code, plan)
                st.session_state[ADDED] += 1
                _done(text("The action is stored."))


def changing(workshop: WorkshopView, action: PlannedAction, text: Text) -> Callable[[], None]:
    """Opens the form of an action of this workshop, with what became of it."""

    def ask() -> None:
        key = f"actions-{action.id}"
        plan = (
            None
            if workshop.phase == Phase.CLOSED
            else _plan_inputs(workshop, text, key, action.indicator, action)
        )
        state, note = _follow_inputs(action, text)
        if st.button(text("Keep the change"), key="actions-keep", type="primary"):
            with runtime.errors_shown():
                store, visitor = runtime.store(), runtime.visitor()
                if plan:
                    change_action(store, visitor, workshop.code, action.id, plan)
                follow_up(store, visitor, workshop.code, action.id, state=state, note=note)
                _done(text("The change is stored."))

    return st.dialog(text("Change an action"), width="medium")(ask)


def following(code: str, action: PlannedAction, text: Text) -> Callable[[], None]:
    """Opens the form for what became of an earlier workshop's action; `code` is the later one."""

    def ask() -> None:
        state, note = _follow_inputs(action, text)
        if st.button(text("Keep the change"), key="actions-keep", type="primary"):
            with runtime.errors_shown():
                store, visitor = runtime.store(), runtime.visitor()
                follow_up(store, visitor, code, action.id, state=state, note=note)
                _done(text("The change is stored."))

    return st.dialog(text("What became of it"))(ask)


def removing(code: str, action: PlannedAction, text: Text) -> Callable[[], None]:
    """Asks whether an action is meant to go."""

    def ask() -> None:
        st.markdown(text("The action goes, with the votes on it. Remove it?"))
        yes = text("Yes: {move}", move=text("Remove"))
        if st.button(yes, key="actions-yes-remove", type="primary"):
            with runtime.errors_shown():
                remove_action(runtime.store(), runtime.visitor(), code, action.id)
                _done(text("The action is removed."))

    return st.dialog(text("Remove"))(ask)


def show_votes(workshop: WorkshopView, waiting: int, text: Text) -> None:
    """Offer to close the votes on how feasible the actions are, and to show their means."""
    if not waiting:
        return
    st.markdown(
        text(
            "Participants say on the page My answers how feasible each action is. Nobody sees the "
            "votes until you show them."
        )
    )
    label = text("Show the feasibility votes")
    if st.button(label, key="actions-show", icon=":material/visibility:"):

        def ask() -> None:
            st.markdown(
                text(
                    "The votes close for good, and everybody who reads the result sees their means. "
                    "Actions that you add later get votes of their own. Show them?"
                )
            )
            yes = text("Yes: {move}", move=label)
            if st.button(yes, key="actions-yes-show", type="primary"):
                with runtime.errors_shown():
                    show_feasibility(runtime.store(), runtime.visitor(), workshop.code)
                    st.rerun()

        st.dialog(label)(ask)()


def _plan_inputs(
    workshop: WorkshopView, text: Text, key: str, indicator: str, action: PlannedAction | None
) -> ActionPlan:
    about = _indicator_input(workshop, text, key, indicator)
    what = st.text_area(
        text("What will be done"),
        value=action.what if action else "",
        max_chars=LONGEST_ACTION,
        height=90,
        key=f"{key}-what",
    )
    first, second, third = st.columns(3)
    department = _department_input(first, workshop, text, key, action)
    day = action.by_when if action else None
    by_when = second.date_input(
        text("By when (may stay empty)"),
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
        format_func=lambda chosen: text(COSTS[chosen]) if chosen else text("not said"),
        key=f"{key}-cost",
    )
    due = by_when if isinstance(by_when, datetime.date) else None
    return ActionPlan(about or "", what, department, due, cost or None)


def _indicator_input(workshop: WorkshopView, text: Text, key: str, indicator: str) -> str | None:
    own = workshop.decided_by(runtime.visitor())
    codes = [i.code for i in workshop.asked if i.code in own]
    titles = {c: f"{c} · {workshop.framework.title(c, text.language)}" for c in codes}
    return st.selectbox(
        text("Indicator"),
        codes,
        index=codes.index(indicator) if indicator in codes else None,
        format_func=titles.__getitem__,
        placeholder=text("Choose an indicator"),
        key=f"{key}-indicator",
    )


def _department_input(
    place: DeltaGenerator,
    workshop: WorkshopView,
    text: Text,
    key: str,
    action: PlannedAction | None,
) -> int | None:
    names = {d.id: d.name for d in workshop.responsible}
    return place.selectbox(
        text("Responsible department"),
        list(names),
        index=list(names.values()).index(action.department) if action else None,
        format_func=lambda chosen: text(names[chosen]),
        placeholder=text("Choose a department"),
        key=f"{key}-department",
    )


def _follow_inputs(action: PlannedAction, text: Text) -> tuple[str, str]:
    states = list(STATES)
    state = st.selectbox(
        text("How far it is"),
        states,
        index=states.index(action.state),
        format_func=lambda chosen: text(STATES[chosen]),
        key=f"actions-{action.id}-state",
    )
    note = st.text_area(
        text("What became of it"),
        value=action.note,
        max_chars=LONGEST_NOTE,
        height=90,
        key=f"actions-{action.id}-note",
    )
    return state, note


def _done(said: str) -> None:
    st.toast(said, icon=":material/check:")
    st.rerun()
