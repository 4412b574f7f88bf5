"""The call of remote people on the page Live: its link, and a field to change it."""

import streamlit as st

from resilience.services.workshop.call_link import LONGEST_LINK, set_call_link
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.shared import cached, runtime


def call_link(workshop: WorkshopView, text: Text) -> None:
    """The link as text and to open, until the workshop is closed; joining people see it too."""
    if workshop.phase is Phase.CLOSED:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if workshop.call_link:
            st.link_button(text("Open the call"), workshop.call_link, icon=":material/call:")
        with st.popover(text("Set the video call link"), icon=":material/link:"):
            _form(workshop, text)
    if workshop.call_link:
        st.code(workshop.call_link, language=None, wrap_lines=True)


def _form(workshop: WorkshopView, text: Text) -> None:
    link = st.text_input(
        text("Link to the call (https)"),
        value=workshop.call_link,
        max_chars=LONGEST_LINK,
        key="live-call",
        help=text(
            "Everyone who joins sees this link. People who join by video call tick a box and "
            "count as remote."
        ),
    )
    if st.button(text("Save the link"), key="live-call-save"):
        with runtime.errors_shown():
            set_call_link(runtime.store(), runtime.visitor(), workshop.code, link)
            cached.phase.clear()
            st.rerun()
