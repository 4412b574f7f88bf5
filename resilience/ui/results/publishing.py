"""Publishing a result to the other cities of the installation, and ending that."""

import streamlit as st

from resilience.services.access.access import FACILITATORS
from resilience.services.cities.publications import show_to_network, shown_since, take_from_network
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.shared import runtime


def show_here(workshop: WorkshopView, text: Text) -> None:
    """Say what other cities here see of a result; buttons for its facilitator."""
    st.header(text("Publish the result on this server"))
    st.markdown(
        text(
            "The other cities on this installation see it on their Peers page; coordinators, and "
            "cities that have published their own result, see it on the Network page. They see "
            "the name of the city, the date, how many people took part, and counts and scores "
            "for the whole city, but never a department, a comment or a person's name. It is "
            "removed when you stop publishing it or reopen the workshop."
        )
    )
    if workshop.invented:
        st.caption(text("An invented city is shown only among invented cities, to everyone."))
    since = shown_since(runtime.store(), runtime.visitor(), workshop.code)
    if since is None:
        said, icon = text("Not published to other cities."), "visibility_off"
    else:
        moment = f"{text.moment(since, workshop.timezone)} ({workshop.timezone})"
        said, icon = text("Published since {date}.", date=moment), "visibility"
    st.markdown(f":material/{icon}: {said}")
    if not runtime.visitor().may(workshop.id, FACILITATORS):
        st.caption(text("The workshop's facilitator decides this."))
    elif since is not None:
        _button(workshop, text("Stop publishing"), "package-take-back")
    elif workshop.phase != Phase.CLOSED:
        st.caption(
            text("Close the workshop on the Live page first: only a final result can be published.")
        )
    else:
        _button(workshop, text("Publish to other cities"), "package-show")


def _button(workshop: WorkshopView, label: str, key: str) -> None:
    """A button that publishes the result or stops publishing it."""
    if not st.button(label, key=key):
        return
    move = take_from_network if key == "package-take-back" else show_to_network
    with runtime.errors_shown():
        move(runtime.store(), runtime.visitor(), workshop.code)
        st.rerun()
