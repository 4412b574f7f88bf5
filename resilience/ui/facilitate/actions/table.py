"""Many actions in one table, changed and saved together."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from resilience.scoring.planning.actions import STATES, PlannedAction, late_words
from resilience.scoring.planning.money import exact
from resilience.services.deciding.action_edits import (
    ActionEdit,
    ChangedMeanwhile,
    Clash,
    edit_actions,
)
from resilience.services.deciding.action_facts import LONGEST_NOTE, LONGEST_WORDS
from resilience.services.deciding.follow_up import today_in
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.facilitate.actions.inputs import day_in
from resilience.ui.shared import runtime
from resilience.ui.shared.markup import plain
from resilience.wording.planning.action_facts import NAMES, fact_words

#: the facts in the table, in their order
COLUMNS = (
    "what",
    "state",
    "department_id",
    "starts",
    "by_when",
    "note",
    "contact",
    "partners",
    "budget",
    "currency",
    "source",
)
#: what is overdue, which nobody types
LATE = "late"
#: session_state keys: the actions under the changes that are not saved yet, how often it was saved, and what
#: another desk has changed meanwhile
UNDER, SAVED, CLASHES = "actions-table-under", "actions-table-saved", "actions-table-clashes"


def show_table(
    workshop: WorkshopView,
    actions: Sequence[PlannedAction],
    may: Mapping[int, frozenset[str]],
    text: Text,
) -> None:
    """A table of the actions in which the visitor changes the facts that they `may`, by the ids of actions."""
    key = f"actions-table-{st.session_state.setdefault(SAVED, 0)}-{workshop.code}-{[a.id for a in actions]}"
    under = _under(key, actions)
    names = {one.id: one.name for one in workshop.responsible}
    base = _frame(under, names, text)
    late = [late_words(one, today_in(workshop), text) for one in under]
    if any(late):
        base.insert(COLUMNS.index("by_when"), LATE, late)
    everywhere = frozenset.intersection(*(may[one.id] for one in under))
    table = st.data_editor(
        base,
        column_config=_config(names, text),
        disabled=[LATE] + [name for name in COLUMNS if name not in everywhere],
        hide_index=True,
        key=key,
        width="stretch",
        placeholder="",
    )
    edits = _edits(under, base, table, names, text)
    if not edits:
        st.session_state.pop(CLASHES, None)
        st.caption(text("Change cells, then save. Nothing is saved until then."))
        return
    _offer(workshop, edits, names, text)


def _under(key: str, actions: Sequence[PlannedAction]) -> Sequence[PlannedAction]:
    """The actions as they were when the first cell was changed; what is typed stays in its row."""
    kept = st.session_state.get(UNDER)
    if kept and kept[0] == key and st.session_state.get(key, {}).get("edited_rows"):
        return tuple(kept[1])
    st.session_state[UNDER] = (key, tuple(actions))
    return actions


def _frame(actions: Sequence[PlannedAction], names: Mapping[int, str], text: Text) -> pd.DataFrame:
    def cell(one: PlannedAction, name: str) -> Any:
        value = getattr(one, name)
        if name == "state":
            return text(STATES[value])
        return text(names[value]) if name == "department_id" else value

    rows = [[cell(one, name) for name in COLUMNS] for one in actions]
    frame = pd.DataFrame(rows, columns=list(COLUMNS), dtype="object")
    return frame.astype({"budget": "float64"})


def _config(names: Mapping[int, str], text: Text) -> dict[str, Any]:
    column, heads = st.column_config, {name: text(NAMES[name]) for name in (*COLUMNS, LATE)}
    day = text.locale.date_formats["long"].pattern.replace("d", "D").replace("y", "YYYY")
    words = {
        name: column.TextColumn(heads[name], max_chars=LONGEST_WORDS)
        for name in ("contact", "partners", "currency", "source")
    }
    return {
        **words,
        LATE: heads[LATE],
        "what": column.TextColumn(heads["what"], width="large", pinned=True),
        "note": column.TextColumn(heads["note"], width="medium", max_chars=LONGEST_NOTE),
        "state": column.SelectboxColumn(
            heads["state"], options=[text(said) for said in STATES.values()], required=True
        ),
        "department_id": column.SelectboxColumn(
            heads["department_id"], options=[text(name) for name in names.values()], required=True
        ),
        "starts": column.DateColumn(heads["starts"], format=day),
        "by_when": column.DateColumn(heads["by_when"], format=day),
        "budget": column.NumberColumn(heads["budget"], min_value=0, format="localized"),
    }


def _edits(
    under: Sequence[PlannedAction],
    base: pd.DataFrame,
    table: pd.DataFrame,
    names: Mapping[int, str],
    text: Text,
) -> list[ActionEdit]:
    """The cells that differ from the table as it was drawn, as changes of actions."""
    known: dict[str, dict[str, Any]] = {
        "state": {text(said): state for state, said in STATES.items()},
        "department_id": {text(name): number for number, name in names.items()},
    }
    edits = []
    for place, one in enumerate(under):
        becomes: dict[str, Any] = {}
        for name in COLUMNS:
            was, now = base.iloc[place][name], table.iloc[place][name]
            if now is was or now == was or (pd.isna(now) and pd.isna(was)):
                continue
            if name in ("starts", "by_when"):
                becomes[name] = day_in(now)
            elif name == "budget":
                becomes[name] = None if pd.isna(now) else exact(now)
            else:
                said = "" if pd.isna(now) else str(now)
                becomes[name] = known[name][said] if name in known else said
        becomes = {n: value for n, value in becomes.items() if value != getattr(one, n)}
        if becomes:
            edits.append(ActionEdit(one.id, becomes, {n: getattr(one, n) for n in becomes}))
    return edits


def _offer(
    workshop: WorkshopView, edits: list[ActionEdit], names: Mapping[int, str], text: Text
) -> None:
    """The button that saves the changes, and what another desk has changed meanwhile."""
    clashes = st.session_state.get(CLASHES, ())
    if clashes:
        st.warning(_clash_words(clashes, names, text), icon=":material/sync_problem:")
        label = text("Save mine")
        now = {(one.action_id, one.name): one.now for one in clashes}
        edits = [
            ActionEdit(
                one.action_id,
                one.becomes,
                {n: now.get((one.action_id, n), was) for n, was in one.was.items()},
            )
            for one in edits
        ]
    else:
        n = sum(len(one.becomes) for one in edits)
        label = text.plural("Save {n} change", "Save {n} changes", n)
    with st.container(horizontal=True):
        if st.button(label, type="primary", key="actions-table-save"):
            _save(workshop, edits, text)
        if st.button(text("Discard changes"), key="actions-table-discard"):
            _begin_again()


def _save(workshop: WorkshopView, edits: list[ActionEdit], text: Text) -> None:
    with runtime.errors_shown():
        try:
            edit_actions(runtime.store(), runtime.visitor(), workshop.code, edits)
        except ChangedMeanwhile as error:
            st.session_state[CLASHES] = error.clashes
            st.rerun()
        st.toast(text("Change saved."), icon=":material/check:")
        _begin_again()


def _begin_again() -> None:
    for key in (UNDER, CLASHES):
        st.session_state.pop(key, None)
    st.session_state[SAVED] += 1
    st.rerun()


def _clash_words(clashes: Sequence[Clash], names: Mapping[int, str], text: Text) -> str:
    said = text(
        "Another desk has changed the same cells since you began. None of your changes is saved yet. The other desk saved:"
    )
    lines = [
        f"- {text(NAMES[one.name])}: {plain(fact_words(one.name, one.now, names, text))}"
        for one in clashes
    ]
    return "\n".join([said, "", *lines])
