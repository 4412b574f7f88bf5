"""Two optional steps of a workshop: weights by points, and departments that reply first."""

import streamlit as st

from resilience.services.deciding.weights import view_weighing
from resilience.services.workshop.run_sheet import view_run_sheet
from resilience.ui.facilitate.next_step import next_elsewhere
from resilience.ui.facilitate.replying import replying
from resilience.ui.facilitate.weighing import weighing
from resilience.ui.shared import blocks, runtime
from resilience.ui.shared.inputs import pick_run
from resilience.ui.shared.watch import watch_phase

text = runtime.text()
visitor = runtime.visitor()
st.title(text("Weights and replies"))
workshop = pick_run(
    text, "steps-workshop", lambda code: view_weighing(runtime.store(), visitor, code)
)
if workshop is None:
    st.stop()
blocks.invented_mark(workshop, text)
st.page_link(
    "pages/facilitate/live.py",
    label=text("Back to the live page"),
    icon=":material/groups:",
    query_params={"workshop": workshop.code},
)
blocks.workshop_line(workshop, text)
watch_phase(workshop)
agenda = view_run_sheet(runtime.store(), visitor, workshop.code)
if agenda.running and agenda.running.kind == "points":
    next_elsewhere(workshop, agenda, text)
st.header(text("Weight the themes (100 points)"))
weighing(workshop, visitor, text)
st.header(text("Departments reply first"))
replying(workshop, visitor, text)
