"""Where the city stands among its peers: never a league table, always with what is compared."""

import html

import streamlit as st

from resilience.charts.figures import peer_strips
from resilience.scoring.comparison.comparability import CAUTION
from resilience.scoring.scores.percent import in_points
from resilience.ui.results.context import context_panel
from resilience.ui.results.page import pick_result
from resilience.ui.results.peer_picker import choose_peers, compared_lines, where_they_lie
from resilience.ui.shared import blocks, cached, cached_cities, runtime
from resilience.ui.shared.markup import plain
from resilience.wording.peers.rank import (
    basis_words,
    standing_frame,
    standing_headline,
    standing_rows,
    strips_finding,
)

text = runtime.text()
workshop = pick_result(text, "peers-workshop")
if workshop is None:
    st.stop()
choice, framework = cached_cities.choice(workshop.code), workshop.framework

blocks.invented_mark(workshop, text)
blocks.workshop_line(workshop, text)
headline = st.empty()
blocks.open_workshop_note(workshop, text)
chosen = choose_peers(workshop, choice, text)
found = cached_cities.among(workshop.code, tuple(sorted(chosen)))
said = standing_headline(found, text) if choice.peers else text("Peers")
headline.html(f'<h1 class="headline">{html.escape(said)}</h1>')
if not choice.peers:
    st.info(
        text(
            "No peer city yet. Ask another city for its peer file; anyone with the facilitator "
            "link of this installation can add it on the Peer cities page."
        ),
        icon=":material/location_city:",
    )
elif choice.comparable and not chosen:
    st.info(
        text("Choose a city above to see how this one compares."),
        icon=":material/touch_app:",
    )
if found.scored:
    st.caption(text(CAUTION))
    frame = standing_frame(found, framework, workshop.city.name, text.language)
    if not any(in_points(theme) for theme in framework.themes):
        title = text("Score by theme, 0 to 100")
        figure = peer_strips(frame, workshop.city.name, title, text)
        blocks.chart(
            figure,
            frame.rename_axis(text("Theme")),
            text,
            "peers-strips",
            finding=strips_finding(found, framework, text),
        )
        st.caption(
            text("This city is the large marker, peers are small; the line marks their median.")
        )
    blocks.figures_table(standing_rows(found, framework, text), text, key="peers-places")
    for sentence in basis_words(found, text):
        st.caption(plain(sentence))
if choice.peers:
    compared_lines(choice, chosen, text)
    where_they_lie(workshop, choice, chosen, text)
context_panel(workshop, text)
blocks.method(cached.result(workshop.code), text)
