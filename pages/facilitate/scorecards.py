"""Scorecards for people without a phone or network: on paper, in Excel, in ODK; and back again."""

from functools import partial

import streamlit as st

from resilience.services.scorecards.card_imports import imports_in
from resilience.services.scorecards.offline_cards import collecting_form, offline_cards
from resilience.services.workshop.phase import Phase
from resilience.ui.facilitate.card_import import earlier_imports, take_in
from resilience.ui.facilitate.card_order import cards_wanted
from resilience.ui.facilitate.paper import paper_choice
from resilience.ui.shared import blocks, runtime
from resilience.ui.shared.inputs import pick_run

text = runtime.text()
store, visitor = runtime.store(), runtime.visitor()
workshop = pick_run(text, "scorecards-workshop", lambda code: imports_in(store, visitor, code))
if workshop is None:
    st.stop()

blocks.invented_mark(workshop, text)
st.title(text("Scorecards"))
blocks.workshop_line(workshop, text)
st.markdown(
    text(
        "For people who answer without a phone or network. Hand out scorecards, then type in "
        "or upload the answers while the vote is open. They count like all others. Results "
        "stay hidden until the reveal; before it, only the person who enters a scorecard sees "
        "its answers."
    )
)
if workshop.phase == Phase.CLOSED:
    st.info(text("This workshop is closed. Its result is kept."), icon=":material/lock:")
    st.stop()
voting = workshop.phase == Phase.VOTING

out, back = st.tabs([text("Hand out"), text("Import")], key="scorecards-tabs")
with out:
    st.subheader(text("On paper"))
    paper_choice(workshop, text, "scorecards-paper")
    st.subheader(text("As Excel files"))
    st.markdown(
        text(
            "One file for each person or table, with the department filled in. No macros; for "
            "Excel, LibreOffice and WPS. Each file is one participant: copies of it count once."
        )
    )
    wanted = cards_wanted(workshop, text)
    st.download_button(
        text("Download the files (zip)"),
        partial(offline_cards, store, visitor, workshop.code, wanted, text),
        file_name=f"scorecards-{workshop.code}.zip",
        mime="application/zip",
        icon=":material/download:",
        type="primary",
        disabled=not wanted,
        on_click="ignore",
        key="scorecards-files",
    )
    st.subheader(text("For KoboToolbox or ODK"))
    st.markdown(
        text("A form for collecting answers on phones over several days without a network.")
    )
    st.download_button(
        text("Download the form (XLSForm)"),
        partial(collecting_form, store, visitor, workshop.code),
        file_name=f"xlsform-{workshop.code}.xlsx",
        icon=":material/download:",
        on_click="ignore",
        key="scorecards-form",
    )
with back:
    if not voting:
        st.info(
            text("No vote is open now. Open the vote, then type in or upload the scorecards."),
            icon=":material/info:",
        )
        st.page_link(
            "pages/facilitate/live.py",
            label=text("Go to the live page"),
            icon=":material/groups:",
            query_params={"workshop": workshop.code},
        )
    else:
        st.subheader(text("From paper"))
        st.markdown(text("Enter a card in less than a minute, with one key per indicator."))
        blocks.plain_form(
            "/key",
            text("Type in paper scorecards"),
            method="get",
            fields=blocks.code_field(workshop),
        )
        st.subheader(text("From files"))
        take_in(workshop, text)
    earlier_imports(workshop, text)
