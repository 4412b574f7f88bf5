"""The printed report to take away."""

import streamlit as st

from resilience.services.report import report_filename
from resilience.text import mark
from resilience.ui import blocks, cached, runtime
from resilience.ui.results import pick_result

CONTENTS = (
    mark("The result on one page: overall, themes, strongest, weakest and least known indicators"),
    mark("Departments side by side, and who was in the room"),
    mark("Actions: what will be done, by whom and by when"),
    mark("Every indicator with its middle level and its interval (90 %)"),
    mark("What people wrote, with the department and never the person"),
    mark("How the numbers were made"),
)

text = runtime.text()
workshop = pick_result(text, "report-workshop")
if workshop is None:
    st.stop()
result = cached.result(workshop.code)
printed = cached.report(workshop.code, text.language)
blocks.invented_mark(workshop, text)
st.title(text("Printed report"))
blocks.workshop_line(workshop, text)
for part in CONTENTS:
    st.markdown(f"- {text(part)}")
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
st.caption(text("A PDF for A4 in the language of this page, with fonts of its own."))
