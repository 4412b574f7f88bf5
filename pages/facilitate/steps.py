"""Two optional steps of a workshop: weights by points, and departments that reply first."""

import streamlit as st

from resilience.services.access import RUNNERS
from resilience.services.weights import view_weighing
from resilience.services.workshops import workshops_of
from resilience.ui import blocks, runtime
from resilience.ui.inputs import pick_workshop
from resilience.ui.replying import replying
from resilience.ui.watch import watch_phase
from resilience.ui.weighing import weighing

text = runtime.text()
visitor = runtime.visitor()
st.title(text("Weights and replies"))
mine = [w for w in workshops_of(runtime.store(), visitor) if visitor.may(w.id, RUNNERS)]
workshop = pick_workshop(
    mine,
    text,
    "steps-workshop",
    text("There is no workshop here that you run. Set one up, or open your facilitator link."),
    lambda code: view_weighing(runtime.store(), visitor, code),
)
if workshop is None:
    st.stop()
blocks.invented_mark(workshop, text)
blocks.workshop_line(workshop, text)
watch_phase(workshop.code)
st.header(text("Weights by 100 points"))
weighing(workshop, visitor, text)
st.header(text("Departments reply first"))
replying(workshop, visitor, text)
