"""The run sheet: the steps of a workshop with minutes and scripts, from a template or edited in a table."""

import streamlit as st

from resilience.services.workshop.agenda import TEMPLATES
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.run_sheet import save_steps, use_template, view_run_sheet
from resilience.ui.evidence.marks import evidence_before
from resilience.ui.facilitate.run_sheet.side import follow_run_sheet
from resilience.ui.facilitate.run_sheet.table import edit_steps, total_words
from resilience.ui.shared import blocks, runtime
from resilience.ui.shared.inputs import pick_run
from resilience.ui.shared.watch import watch_phase

text = runtime.text()
store, visitor = runtime.store(), runtime.visitor()
st.title(text("Run sheet"))
workshop = pick_run(text, "run-sheet-workshop", lambda code: view_run_sheet(store, visitor, code))
if workshop is None:
    st.stop()
agenda = view_run_sheet(store, visitor, workshop.code)
follow_run_sheet(workshop, agenda)
blocks.invented_mark(workshop, text)
blocks.workshop_line(workshop, text)
watch_phase(workshop)

closed = workshop.phase is Phase.CLOSED
if not closed and not workshop.rehearses:
    evidence_before(workshop, text)
with st.container(horizontal=True, vertical_alignment="bottom"):
    template = st.segmented_control(
        text("Template"),
        list(TEMPLATES),
        default=agenda.template,
        required=True,
        format_func=lambda name: text(TEMPLATES[name]),
        disabled=closed,
        key="run-sheet-template",
    )
    pressed = st.button(
        text("Use this template"),
        icon=":material/check:",
        disabled=closed or (template == agenda.template and not agenda.edited),
        key="run-sheet-use",
    )
if pressed and template:
    with runtime.errors_shown():
        use_template(store, visitor, workshop.code, template)
        st.rerun()

total, save = st.columns([3, 1], vertical_alignment="center")
steps = edit_steps(agenda, text, disabled=closed)
unsaved = steps != agenda.steps
with total:
    st.markdown(f"**{total_words(workshop, agenda, steps, text)}**")
    voting = sum(step.minutes for step in steps if step.kind == "vote")
    if voting < workshop.minutes:
        st.caption(
            text(
                "Answering everything takes about {minutes} minutes; only {planned} are planned "
                "for the vote.",
                minutes=workshop.minutes,
                planned=voting,
            )
        )
with save:
    label = text("Save the run sheet")
    if st.button(
        label, type="primary", disabled=not unsaved, key="run-sheet-save", width="stretch"
    ):
        with runtime.errors_shown():
            save_steps(store, visitor, workshop.code, steps, agenda.steps)
            st.rerun()
st.caption(
    text(
        "Add rows at the end of the table. To remove a row, point to its left end, select the box "
        "that appears there, and press Delete."
    )
)
