"""On the page Peers: published figures about real cities, in a panel of their own."""

from collections.abc import Sequence

import streamlit as st

from resilience.charts.figures import share_lines
from resilience.exchange.context import ContextCity
from resilience.services.cities.context import (
    FIRST,
    city_label,
    context_cities,
    recognised,
    shown_beside,
)
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.shared import blocks
from resilience.ui.shared.address import pick_several
from resilience.ui.shared.downloads import cite
from resilience.wording.peers.context import (
    context_table,
    green_finding,
    green_frame,
    green_most,
    green_sources,
    source_rows,
)

#: cities beside the own one: more columns are not read
MOST = 8


def is_context_asked() -> bool:
    """Whether the address names cities for the panel."""
    return "context" in st.query_params or "own" in st.query_params


def context_panel(workshop: WorkshopView, text: Text) -> None:
    """What is published about the city and others that are picked, each figure with year and source."""
    st.subheader(text("Context, not a self-assessment"))
    st.markdown(
        text(
            "Figures that others published about real cities. They do not come from a workshop "
            "and do not count towards any score."
        )
    )
    names = {name: city_label(city, text.language) for name, city in context_cities().items()}
    own = ""
    if workshop.invented:
        st.caption(text("These are real cities: an invented city has no published figures."))
    else:
        own = _own_city(workshop, names, text)
    key = f"context-beside-{workshop.code}"
    chosen = pick_several("context", text("Cities to show"), names, FIRST, key, text, MOST)
    cities = shown_beside(context_cities().get(own), chosen)
    if not cities:
        st.info(text("Choose cities to see what is published about them."), icon=":material/info:")
        return
    with st.container(key="context-figures"):
        blocks.figures_table(
            context_table(cities, text), text, text("Context figures"), key="context-figures"
        )
    st.caption(
        text(
            "A dash means that no figure is published for this city. Numbers in "
            "brackets refer to the source; a figure from a different year or source "
            "is marked. No openly licensed city figure was found for planning or "
            "engagement."
        )
    )
    _green(cities, own, text)
    sources = text("Sources, releases and licences")
    with st.expander(sources):
        blocks.figures_table(source_rows(cities, text), text, sources, key="context-sources")


def _green(cities: Sequence[ContextCity], own: str, text: Text) -> None:
    """The share of green over the years, of the cities of which it is known."""
    green = green_frame(cities, text)
    if green.empty:
        return
    title = text("Green area, share of the city in %")
    looked_at = green.columns[0] if own and cities[0].figure("green-share") else ""
    figure = share_lines(green, title, text, own=looked_at, most=green_most(green, text))
    blocks.chart(figure, green, text, "context-green", finding=green_finding(green, text))
    cite("context-green", green_sources(cities, text))


def _own_city(workshop: WorkshopView, names: dict[str, str], text: Text) -> str:
    """The city in the figures that the workshop is about: found by its name, or chosen; "" for none."""
    found = recognised(workshop.city.name, workshop.city.country)
    usual = found.name if found else ""
    choices = ["", *names]
    asked = st.query_params.get("own", usual)
    own = st.selectbox(
        text("This city in the published figures"),
        choices,
        index=choices.index(asked if asked in choices else usual),
        format_func=lambda name: names.get(name) or text("not in the list"),
        key=f"context-own-{workshop.code}",
    )
    if own != usual:
        st.query_params["own"] = own
    elif "own" in st.query_params:
        del st.query_params["own"]
    return own
