"""On the page Scoring: what a participant is shown of the revealed result."""

import streamlit as st

from resilience.services.results.discussion import Topic
from resilience.services.results.own_page import SharedPage
from resilience.services.results.own_result import OwnResult
from resilience.text import Text
from resilience.ui.shared.blocks import plain
from resilience.wording.own_result import agreement_words, own_figures, topic_words


def own_result(result: OwnResult, city: str, department: str, text: Text) -> None:
    """The scores of the city and of their department, and how often one agreed with the room."""
    figures = own_figures(result, city, department, text)
    for column, (name, score) in zip(st.columns(len(figures)), figures, strict=True):
        column.metric(plain(name), score)
    if agreed := agreement_words(result, text):
        st.markdown(f"**{agreed}**")
        st.caption(
            text(
                "Of the indicators for which you gave a level and the room has one. Only you see this."
            )
        )


def room_topic(topic: Topic, alike: SharedPage, text: Text) -> None:
    """What the room discusses now, with the figures that the stage shows of it."""
    words = topic_words(topic, alike.workshop.framework, alike.official, text)
    with st.container(border=True, key="room-topic"):
        st.caption(text("The room discusses now"))
        st.subheader(plain(words.title))
        st.markdown(plain(words.question))
        for strong in filter(None, (words.agreed, words.finding)):
            st.markdown(f"**{plain(strong)}**")
        for level, (said, answers) in enumerate(words.levels):
            st.markdown(f"{level} · {plain(said)} · **{answers}**")
