"""One indicator department by department: the dots of its answers, and how far two are apart."""

from collections.abc import Sequence

import streamlit as st

from resilience.services.apart import Apart
from resilience.services.apart_words import pair_words
from resilience.services.discussion import Topic
from resilience.services.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.blocks import plain
from resilience.ui.topic import topic_dots


def one_indicator(
    found: Apart, topics: Sequence[Topic], workshop: WorkshopView, text: Text
) -> None:
    """A list of the indicators, clear differences first, and the answers of the chosen one."""
    st.header(text("One indicator, department by department"))
    titles = {
        code: f"{code} · {workshop.framework.title(code, text.language)}" for code in found.order
    }
    code = st.selectbox(
        text("Indicator"), list(titles), format_func=titles.__getitem__, key="departments-indicator"
    )
    said, *verdict = pair_words(found, code, text)
    st.markdown(plain(said))
    for words in verdict:
        st.caption(words[:1].upper() + words[1:])
    topic_dots(next(topic for topic in topics if topic.code == code), text)
