"""On the page Peers: which cities the own one is set beside, and where they lie."""

from collections.abc import Sequence

import streamlit as st

from resilience.charts.figures import peer_map
from resilience.services.cities.candidates import MOST
from resilience.services.cities.choice import Choice
from resilience.services.cities.places import land_outlines, place_frame
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.shared import blocks, runtime
from resilience.ui.shared.address import pick_several
from resilience.ui.shared.markup import plain
from resilience.wording.peers.peer_choice import peer_lines
from resilience.wording.peers.places import map_finding, place_rows, unplaced_words


def choose_peers(workshop: WorkshopView, choice: Choice, text: Text) -> list[str]:
    """The names of the peers beside the city: those most like it, or those that are picked.

    All of them where none can be compared, so that each is told with the reason.
    """
    names = {name: name for name in choice.comparable}
    if not names:
        return list(choice.peers)
    st.caption(
        text(
            "The proposed cities are those most like this one in population, income group, "
            "hazards and coast. Add or remove cities as you like."
        )
    )
    if sum(one.peer.published_here for one in choice.peers.values()) == MOST:
        st.caption(
            text(
                "Of the cities that publish on this server, you can choose from the {n} most "
                "like this one.",
                n=MOST,
            )
        )
    label, key = text("Compared with"), f"beside-chosen-{workshop.code}"
    also = {one.peer.city.full_name: name for name, one in choice.peers.items()}
    return pick_several("peers", label, names, choice.proposed, key, text, also=also)


def compared_lines(choice: Choice, chosen: Sequence[str], text: Text) -> None:
    """What is compared with each chosen peer, and greyed why another cannot be."""
    st.header(text("What is compared"))
    for line in peer_lines(choice, chosen, text):
        if line.comparable:
            st.markdown(f"**{plain(line.name)}** · {plain(line.alike)}")
            st.caption(plain(line.compared))
        else:
            st.caption(f"{plain(line.name)} · {plain(line.compared)}")
    left = [name for name in choice.comparable if name not in chosen]
    if left:
        st.caption(plain(text("Not chosen: {names}.", names=text.listed(left))))


def where_they_lie(
    workshop: WorkshopView, choice: Choice, chosen: Sequence[str], text: Text
) -> None:
    """The map of the city and its peers; a sentence where none of them has a place."""
    places = place_frame(workshop, choice, chosen)
    placed = places.dropna(subset=["latitude", "longitude"])
    st.header(text("Location"))
    if not placed.empty:
        outlines = land_outlines() if runtime.settings().map_outlines else None
        title = text("This city is the large dot; chosen peers are named; others are pale")
        blocks.chart(
            peer_map(placed, title, text, outlines),
            place_rows(placed, text),
            text,
            "beside-map",
            finding=map_finding(placed, text),
            wide=True,
        )
        if outlines is not None:
            st.caption(text("Outlines imply no opinion on the status of any territory."))
    if said := unplaced_words(places, text):
        st.caption(plain(said))
