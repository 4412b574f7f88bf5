"""The plan as an Excel file, and a file back into the plan: looked at first, stored on a press."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from resilience.scoring.planning.actions import COSTS, STATES, PlannedAction
from resilience.services.deciding.action_edits import edit_actions
from resilience.services.deciding.plan_cells import cells_of, plan_heads
from resilience.services.deciding.plan_files import CellChange, PlanLook, look_at_plan
from resilience.services.frameworks.uploads import PLANS, checked_kind
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text, mark
from resilience.text.alike import alike
from resilience.ui.facilitate.actions.opening import sent_once_open
from resilience.ui.shared import runtime
from resilience.ui.shared.downloads import name_of
from resilience.ui.shared.markup import plain
from resilience.wording.planning.action_facts import NAMES, fact_words
from resilience.wording.table_files import XLSX
from resilience.workbook.plan import NUMBER, PlanFile, PlanSheet, read_plan, write_plan

#: session_state keys: the file that was read, and how often the field for files was emptied
READ, EMPTIED = "plan-read", "plan-emptied"
#: what the plan does not have
EARLIER = mark(
    "The plan has the actions of this workshop only. Those of earlier workshops are in the plans of "
    "these; the menu *Download* has a list of all actions."
)
#: places that are named before the rest is only counted
MOST_TOLD = 30


def plan_in_excel(
    workshop: WorkshopView,
    actions: Sequence[PlannedAction],
    text: Text,
    *,
    takes: bool,
    earlier: bool,
) -> None:
    """A plan to download, and for those who keep it a field in which it comes back; `earlier` actions are not in it."""
    key = f"plan-in-excel-{workshop.code}"
    with sent_once_open(text("Plan in Excel"), key, icon=":material/table_view:") as opened:
        if opened:
            if earlier:
                st.caption(text(EARLIER))
            _both_ways(workshop, actions, text, takes=takes, earlier=earlier)


def _both_ways(
    workshop: WorkshopView,
    actions: Sequence[PlannedAction],
    text: Text,
    *,
    takes: bool,
    earlier: bool,
) -> None:
    said = text(
        "Download the plan, edit it in Excel and upload it again. You see first what would "
        "change; nothing is stored until you confirm."
    )
    st.markdown(said if takes else text("Download the plan to read or print it."))
    st.download_button(
        text("Download the plan (Excel)"),
        runtime.when_asked(lambda: plan_file(workshop, actions, text, earlier=earlier)),
        file_name=f"{name_of('plan')}.xlsx",
        mime=XLSX,
        on_click="ignore",
        icon=":material/download:",
        key="plan-download",
    )
    if takes:
        with runtime.errors_shown():
            _take_in(workshop, actions, text)


def plan_file(
    workshop: WorkshopView, actions: Sequence[PlannedAction], text: Text, *, earlier: bool
) -> bytes:
    """The plan of a workshop as an Excel file, which says so if there are `earlier` actions."""
    heads, left_out = plan_heads(text), EARLIER if earlier else ""
    return write_plan(
        PlanSheet(
            code=workshop.code,
            title=text(
                "Action plan of {city}, workshop {code}",
                city=workshop.city.name,
                code=workshop.code,
            ),
            heads=heads,
            rows=[cells_of(one, text) for one in actions],
            choices={
                "department_id": [text(one.name) for one in workshop.responsible],
                "state": [text(said) for said in STATES.values()],
                "cost": [text(said) for said in COSTS.values()],
            },
            notes=[text(said) for said in (workshop.invented_words, left_out) if said],
        ),
        text,
    )


def _take_in(workshop: WorkshopView, actions: Sequence[PlannedAction], text: Text) -> None:
    """A field for a file, what it would change, and a button that stores it."""
    emptied = st.session_state.setdefault(EMPTIED, 0)
    brought = st.file_uploader(
        text("Edited plan, or a plan that your city keeps in Excel (.xlsx, .ods or .xls)"),
        key=f"plan-upload-{workshop.code}-{emptied}",
    )
    if brought is None:
        return
    kept = st.session_state.get(READ)
    if kept is None or kept[0] != brought.file_id:
        data = brought.getvalue()
        checked_kind(PLANS, data, brought.name)
        with runtime.reading():
            kept = st.session_state[READ] = (brought.file_id, read_plan(data))
    file: PlanFile = kept[1]
    columns, indicator = file.keys, ""
    if not file.workshop:
        columns, indicator = _mapping(workshop, file, text)
        if "what" not in columns.values():
            st.info(text("Choose the column that says what will be done."), icon=":material/info:")
            return
    _show(workshop, look_at_plan(workshop, actions, file, columns, indicator), text)


def _mapping(workshop: WorkshopView, file: PlanFile, text: Text) -> tuple[Mapping[int, str], str]:
    """Which column of the city's own plan holds which of our facts; proposed where the headings are alike."""
    st.markdown(
        text("This plan has its own headings. Choose the column for each fact, where there is one.")
    )
    heads = {key: said for key, said in plan_heads(text).items() if key != NUMBER}
    columns: dict[int, str] = {}
    places = st.columns(3)
    for at, (key, said) in enumerate(heads.items()):
        known = [c for c, head in file.heads.items() if alike(head) == alike(said)]
        choices = [0, *file.heads]
        chosen = places[at % 3].selectbox(
            said,
            choices,
            index=choices.index(known[0]) if known else 0,
            format_func=lambda column: file.heads.get(column, text("none")),
            key=f"plan-column-{key}",
        )
        if chosen:
            columns[chosen] = key
    codes = {one.code: workshop.framework.title(one.code, text.language) for one in workshop.asked}
    indicator = st.selectbox(
        text("Indicator for rows that name none"),
        ["", *codes],
        format_func=lambda code: f"{code} · {codes[code]}" if code else text("none"),
        key="plan-indicator",
    )
    return columns, indicator


def _show(workshop: WorkshopView, look: PlanLook, text: Text) -> None:
    """What the file would do, cell by cell, and the button that stores it."""
    names = {one.id: one.name for one in workshop.departments}

    def line(one: CellChange) -> str:
        was, becomes = (fact_words(one.name, v, names, text) for v in (one.was, one.becomes))
        named = f"“{one.action.what}”, {text(NAMES[one.name])}"
        return f"{text.said(one.at)}: {named}: {was} → {becomes}"

    new = [f"{text.said(at)}: {plan.what}" for at, plan in look.added]
    _tell(text("New"), new, text, st.info)
    _tell(text("Changed"), [line(one) for one in look.changed], text, st.info)
    _tell(
        text("Changed here too since the export"),
        [line(one) for one in look.contradicted],
        text,
        st.warning,
    )
    _tell(text("Not understood"), [text.fault(one) for one in look.faults], text, st.warning)
    said = text.plural("{n} action is unchanged.", "{n} actions are unchanged.", look.same)
    st.caption(said)
    over = bool(look.contradicted) and st.checkbox(
        text("Use the file's values even where the plan was changed here since the export"),
        key="plan-over",
    )
    edits = look.edits(contradicted=over)
    if not edits and not look.added:
        st.markdown(text("There is nothing to import in this file."))
        return
    n = len(edits) + len(look.added)
    label = text.plural("Import {n} action", "Import {n} actions", n)
    if st.button(label, type="primary", icon=":material/check:", key="plan-take"):
        plans = [plan for _, plan in look.added]
        edit_actions(runtime.store(), runtime.visitor(), workshop.code, edits, plans)
        st.session_state[EMPTIED] += 1
        st.session_state.pop(READ, None)
        st.toast(text("Plan imported."), icon=":material/check:")
        st.rerun()


def _tell(title: str, lines: Sequence[str], text: Text, box: Callable[[str], object]) -> None:
    if not lines:
        return
    shown = [f"- {plain(one)}" for one in lines[:MOST_TOLD]]
    if len(lines) > MOST_TOLD:
        shown.append("- " + text("and {n} more", n=len(lines) - MOST_TOLD))
    box("\n".join([f"**{title}** ({text.number(len(lines))})", "", *shown]))
