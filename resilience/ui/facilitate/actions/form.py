"""Writing actions down, and removing them."""

import datetime
from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from resilience.framework.departments import department_key
from resilience.scoring.planning.actions import COSTS, ActionPlan, PlannedAction
from resilience.services.deciding.action_facts import LONGEST_ACTION
from resilience.services.deciding.action_rights import keeps_plan
from resilience.services.deciding.actions import add_action, remove_action
from resilience.services.workshop.desk import decided_by
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.facilitate.actions.opening import sent_once_open
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
    key = f"actions-form-{workshop.id}-{wanted}" + "-first" * empty
    with sent_once_open(
        text("Add an action"), key, expanded=empty or bool(wanted), icon=":material/add:"
    ) as opened:
        if opened:
            _form(workshop, text, wanted, onward)


def _form(
    workshop: WorkshopView, text: Text, wanted: str, onward: Callable[[], None] | None
) -> None:
    key = f"actions-new-{st.session_state.setdefault(ADDED, 0)}-{workshop.id}-{wanted}"
    plan = _plan_inputs(workshop, text, key, wanted)
    with st.container(key="actions-bar", horizontal=True, vertical_alignment="center"):
        added = st.button(text("Add the action"), key="actions-add", type="primary")
        if onward:
            onward()
    if added:
        with runtime.errors_shown():
            add_action(runtime.store(), runtime.visitor(), workshop.code, plan)
            st.session_state[ADDED] += 1
            _done(text("Action saved."))


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


def _plan_inputs(workshop: WorkshopView, text: Text, key: str, indicator: str) -> ActionPlan:
    about = _indicator_input(workshop, text, key, indicator)
    if about:
        show_suggestions(workshop, about, key, text)
    what = st.text_area(
        text("What will be done"),
        max_chars=LONGEST_ACTION,
        height=90,
        key=f"{key}-what",
        persist_state="session",
    )
    first, second, third = st.columns(3)
    department = _department_input(first, workshop, text, key, about)
    by_when = second.date_input(
        text("Due date (optional)"),
        value=None,
        min_value=workshop.date,
        format="YYYY-MM-DD",
        key=f"{key}-when",
    )
    cost = third.selectbox(
        text("Cost"),
        ["", *COSTS],
        format_func=lambda chosen: text(COSTS[chosen]) if chosen else text("not stated"),
        key=f"{key}-cost",
        help=text(
            "You can add steps, budget, contact role and evidence once the action is in the list."
        ),
    )
    due = by_when if isinstance(by_when, datetime.date) else None
    return ActionPlan(about or "", what, department, due, cost or None)


def _indicator_input(workshop: WorkshopView, text: Text, key: str, indicator: str) -> str | None:
    visitor = runtime.visitor()
    own, every = decided_by(visitor, workshop), keeps_plan(visitor, workshop.id)
    codes = [i.code for i in workshop.asked if every or i.code in own]
    titles = {c: f"{c} · {workshop.framework.title(c, text.language)}" for c in codes}
    return st.selectbox(
        text("Indicator"),
        codes,
        index=codes.index(indicator) if indicator in codes else None,
        format_func=titles.__getitem__,
        placeholder=text("Choose an indicator"),
        key=f"{key}-indicator",
        persist_state="session",
    )


def _department_input(
    place: DeltaGenerator, workshop: WorkshopView, text: Text, key: str, about: str | None
) -> int | None:
    names = {d.id: d.name for d in workshop.responsible}
    proposed = _usual_department(workshop, about)
    return place.selectbox(
        text("Responsible department"),
        list(names),
        index=list(names.values()).index(proposed) if proposed else None,
        format_func=lambda chosen: text(names[chosen]),
        placeholder=text("Choose a department"),
        key=f"{key}-department-{about}" if proposed else f"{key}-department",
    )


def _usual_department(workshop: WorkshopView, indicator: str | None) -> str:
    """The only department that usually knows an indicator; "" where several do, or the workshop has it not."""
    known = next((one.departments for one in workshop.asked if one.code == indicator), ())
    names = [one.name for one in workshop.responsible if department_key(one.name) in known]
    return names[0] if len(names) == len(known) == 1 else ""


def _done(said: str) -> None:
    st.toast(said, icon=":material/check:")
    st.rerun()
