"""Expanders whose contents a page sends once they are opened."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st


@contextmanager
def sent_once_open(
    label: str, key: str, *, expanded: bool = False, icon: str | None = None
) -> Iterator[bool]:
    """An expander; gives whether to draw its contents: from its first opening on, so that closing it loses nothing.

    Contents that are rarely opened then cost a first visit nothing, neither their messages nor the scripts of their
    widgets.
    """
    opened = f"{key}-opened"
    with st.expander(label, expanded=expanded, key=key, icon=icon, on_change="rerun") as place:
        st.session_state[opened] = bool(place.open) or st.session_state.get(opened, False)
        yield st.session_state[opened]
