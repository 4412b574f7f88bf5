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

#: session_state key: how many links were made, so that the next name starts empty
MADE = "peers-coordinators-made"


def coordinators_of_network(text: Text) -> None:
    """Everybody with a link to the network, and a field to invite one more."""
    st.markdown(
        text(
            "Whoever has such a link reads the page Network: the cities that take part and how their "
            "scores are distributed. It opens no workshop and no result of a department."
        )
    )
    store, key, visitor = runtime.store(), runtime.settings().key, runtime.visitor()
    for link in coordinators(store, key, visitor):
        _link_row(link, text)
    made = st.session_state.get(MADE, 0)
    name = st.text_input(
        text("Name of the coordinator"), key=f"peers-coordinator-{made}", max_chars=LONGEST_NAME
    )
    if st.button(text("Make a link"), key="peers-invite"):
        with runtime.errors_shown():
            invite_coordinator(store, key, visitor, name)
            st.session_state[MADE] = made + 1
            st.rerun()


def _link_row(link: CoordinatorView, text: Text) -> None:
    with st.container(border=True):
        st.markdown(f"**{blocks.plain(link.name)}**")
        st.caption(text("since {date}", date=text.date(link.made_at.date())))
        if link.token:
            address = f"{runtime.base_url()}/open/{link.token}"
            st.code(address, language=None, wrap_lines=True)
        else:
            st.markdown(
                text("Made with another key: it still works, but only a new one can be shown.")
            )
        with st.container(horizontal=True):
            if st.button(text("New link"), key=f"peers-coordinator-new-{link.id}"):
                st.dialog(text("New link"))(_replace)(link, text)
            if st.button(text("End this link"), key=f"peers-coordinator-end-{link.id}"):
                st.dialog(text("End this link"))(_end)(link, text)


def _replace(link: CoordinatorView, text: Text) -> None:
    st.markdown(text("Whoever has the link of before is locked out at once. Make a new one?"))
    yes = text("Yes: {move}", move=text("New link"))
    if st.button(yes, key=f"peers-coordinator-new-yes-{link.id}", type="primary"):
        with runtime.errors_shown():
            settings = runtime.settings()
            replace_coordinator_link(runtime.store(), settings.key, runtime.visitor(), link.id)
            st.rerun()


def _end(link: CoordinatorView, text: Text) -> None:
    said = text("{name} reads the network no more. End the link?", name=link.name)
    st.markdown(blocks.plain(said))
    yes = text("Yes: {move}", move=text("End this link"))
    if st.button(yes, key=f"peers-coordinator-end-yes-{link.id}", type="primary"):
        with runtime.errors_shown():
            end_coordinator(runtime.store(), runtime.visitor(), link.id)
            st.rerun()
