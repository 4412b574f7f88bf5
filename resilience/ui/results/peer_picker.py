"""On the page Peers: which cities the own one is set beside, and where they lie."""

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from resilience.charts.figures import peer_map
from resilience.services.cities.candidates import MOST
from resilience.services.cities.choice import Choice
from resilience.services.cities.places import land_outlines, place_frame
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.shared import blocks, runtime
from resilience.ui.shared.address import pick_several
from resilience.ui.shared.downloads import cite
from resilience.ui.shared.markup import plain
from resilience.wording.peers.places import map_finding, place_legend, place_rows, unplaced_words
from resilience.wording.table_files import origin_of, origin_words


def choose_peers(
    workshop: WorkshopView, choice: Choice, text: Text, place: DeltaGenerator
) -> list[str]:
    """The names of the peers beside the city: those most like it, or those that are picked, in a popover at `place`.

    All of them if none can be compared, so that each is listed with the reason.
    """
    names = {name: name for name in choice.comparable}
    if not names:
        return list(choice.peers)
    with place.container(horizontal=True, vertical_alignment="center", key="peers-chosen"):
        line = st.container(width="stretch")
        with st.popover(text("Choose peers"), icon=":material/tune:", key="peers-picker"):
            chosen = _pick(workshop, choice, names, text)
    with line:
        if chosen:
            st.markdown(plain(text("Compared with: {names}.", names=text.listed(chosen))))
    return chosen


def _pick(
    workshop: WorkshopView, choice: Choice, names: Mapping[str, str], text: Text
) -> list[str]:
    """A list of the cities that can be compared."""
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


def where_they_lie(
    workshop: WorkshopView, choice: Choice, chosen: Sequence[str], text: Text
) -> None:
    """The map of the city and its peers; a sentence where none of them has a place."""
    places = place_frame(workshop, choice, chosen)
    placed = places.dropna(subset=["latitude", "longitude"])
    if not placed.empty:
        outlines = land_outlines() if runtime.settings().map_outlines else None
        legend, title = place_legend(placed, text), text("Location of the city and its peers")
        blocks.picture(
            peer_map(placed, legend, title, text, outlines),
            text,
            "beside-map",
            finding=map_finding(placed, text),
            legend=legend,
            phone="swipe",
        )
        cite("beside-map", origin_words(origin_of(workshop), text))
        blocks.same_as_table(place_rows(placed, text), text, title, key="beside-map")
        if outlines is not None:
            st.caption(text("Outlines imply no opinion on the status of any territory."))
    if said := unplaced_words(places, text):
        st.caption(plain(said))
