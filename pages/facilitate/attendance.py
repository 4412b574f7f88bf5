"""Who joined, by department, and repairs: a device in the wrong department, a spare one, one person twice."""

import streamlit as st

from resilience.services.workshop.devices import attendance_of
from resilience.ui.facilitate.devices import choose_device, device_acts, erased_tables
from resilience.ui.facilitate.voices.photos import photo_panel
from resilience.ui.shared import blocks, runtime
from resilience.ui.shared.inputs import pick_run
from resilience.ui.shared.watch import watch_phase
from resilience.wording.framework import with_theme_names
from resilience.wording.progress import attendance_table, attendance_words

text = runtime.text()
visitor = runtime.visitor()
st.title(text("Attendance"))
workshop = pick_run(
    text, "attendance-workshop", lambda code: attendance_of(runtime.store(), visitor, code)
)
if workshop is None:
    st.stop()
text = with_theme_names(workshop.framework, text)
found = attendance_of(runtime.store(), visitor, workshop.code)
blocks.invented_mark(workshop, text)
watch_phase(workshop)
st.markdown(f"**{attendance_words(found, text)}**")
if found.devices:
    device = choose_device(found, workshop, text)
    st.caption(
        text(
            "Each device shows its number while it waits for the vote, and later under All "
            "indicators."
        )
    )
    device_acts(device, found, workshop, visitor, text)
erased_tables(found, workshop, visitor, text)
if not found.may_move:
    st.caption(
        text(
            "The first vote has closed, so this page shows counts only and no device can be changed. People who "
            "erased their data are counted as joined, and in later votes as not finished."
        )
    )
blocks.figures_table(attendance_table(found, text(workshop.unit_name), text), text)
st.caption(
    text(
        "All figures count people; a table counts as the number of people at it. Devices have no "
        "names, and nobody can see here what or how much a device answered."
    )
)
photo_panel(workshop, visitor, text)
if st.button(text("Refresh"), key="attendance-again"):
    st.rerun()
