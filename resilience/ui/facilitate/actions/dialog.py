"""One action in a dialog, with all its facts; what is typed stays when another desk saves meanwhile."""

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from resilience.scoring.planning.actions import PlannedAction
from resilience.services.deciding.action_edits import (
    ActionEdit,
    ChangedMeanwhile,
    Clash,
    edit_actions,
)
from resilience.services.deciding.action_facts import FACTS, OUTCOME
from resilience.services.deciding.own_suggestions import suggest_later
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.facilitate.actions.inputs import ActionInputs
from resilience.ui.shared import runtime
from resilience.ui.shared.markup import plain
from resilience.wording.planning.action_facts import NAMES, fact_words

#: session_state key: the action whose dialog is open
OPENED = "actions-opened"


@dataclass(slots=True)
class Opened:
    """An action whose dialog is open in the workshop `code`: what it `was`, and which facts may change.

    `clashes` are facts that another desk has changed meanwhile; `drawn` counts how often each input was filled
    again with what that desk saved.
    """

    code: str
    action: PlannedAction
    may: frozenset[str]
    suggests: bool
    was: dict[str, Any]
    clashes: tuple[Clash, ...] = ()
    drawn: dict[str, int] = field(default_factory=dict)


def open_action(code: str, action: PlannedAction, may: frozenset[str], *, suggests: bool) -> None:
    """Have `show_opened` open the dialog of an action; `suggests`: it may be suggested to later workshops."""
    was = {name: getattr(action, name) for name in FACTS}
    st.session_state[OPENED] = Opened(code, action, may, suggests, was)


def is_open() -> bool:
    """Whether a dialog is open; a page that ran again by itself would lose what is being typed in it."""
    return OPENED in st.session_state


def show_opened(workshop: WorkshopView, text: Text) -> None:
    """Draw the dialog that is open; a run of the page, as after another desk's change, draws it again."""
    opened: Opened | None = st.session_state.get(OPENED)
    if opened is None:
        return
    if opened.code != workshop.code:
        _close()
        return
    title = text("Change an action") if opened.may != OUTCOME else text("Outcome")
    st.dialog(title, width="large", on_dismiss=_close)(_ask)(workshop, opened, text)


def _close() -> None:
    st.session_state.pop(OPENED, None)


def _ask(workshop: WorkshopView, opened: Opened, text: Text) -> None:
    becomes = ActionInputs(
        workshop, opened.action, opened.was, opened.may, opened.drawn, text
    ).read()
    suggested = opened.action.suggested
    if opened.suggests:
        suggested = st.checkbox(
            text("Suggest this action in later workshops of the city"),
            value=opened.action.suggested,
            key=f"actions-{opened.action.id}-suggested",
        )
    if opened.clashes:
        _show_clashes(workshop, opened, becomes, suggested, text)
    elif st.button(text("Save the change"), key="actions-keep", type="primary"):
        _save(opened, becomes, suggested, text)


def _save(opened: Opened, becomes: dict[str, Any], suggested: bool, text: Text) -> None:
    """Save what differs from what the dialog showed; if another desk saved the same facts, say so instead."""
    store, visitor = runtime.store(), runtime.visitor()
    changed = {name: value for name, value in becomes.items() if value != opened.was[name]}
    with runtime.errors_shown():
        try:
            if changed:
                edit = ActionEdit(opened.action.id, changed, opened.was)
                edit_actions(store, visitor, opened.code, [edit])
        except ChangedMeanwhile as error:
            opened.clashes = error.clashes
            st.rerun(scope="fragment")
        if suggested != opened.action.suggested:
            suggest_later(store, visitor, opened.code, opened.action.id, suggested=suggested)
        _close()
        st.toast(text("Change saved."), icon=":material/check:")
        st.rerun()


def _show_clashes(
    workshop: WorkshopView, opened: Opened, becomes: dict[str, Any], suggested: bool, text: Text
) -> None:
    """What another desk saved meanwhile, and the choice between it and what was typed here."""
    names = {one.id: one.name for one in workshop.departments}
    lines = [
        f"- {text(NAMES[one.name])}: {plain(fact_words(one.name, one.now, names, text))}"
        for one in opened.clashes
    ]
    said = text(
        "Another desk has changed the same fields since you opened this action. None of your changes is saved yet. The other desk saved:"
    )
    st.warning("\n".join([said, "", *lines]), icon=":material/sync_problem:")
    mine, theirs = st.columns(2)
    if mine.button(text("Save mine"), key="actions-mine", type="primary", width="stretch"):
        _accept(opened)
        _save(opened, becomes, suggested, text)
    if theirs.button(text("Keep theirs"), key="actions-theirs", width="stretch"):
        for one in opened.clashes:
            opened.drawn[one.name] = opened.drawn.get(one.name, 0) + 1
        _accept(opened)
        st.rerun(scope="fragment")


def _accept(opened: Opened) -> None:
    """Take what the other desk saved as what was there before."""
    opened.was |= {one.name: one.now for one in opened.clashes}
    opened.clashes = ()
