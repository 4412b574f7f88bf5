"""The printed report, the brief and the slides to take away."""

import streamlit as st

from resilience.outputs.brief import brief_filename
from resilience.outputs.report import report_filename
from resilience.outputs.slides import slides_filename
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
st.title(text("Report, brief and slides"))
st.header(text("Printed report"))
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
st.download_button(
    text("Download the report for Word"),
    printed.docx,
    file_name=report_filename(result, "docx"),
    mime="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    icon=":material/download:",
    on_click="ignore",
    key="document-download",
)
st.caption(
    text(
        "The same report as a Word document (.docx). You can edit its text and tables; its charts "
        "are pictures."
    )
)

st.header(text("Brief"))
st.markdown(
    text(
        "The result on one A4 page: the score, themes, strengths, gaps, first actions and who "
        "took part."
    )
)
brief = cached.brief(workshop.code, text.language)
blocks.unprintable_note(brief.unprintable, text)
st.download_button(
    text("Download the brief"),
    brief.pdf,
    file_name=brief_filename(result),
    mime="application/pdf",
    icon=":material/download:",
    on_click="ignore",
    key="brief-download",
)
st.header(text("Slides"))
st.markdown(
    text(
        "Up to 10 slides for PowerPoint or LibreOffice. Charts and tables can be edited; the "
        "speaker notes hold all values."
    )
)
st.download_button(
    text("Download the slides"),
    cached.slides(workshop.code, text.language),
    file_name=slides_filename(result),
    mime="application/vnd.openxmlformats-officedocument.presentationml.presentation",
    icon=":material/download:",
    on_click="ignore",
    key="slides-download",
)
