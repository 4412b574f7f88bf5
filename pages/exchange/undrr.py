"""The official UNDRR workbook, filled from a workshop: brought empty, taken away filled."""

import streamlit as st

from resilience.services.frameworks.official_wording import FRAMEWORK
from resilience.services.undrr.workbook import fill_undrr, refuse_other_words, undrr_filename
from resilience.ui.results.page import pick_result
from resilience.ui.shared import cached, runtime
from resilience.wording.undrr import filled_words

MACROS = "application/vnd.ms-excel.sheet.macroEnabled.12"

text = runtime.text()
workshop = pick_result(text, "undrr-workshop")
if workshop is None:
    st.stop()
result = cached.result(workshop.code)
st.title(text("UNDRR workbook"))
if workshop.framework.id != FRAMEWORK:
    st.info(
        text(
            "This workshop used another framework. The official UNDRR workbook can be filled in "
            "only from a workshop that used {framework}.",
            framework=FRAMEWORK,
        ),
        icon=":material/info:",
    )
    st.stop()
refuse_other_words(result)
st.markdown(
    text(
        "Upload an empty copy of the official workbook for the preliminary level (.xlsm), and "
        "download it filled with the answers, explanations and actions of this workshop. Its "
        "buttons, charts and macros stay unchanged. Nothing in it is stored here."
    )
)
brought = st.file_uploader(text("Empty official workbook"), key="undrr-upload")
if brought:
    with runtime.errors_shown(), runtime.reading():
        filled = fill_undrr(result, brought.getvalue(), text)
        st.markdown("\n".join(f"- {said}" for said in filled_words(filled, text)))
        st.download_button(
            text("Download the filled-in workbook"),
            filled.data,
            file_name=undrr_filename(result, brought.name),
            mime=MACROS,
            icon=":material/download:",
            type="primary",
            on_click="ignore",
            key="undrr-download",
        )
st.caption(
    text(
        "Open the filled-in workbook in Excel. LibreOffice reads the totals, but overwrites "
        "answers when it saves this workbook."
    )
)
