"""Links of coordinators as the host hands them out: made, shown, replaced, ended."""

import streamlit as st

from resilience.services.cities.coordinators import (
    LONGEST_NAME,
    CoordinatorView,
    coordinators,
    end_coordinator,
    invite_coordinator,
    replace_coordinator_link,
)
from resilience.text import Text
from resilience.ui.shared import blocks, runtime
from resilience.ui.shared.asking import ask_first
from resilience.ui.shared.markup import plain

#: session_state key: how many links were made, so that the next name starts empty
MADE = "peers-coordinators-made"


def coordinators_of_network(text: Text) -> None:
    """Everybody with a link to the network, and a field to invite one more."""
    st.markdown(
        text(
            "Anyone with such a link can read the Network page, and collect results of other cities "
            "on the Coordinator's desk: add their data packages, and trust new publishers. The link "
            "does not open any workshop or any department's result."
        )
    )
    store, key, visitor = runtime.store(), runtime.settings().key, runtime.visitor()
    for link in coordinators(store, key, visitor):
        _link_row(link, text)
    made = st.session_state.get(MADE, 0)
    name = st.text_input(
        text("Name of the coordinator"), key=f"peers-coordinator-{made}", max_chars=LONGEST_NAME
    )
    if st.button(text("Create link"), key="peers-invite"):
        with runtime.errors_shown():
            invite_coordinator(store, key, visitor, name)
            st.session_state[MADE] = made + 1
            st.rerun()


def _link_row(link: CoordinatorView, text: Text) -> None:
    with st.container(border=True):
        st.markdown(f"**{plain(link.name)}**")
        st.caption(text("since {date}", date=text.date(link.made_at.date())))
        if link.token:
            address = f"{runtime.base_url()}/open/{link.token}"
            st.code(address, language=None, wrap_lines=True)
        else:
            blocks.other_key(text)
        with st.container(horizontal=True):
            _acts(link, text)


def _acts(link: CoordinatorView, text: Text) -> None:
    key, store, visitor = f"peers-coordinator-{link.id}", runtime.store(), runtime.visitor()
    renews, ends = text("New link"), text("Revoke this link")
    if st.button(renews, key=f"{key}-new"):
        words = text("{name} loses access until you hand over the new link.", name=link.name)
        settings = runtime.settings()
        ask_first(
            renews,
            words,
            lambda: replace_coordinator_link(store, settings.key, visitor, link.id),
            f"{key}-new-yes",
        )
    if st.button(ends, key=f"{key}-end"):
        words = text(
            "{name} will no longer be able to open the Network page. You can invite them again.",
            name=link.name,
        )
        ask_first(ends, words, lambda: end_coordinator(store, visitor, link.id), f"{key}-end-yes")
