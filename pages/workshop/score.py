"""Scoring: one theme at a time, a card per indicator, each click stored at once."""

import streamlit as st

from resilience.services.phase import Phase
from resilience.ui import blocks, runtime
from resilience.ui.theme_part import theme_part
from resilience.ui.watch import watch_phase
from resilience.ui.weighing import weights_link

text = runtime.text()
who = runtime.visitor()
own = runtime.own_page(text.language)
workshop, ballot = own.alike.workshop, own.ballot
watch_phase(workshop.code, (workshop.phase, workshop.revision))

blocks.invented_mark(workshop, text)
if not ballot.open:
    st.title(blocks.plain(workshop.city.name))
    if workshop.phase == Phase.CLOSED:
        st.info(text("This workshop is closed. Its result stays."), icon=":material/lock:")
        st.page_link("pages/workshop/answers.py", label=text("My answers"))
    elif workshop.reveals and workshop.phase == Phase.REVEALED:
        st.info(
            text("The result is revealed: look at the projector, or ask the facilitator for it."),
            icon=":material/visibility:",
        )
        st.page_link("pages/workshop/answers.py", label=text("My answers"))
    elif ballot.asked:
        st.info(
            text("The vote is closed. What you saved is kept; see it under My answers."),
            icon=":material/lock:",
        )
        st.page_link("pages/workshop/answers.py", label=text("My answers"))
    else:
        st.info(
            text("You are in. The vote has not started yet; this page changes by itself."),
            icon=":material/hourglass_top:",
        )
    weights_link(who, text)
    st.stop()

blocks.plain_form("/m", text("The light page, for phones and weak networks"), method="get")
theme_part(own, text)
st.divider()
st.caption(text("Shared device? The next person starts fresh; these answers stay stored."))
blocks.plain_form("/next", text("Next person"))
