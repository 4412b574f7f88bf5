"""The printed report to take away."""

import streamlit as st

from resilience.outputs.report import report_filename
from resilience.text import mark
from resilience.ui.results.page import pick_result
from resilience.ui.shared import blocks, cached, runtime
from resilience.ui.shared.making import made_in_sight

CONTENTS = (
    mark("The result on one page: overall, themes, strongest, weakest and least known indicators"),
    mark("A section for each theme: scores, how the answers are spread, what people wrote"),
    mark("Departments side by side by theme and by indicator, and who was in the room"),
    mark("Peer cities, what changed over the years, and what comes first"),
    mark("Actions: what will be done, by whom and by when"),
    mark("How the numbers were calculated, and the underlying counts"),
)

text = runtime.text()
workshop = pick_result(text, "report-workshop")
if workshop is None:
    st.stop()
result = cached.result(workshop.code)
blocks.invented_mark(workshop, text)
st.title(text("Printed report"))
blocks.workshop_line(workshop, text)
for part in CONTENTS:
    st.markdown(f"- {text(part)}")
printed = made_in_sight(cached.report(workshop.code, text.language), text)
blocks.unprintable_note(printed.unprintable, text)
st.download_button(
    text("Download the report"),
    printed.pdf,
    file_name=report_filename(result),
    mime="application/pdf",
    icon=":material/download:",
    type="primary",
    on_click="ignore",
    key="report-download",
)
st.caption(text("An A4 PDF in the language of this page, with embedded fonts."))
