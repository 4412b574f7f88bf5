"""The page of departments where groups scored their own themes."""

import streamlit as st

from resilience.services.results.results import WorkshopResult
from resilience.text import Text
from resilience.ui.shared import blocks
from resilience.wording.departments import GROUPS_SCORED, group_rows
from resilience.wording.result import reply_words


def groups_in_place(result: WorkshopResult, text: Text) -> None:
    """Which group scored what, what departments reply, and who was in the room; no department's figures."""
    blocks.invented_mark(result.workshop, text)
    blocks.workshop_line(result.workshop, text)
    st.title(text("Groups"))
    blocks.open_workshop_note(result.workshop, text)
    st.info(text(GROUPS_SCORED), icon=":material/info:")
    st.dataframe(group_rows(result, text), width="stretch")
    replies = reply_words(result, text)
    if replies:
        st.header(text("What departments reply"))
    for who, said in replies:
        st.markdown(f"**{blocks.plain(who)}** · {blocks.plain(said)}")
    st.header(text("Who was in the room"))
    blocks.who_was_here(result, text)
    blocks.method(result, text)
