"""Scoring: the scorecard, which posts each answer by itself and says when the workshop moved on."""

import streamlit as st

from resilience.ui.facilitate.weighing import weights_link
from resilience.ui.shared import cached, runtime
from resilience.ui.shared.blocks import plain_form
from resilience.ui.shared.score_sheet import score_sheet
from resilience.ui.workshop.own_result import own_result, room_topic

text = runtime.text()
own = runtime.own_page(text.language)
ballot = own.ballot

score_sheet(own, cached.room_said() if ballot.open and ballot.number > 1 else {}, text)
plain_form("/m/questions", text("Questions from the room"), method="get")
if ballot.open:
    plain_form("/m", text("The light page, for phones and weak networks"), method="get")
else:
    if ballot.asked:
        st.page_link("pages/workshop/answers.py", label=text("My answers"))
    if own.topic:
        room_topic(own.topic, own.alike, text)
    if own.result:
        own_result(own.result, own.alike.workshop.city.name, own.department, text)
    weights_link(own.points, text)
