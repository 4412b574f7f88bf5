"""Paper scorecards, chosen by department."""

from urllib.parse import urlencode

import streamlit as st

from resilience.services.scorecards.paper import EVERY, TO_WRITE, not_on_paper
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.shared.blocks import unprintable_note


def paper_choice(workshop: WorkshopView, text: Text, key: str) -> None:
    """A button that opens the choice of a department, and the way to its scorecards."""
    if workshop.by_theme:  # each group has a card of its own
        named = {EVERY: text("All groups, one card each")}
    else:
        named = {TO_WRITE: text("No department: a line to write on")}
        named[EVERY] = text("All departments, one card each")
    named |= {str(one.id): text(one.name) for one in workshop.departments}
    with st.popover(text("Paper scorecards"), icon=":material/article:"):
        st.markdown(
            text(
                "For people without a phone or network: a card for each table, with the same "
                "indicator and answer codes as a data file. Print as many as there are tables."
            )
        )
        choice = st.selectbox(
            text(workshop.unit_name),
            list(named),
            format_func=named.__getitem__,
            key=key,
        )
        asked = {"code": workshop.code, "department": choice, "language": text.language}
        st.link_button(
            text("Scorecards to print"), f"/paper?{urlencode(asked)}", icon=":material/print:"
        )
        unprintable_note(not_on_paper(workshop, text), text)
