"""Departments compared with the city: who sees it differently."""

import streamlit as st

from resilience.services.workshop.workshops import WorkshopView
from resilience.ui.results.department_map import more_tabs, theme_map
from resilience.ui.results.page import pick_result
from resilience.ui.shared import blocks, cached, runtime
from resilience.ui.shared.markup import plain
from resilience.wording.departments import GROUPS_SCORED, group_rows, reply_words
from resilience.wording.framework import with_theme_names

text = runtime.text()
workshop = pick_result(text, "departments-workshop")
if workshop is None:
    st.stop()
text = with_theme_names(workshop.framework, text)
result = cached.result(workshop.code)


def by_group() -> None:
    """Which group scored what; nothing by department."""
    blocks.title(text("Groups"))
    st.info(text(GROUPS_SCORED), icon=":material/info:")
    st.dataframe(group_rows(result, text), width="stretch")
    replies = reply_words(result.replies, text)
    if replies:
        st.header(text("Replies from departments"))
    for who, said in replies:
        st.markdown(f"**{plain(who)}** · {plain(said)}")
    st.header(text("Who was in the room"))
    blocks.who_was_here(result, text)
    with st.expander(text("How this number was calculated")):
        blocks.method_note(result, text)


def by_department(workshop: WorkshopView) -> None:
    """Themes on a map, blind spots, and in tabs the indicators, replies and people."""
    found = cached.apart(workshop.code)
    more_tabs(found, result, theme_map(found, result, text), text)


if workshop.by_theme:
    by_group()
else:
    by_department(workshop)
