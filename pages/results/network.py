"""The network: how cities on one framework are distributed, and the range of places of one city."""

import streamlit as st

from resilience.services.cities.network_readers import reader_of
from resilience.ui.results.network import (
    CITY,
    network_head,
    network_panel,
    network_report_button,
    pick_city,
    pick_network,
)
from resilience.ui.shared import blocks, cached_cities, runtime

text = runtime.text()
asked = st.query_params.get(CITY, "")
reader = reader_of(runtime.store(), runtime.visitor(), asked=asked)
found = cached_cities.networks(invented=reader.invented)

if reader.invented:
    blocks.invented_cities_mark(text)
if not found:
    st.title(text("Network"))
    st.info(
        text(
            "No city takes part yet. The facilitator of a closed workshop publishes "
            "its result on the Data package page; data packages added on the Peer "
            "cities page also count."
        ),
        icon=":material/hub:",
    )
    st.stop()
headline = st.container()
with st.container(horizontal=True, key="network-picks"):
    network = pick_network(found, reader, text)
    city = pick_city(network, reader, text)
with headline:
    blocks.title(network_head(network, city, text))
network_panel(network, city, text)
visitor = runtime.visitor()
if visitor.is_host or visitor.is_coordinator:
    network_report_button(network, found, text)
