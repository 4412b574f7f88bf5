"""Sharing out 100 points among the themes, where the facilitator asks for it."""

import streamlit as st

from resilience.services.deciding.weights import POINTS, own_sheet, save_points
from resilience.services.workshop.participants import view_participant
from resilience.services.workshop.workshops import view_workshop
from resilience.ui.shared import blocks, runtime
from resilience.ui.shared.watch import watch_phase
from resilience.wording.own_result import SETTLED

text = runtime.text()
visitor = runtime.visitor()
workshop = view_workshop(runtime.store(), view_participant(runtime.store(), visitor).code)
sheet = own_sheet(runtime.store(), visitor)
watch_phase(workshop)

blocks.invented_mark(workshop, text)
st.title(text("Weights"))
blocks.workshop_line(workshop, text)
if sheet is None:
    st.info(text("This workshop does not ask for weights."), icon=":material/info:")
    st.stop()
st.markdown(
    text(
        "How much does each theme matter for your city? Share out 100 points. Nobody sees yours; the "
        "workshop sees the mean, in whole points."
    )
)
typed = {
    theme: st.number_input(
        workshop.framework.title(theme, text.language),
        min_value=0,
        max_value=POINTS,
        value=given,
        step=5,
        key=f"weights-{theme}",
        disabled=not sheet.open,
    )
    for theme, given in sheet.points.items()
}
total = sum(typed.values())
st.markdown("**" + text("{total} of {of} points given", total=total, of=POINTS) + "**")
if total not in (0, POINTS):
    st.caption(text("Points need not add up to 100: each theme gets its share of your own total."))
if not sheet.open:
    counts = text("Points are no longer accepted. Your saved points count.")
    said = text(SETTLED[sheet.state]) if sheet.state == "ended" else counts
    st.info(said, icon=":material/lock:")
    st.stop()
if st.button(text("Save my points"), type="primary", key="weights-save"):
    with runtime.errors_shown():
        save_points(runtime.store(), visitor, typed)
        sheet = own_sheet(runtime.store(), visitor) or sheet
if typed != sheet.points:
    st.caption(text("not saved yet"))
elif sheet.given:
    st.caption(text("saved"))
