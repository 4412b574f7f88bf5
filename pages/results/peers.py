"""Where the city stands among its peers: never a league table, always with what is compared."""

import html

import streamlit as st

from resilience.charts import peer_strips
from resilience.scoring.comparability import CAUTION
from resilience.scoring.percent import in_points
from resilience.services.standing_words import (
    peer_lines,
    standing_frame,
    standing_headline,
    standing_rows,
)
from resilience.ui import blocks, cached, runtime
from resilience.ui.results import pick_result

text = runtime.text()
workshop = pick_result(text, "peers-workshop")
if workshop is None:
    st.stop()
found, framework = cached.among(workshop.code), workshop.framework

blocks.invented_mark(workshop, text)
blocks.workshop_line(workshop, text)
if not found.besides:
    st.title(text("Peers"))
    st.info(
        text(
            "No peer city is here yet. Ask another city for its peer file; whoever has the facilitator "
            "link of this installation adds it on the page Peer cities."
        ),
        icon=":material/location_city:",
    )
    st.stop()
st.html(f'<h1 class="headline">{html.escape(standing_headline(found, text))}</h1>')
st.caption(text(CAUTION))
blocks.open_workshop_note(workshop, text)
if found.comparable:
    frame = standing_frame(found, framework, workshop.city.name, text.language)
    if not any(in_points(theme) for theme in framework.themes):
        title = text("Score by theme: this city large, peers small, a line at their median")
        figure = peer_strips(frame, workshop.city.name, title, text)
        blocks.chart(figure, frame.rename_axis(text("Theme")), text, "peers-strips", wide=True)
    blocks.figures_table(standing_rows(found, framework, text), text)
    st.caption(
        text(
            "The range leaves out the outer tenth of 1000 draws: each indicator within what its answers "
            "leave open, and all weights within a quarter."
        )
    )
st.header(text("What is compared"))
for name, line, comparable in peer_lines(found, text):
    if comparable:
        st.markdown(f"**{blocks.plain(name)}** · {blocks.plain(line)}")
    else:
        st.caption(f"{blocks.plain(name)} · {blocks.plain(line)}")
blocks.method(cached.result(workshop.code), text)
