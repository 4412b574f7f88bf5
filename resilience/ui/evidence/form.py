"""The fields of an entry of evidence: to add one, and in a dialog to change one."""

import datetime

import streamlit as st

from resilience.exchange.attached.evidence import ENDINGS, MOST_MEGABYTES
from resilience.services.deciding.action_facts import LONGEST_LINK
from resilience.services.evidence.entries import add_evidence, edit_evidence
from resilience.services.evidence.facts import LONGEST_TITLE, EvidenceFacts, EvidenceUpload
from resilience.services.evidence.register import EvidenceView
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.shared import runtime

#: session_state keys of no widget: how many entries were added, so that each form is new; the indicator that a row chose
ADDED, WANTED = "evidence-added", "evidence-wanted"
#: documents from before are not asked for
FIRST_DAY, LAST_DAY = datetime.date(1950, 1, 1), datetime.date(2200, 1, 1)
EMPTY = EvidenceFacts("", "", None)


def add_form(workshop: WorkshopView, text: Text, *, empty: bool) -> None:
    """The form for a new entry; open where there is none yet, or a row named its indicator."""
    wanted = st.session_state.get(WANTED, "")
    label = text("Add evidence")
    with st.expander(label, expanded=empty or bool(wanted), icon=":material/add:"):
        key = f"evidence-new-{st.session_state.setdefault(ADDED, 0)}-{workshop.code}-{wanted}"
        facts, upload = _inputs(workshop, EvidenceFacts(wanted, "", None), key, text)
        if st.button(text("Save the evidence"), key="evidence-add", type="primary"):
            with runtime.errors_shown(), runtime.reading():
                add_evidence(runtime.store(), runtime.visitor(), workshop.code, facts, upload)
                st.session_state[ADDED] += 1
                st.session_state.pop(WANTED, None)
                _done(text("Evidence saved."))


def change_dialog(workshop: WorkshopView, entry: EvidenceView, text: Text) -> None:
    """Open a dialog with the facts of an entry."""
    st.dialog(text("Change evidence"), width="large")(_change)(workshop, entry, text)


def _change(workshop: WorkshopView, entry: EvidenceView, text: Text) -> None:
    facts, upload = _inputs(workshop, entry.facts, f"evidence-{entry.id}", text)
    if st.button(text("Save the change"), key="evidence-keep", type="primary"):
        with runtime.errors_shown(), runtime.reading():
            edit_evidence(
                runtime.store(),
                runtime.visitor(),
                workshop.code,
                entry.id,
                facts,
                entry.facts,
                upload,
            )
            _done(text("Change saved."))


def _inputs(
    workshop: WorkshopView, was: EvidenceFacts, key: str, text: Text
) -> tuple[EvidenceFacts, EvidenceUpload | None]:
    """The fields of an entry, filled with what it `was`."""
    codes = [one.code for one in workshop.framework.root.indicators()]
    titles = {c: f"{c} · {workshop.framework.title(c, text.language)}" for c in codes}
    indicator = st.selectbox(
        text("Indicator"),
        codes,
        index=codes.index(was.indicator) if was.indicator in codes else None,
        format_func=titles.__getitem__,
        placeholder=text("Choose an indicator"),
        key=f"{key}-indicator",
    )
    title = st.text_input(
        text("Title"), value=was.title, max_chars=LONGEST_TITLE, key=f"{key}-title"
    )
    first, second = st.columns(2)
    with first:
        dated = _day(text("Date of the document"), was.dated, f"{key}-dated")
    with second:
        until = _day(text("Valid until (optional)"), was.valid_until, f"{key}-until")
    link, upload = _source(was, key, text)
    return EvidenceFacts(indicator or "", title, dated, until, link), upload


def _day(label: str, was: datetime.date | None, key: str) -> datetime.date | None:
    chosen = st.date_input(
        label, value=was, min_value=FIRST_DAY, max_value=LAST_DAY, format="YYYY-MM-DD", key=key
    )
    return chosen if isinstance(chosen, datetime.date) else None


def _source(was: EvidenceFacts, key: str, text: Text) -> tuple[str, EvidenceUpload | None]:
    """A link, or a file; a file that is stored stays if no other one is chosen."""
    kinds = {"link": text("Link"), "file": text("File")}
    chosen = st.segmented_control(
        text("Link or file"),
        list(kinds),
        default="file" if was.file_name else "link",
        required=True,
        format_func=kinds.__getitem__,
        key=f"{key}-kind",
    )
    if chosen != "file":
        link = st.text_input(
            text("Link"),
            value=was.link,
            max_chars=LONGEST_LINK,
            placeholder="https://",
            key=f"{key}-link",
        )
        return link, None
    if was.file_name:
        st.caption(
            text("Stored now: {name}. Choose another file to replace it.", name=was.file_name)
        )
    brought = st.file_uploader(
        text("File"), type=list(ENDINGS), key=f"{key}-file", max_upload_size=MOST_MEGABYTES
    )
    st.caption(
        text(
            "PDF, Word, Excel, PowerPoint or OpenDocument without macros, or a photo, up to {size} "
            "MB. Files are not searched for viruses. Do not upload files with personal data of "
            "residents.",
            size=MOST_MEGABYTES,
        )
    )
    return "", EvidenceUpload(brought.name, brought.getvalue()) if brought else None


def _done(said: str) -> None:
    st.toast(said, icon=":material/check:")
    st.rerun()
