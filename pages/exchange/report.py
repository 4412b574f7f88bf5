"""The brief, the slides and the report to take away, as PDF and for Word."""

import streamlit as st

from resilience.outputs.brief import brief_filename
from resilience.outputs.report import report_filename
from resilience.outputs.slides import slides_filename
from resilience.ui.results.page import pick_result
from resilience.ui.shared import blocks, cached, runtime
from resilience.ui.shared.making import made_in_sight

OFFICE = "application/vnd.openxmlformats-officedocument"

text = runtime.text()
workshop = pick_result(text, "report-workshop")
if workshop is None:
    st.stop()
result = cached.result(workshop.code)
code = workshop.code


def offer(key: str, label: str, content: bytes, name: str, mime: str) -> None:
    st.download_button(
        label,
        content,
        file_name=name,
        mime=mime,
        icon=":material/download:",
        type="primary",
        on_click="ignore",
        key=f"{key}-download",
    )


def brief() -> None:
    st.subheader(text("Brief"))
    st.markdown(
        text(
            "The result on one A4 page: the score, themes, strengths, gaps, first actions and who "
            "took part."
        )
    )
    made = cached.brief(code, text.language)
    blocks.unprintable_note(made.unprintable, text)
    name = brief_filename(result)
    offer("brief", text("Download the brief"), made.pdf, name, "application/pdf")


def slides() -> None:
    st.subheader(text("Slides"))
    st.markdown(
        text(
            "Up to 10 slides for PowerPoint or LibreOffice. Charts and tables can be edited; the "
            "speaker notes hold all values."
        )
    )
    made, mime = (
        cached.slides(code, text.language),
        f"{OFFICE}.presentationml.presentation",
    )
    offer("slides", text("Download the slides"), made, slides_filename(result), mime)


def report() -> None:
    st.subheader(text("Report"))
    st.markdown(
        text(
            "A summary, a section for each theme with what people wrote, departments, peers, trend, "
            "priorities, actions and the method. As an A4 PDF, or for Word, where you can edit text and "
            "tables."
        )
    )
    made = made_in_sight(cached.report(code, text.language), text)
    blocks.unprintable_note(made.unprintable, text)
    name = report_filename(result)
    offer("report", text("Download the report"), made.pdf, name, "application/pdf")
    label, word = text("Download the report for Word"), report_filename(result, "docx")
    offer("document", label, made.docx, word, f"{OFFICE}.wordprocessingml.document")


def workbook() -> None:
    st.subheader(text("Excel workbook"))
    st.markdown(
        text(
            "All figures with their formulas, actions with due dates, and the counts behind every "
            "figure."
        )
    )
    st.page_link(
        "pages/exchange/workbook.py",
        label=text("Excel workbook"),
        icon=":material/download:",
        query_params={"workshop": code},
    )


st.title(text("Report, brief and slides"))
first, second = st.columns(2, gap="medium"), st.columns(2, gap="medium")
for column, part in zip((*first, *second), (brief, slides, report, workbook), strict=True):
    with column, st.container(border=True, height="stretch"):
        part()
