"""The network: how cities on one framework are distributed, and between which places one stands."""

import html

import streamlit as st

from resilience.charts.figures import distribution
from resilience.scoring.comparison.comparability import CAUTION
from resilience.scoring.comparison.spread import LEAST_CITIES
from resilience.services.cities.network_readers import reader_of
from resilience.ui.results.network import CITY, pick_city, pick_network, who_takes_part
from resilience.ui.shared import blocks, cached_cities, runtime
from resilience.wording.peers.network import (
    network_headline,
    shown_scores,
    spread_finding,
    spread_frame,
    spread_rows,
)

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
            "No city takes part yet. The facilitator of a closed workshop publishes its result "
            "on the Data package page; peer files added on the Peer cities page also count."
        ),
        icon=":material/hub:",
    )
    st.stop()
headline = st.container()
network = pick_network(found, reader, text)
city = pick_city(network, reader, text)
member = cached_cities.member(network, city) if city else None
basis = member.basis if member else network.usual_basis
own = cached_cities.network_rank_at(network, basis, city) if member and basis else None
name = member.city if own and member else ""

said = network_headline(network, basis, name, own, text)
headline.html(f'<h1 class="headline">{html.escape(said)}</h1>')
headline.caption(text(CAUTION))
scores = shown_scores(network, basis)
if not any(scores):
    st.info(
        text(
            "The distribution of scores is shown once {n} cities can be compared: fewer would "
            "reveal individual cities.",
            n=LEAST_CITIES,
        ),
        icon=":material/visibility_off:",
    )
else:
    frame = spread_frame(network, basis, own, text)
    blocks.chart(
        distribution(
            frame,
            scores,
            name,
            text("Score by theme, 0 to 100"),
            text,
        ),
        spread_rows(frame, name, text),
        text,
        "network-distribution",
        finding=spread_finding(network, basis, name, own, text),
    )
    st.caption(text("The band covers the middle half of all cities; the line marks their median."))
    st.caption(
        text(
            "Every city is scored with the framework's weights, so a city that set its own theme "
            "weights may have a different score here. A place is a range: we varied each city's "
            "scores by its standard error, and all weights by up to a quarter, 1,000 times; nine "
            "in ten results fall in this range. The standard error does not cover later votes of "
            "the whole room or agreed levels: where these count, the range may be too narrow."
        )
    )
st.header(text("Who takes part, and what is compared"))
who_takes_part(network, basis, text)
