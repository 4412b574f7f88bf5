"""Peer cities: results of other cities, taken in from publishers whom the host trusts."""

import streamlit as st

from resilience.services.cities.peers import published_workshops, taken_in
from resilience.services.cities.publishers import publishers
from resilience.services.frameworks.frameworks import shelves
from resilience.ui.manage.coordinators import coordinators_of_network
from resilience.ui.manage.peers import bring_peer, peer_card, publisher_row, shown_card, shown_page
from resilience.ui.shared import runtime

text = runtime.text()
store = runtime.store()

st.title(text("Peer cities"))
st.markdown(
    text(
        "Results of other cities, to compare with and learn from. Each comes as "
        "a signed data package, which the other city downloads on its Data "
        "package page."
    )
)
if not runtime.visitor().is_host:
    st.info(
        text("Anyone with the facilitator link of this installation can manage its peer cities.")
    )
    st.stop()

known = [shelf.framework for shelf in shelves(store, runtime.frameworks())]
kept = [*taken_in(store), *taken_in(store, invented=True)]
if not kept:
    st.info(text("No peer cities yet. Ask another city for its data package, and add it below."))
for peer in kept:
    peer_card(peer, known, text)
here = [*published_workshops(store), *published_workshops(store, invented=True)]
if here:
    st.header(text("Cities that publish on this server"))
    st.caption(
        text(
            "Only a workshop's own facilitator can stop publishing its result, on the Data package page."
        )
    )
for peer in shown_page(here):
    shown_card(peer, known, text)

st.header(text("Add a peer city"))
bring_peer(known, text)

trusted = publishers(store)
if trusted:
    st.header(text("Publishers you trust"))
    for publisher in trusted:
        publisher_row(publisher, text)

st.header(text("Coordinators of the network"))
coordinators_of_network(text)
