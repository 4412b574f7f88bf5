"""The rank of the city among its peers: never a league table, always with what is compared."""

import streamlit as st

from resilience.ui.results.page import pick_result
from resilience.ui.results.peer_picker import choose_peers
from resilience.ui.results.peers import more_tabs, standing, three_cards
from resilience.ui.shared import blocks, cached_cities, runtime

text = runtime.text()
workshop = pick_result(text, "peers-workshop")
if workshop is None:
    st.stop()
choice = cached_cities.choice(workshop.code)

shown, picker = st.container(), st.container()
chosen = choose_peers(workshop, choice, text, picker)
found = cached_cities.among(workshop.code, tuple(sorted(chosen)))
with shown:
    if choice.peers:
        standing(workshop, choice, found, text)
    else:
        blocks.title(text("Peers"))
        st.info(
            text(
                "No peer cities yet. Ask another city for its data package; anyone with the facilitator "
                "link of this installation can add it on the Peer cities page."
            ),
            icon=":material/location_city:",
        )
if found.scored:
    three_cards(workshop, found, text)
more_tabs(workshop, choice, found, chosen, text)
