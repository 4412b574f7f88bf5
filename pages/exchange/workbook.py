"""The results workbook to take away."""

from functools import partial

import streamlit as st

from resilience.outputs.long_data import WITHOUT_AGREED, counts_csv, participants_csv
from resilience.outputs.workbook import results_filename
from resilience.text import mark
from resilience.ui.results.page import pick_result
from resilience.ui.shared import cached, runtime

SHEETS = (
    mark("Summary: the result on one page, to print or to forward"),
    mark("Themes and indicators, with formulas that update when you change a number"),
    mark("Priorities, actions and targets, also actions of earlier workshops that you may read"),
    mark("Trend and peers, with the figures and the words of the pages"),
    mark("Departments, and comments with the department but never the person"),
    mark("Statistics last: agreement, distribution, rounds, and the counts behind every figure"),
    mark("iData and iMeta: department scores for the R package COINr"),
)

text = runtime.text()
workshop = pick_result(text, "workbook-workshop")
if workshop is None:
    st.stop()
result = cached.result(workshop.code)
st.title(text("Excel workbook"))
for sheet in SHEETS:
    st.markdown(f"- {text(sheet)}")
st.download_button(
    text("Download the workbook"),
    cached.workbook(workshop.code, text.language),
    file_name=results_filename(result),
    mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    icon=":material/download:",
    type="primary",
    on_click="ignore",
    key="workbook-download",
)
st.caption(text("No macros. Opens in Excel, LibreOffice and WPS."))
st.subheader(text("For other programs"))
st.markdown(
    text(
        "The counts of every vote by department and indicator, with agreed levels, weights and "
        "rules, as CSV. Anyone can compute the same scores from them."
    )
)
st.download_button(
    text("Download the counts (CSV)"),
    partial(counts_csv, result),
    file_name=f"counts-{workshop.code}.csv",
    mime="text/csv",
    icon=":material/download:",
    on_click="ignore",
    key="workbook-counts",
)
if not workshop.k:
    st.markdown(
        text("Everybody agreed to an open workshop, so you can also download every answer.")
    )
    st.download_button(
        text("Download every answer (CSV)"),
        partial(participants_csv, runtime.store(), runtime.visitor(), workshop.code),
        file_name=f"answers-{workshop.code}.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="workbook-participants",
    )
    st.caption(text(WITHOUT_AGREED))
