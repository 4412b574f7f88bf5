"""Scoring: the scorecard, which posts each answer by itself and says when the workshop moved on."""

import streamlit as st

from resilience.scorecard.sentences import NEXT_PERSON, SHARED_DEVICE
from resilience.services.results.discussion import Topic
from resilience.ui.facilitate.weighing import weights_link
from resilience.ui.shared import cached, runtime
from resilience.ui.shared.blocks import plain_form
from resilience.ui.shared.markup import plain
from resilience.ui.shared.score_sheet import score_sheet
from resilience.ui.workshop.own_result import show_result
from resilience.wording.own_result import topic_words

text = runtime.text()
own = runtime.own_page(text.language)
ballot = own.ballot


def show_topic(topic: Topic) -> None:
    """What the room or their group discusses now, with the figures that the stage shows of it."""
    framework, official = own.alike.workshop.framework, own.alike.official
    words = topic_words(topic, framework, official, text, of_group=own.group is not None)
    with st.container(border=True, key="room-topic"):
        st.caption(words.heading)
        st.subheader(plain(words.title))
        st.markdown(plain(words.question))
        for strong in filter(None, (words.agreed, words.finding)):
            st.markdown(f"**{plain(strong)}**")
        for level, (said, answers) in enumerate(words.levels):
            st.markdown(f"{level} · {plain(said)} · **{answers}**")


again = ballot.open and ballot.number > 1
score_sheet(own, cached.room_said(own.alike.workshop) if again else {}, text)
if ballot.open:
    plain_form("/m/questions", text("Questions from the room"), method="get")
    weights_link(own.points, text)
    plain_form("/m", text("The light page, for phones and weak networks"), method="get")
else:
    if own.topic:
        show_topic(own.topic)
    weights_link(own.points, text)
    if own.result:
        show_result(own, text)
    if ballot.asked:
        st.page_link("pages/workshop/answers.py", label=text("My answers"))
    plain_form("/m/questions", text("Questions from the room"), method="get")
    if own.result:
        st.caption(text(SHARED_DEVICE))
        plain_form("/next", text(NEXT_PERSON))
