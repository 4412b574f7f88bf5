"""What somebody writes to an answer: a comment, evidence, how sure they are."""

import streamlit as st

from resilience.services.responses import CONFIDENCES, Answer, write_remark
from resilience.store import Session
from resilience.text import mark
from resilience.ui import runtime
from resilience.ui.lines import runs_alone, say
from resilience.ui.sheet import Sheet, saved_line, store_answer

CONFIDENCE_WORDS = {"low": mark("low"), "medium": mark("medium"), "high": mark("high")}


@st.fragment
def remarks(code: str, sheet: Sheet) -> None:
    """What runs again where somebody writes to an answer."""
    text, mine = sheet.text, sheet.answers.get(code)
    if runs_alone():
        say(saved_line(code, sheet))
    # always the same label: with another one the browser would close it while somebody writes
    more = st.expander(text("Comment, evidence, how sure"), key=f"more-{code}", on_change="rerun")
    if not more.open:
        return
    with more:
        _remark_input("comment", text("Comment (kept when you leave the field)"), code, sheet)
        _remark_input(
            "evidence",
            text("Evidence: document, register, person (kept when you leave the field)"),
            code,
            sheet,
        )
        key = f"confidence-{code}"
        st.session_state[key] = mine.confidence if mine else None
        st.segmented_control(
            text("How sure are you?"),
            CONFIDENCES,
            format_func=lambda name: text(CONFIDENCE_WORDS[name]),
            key=key,
            on_change=_keep_remark,
            args=("confidence", code, key, sheet),
        )


def _remark_input(name: str, label: str, code: str, sheet: Sheet) -> None:
    key, answers = f"{name}-{code}", sheet.answers
    if f"refused-{code}" not in st.session_state:  # what was refused stays to be shortened
        st.session_state[key] = getattr(answers[code], name) if code in answers else ""
    st.text_area(
        label,
        key=key,
        height=90,
        on_change=_keep_remark,
        args=(name, code, key, sheet),
    )


def _keep_remark(name: str, code: str, key: str, sheet: Sheet) -> None:
    value = st.session_state[key]
    if value is None:
        return
    given, language = {name: value}, sheet.text.language

    def work(session: Session) -> Answer:
        return write_remark(session, sheet.who, code, given, language=language)

    person = sheet.who.participant_id or 0
    store_answer(code, sheet, lambda: runtime.writer().write(person, work).result())
