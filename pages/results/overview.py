"""The overview: how the city scores, how sure that is, what is strong, weak and unknown."""

import streamlit as st

from resilience.ui.results.overview import large_number, more_tabs, theme_plot, three_cards
from resilience.ui.results.page import pick_result
from resilience.ui.shared import blocks, cached, runtime
from resilience.ui.shared.markup import plain
from resilience.wording.framework import with_theme_names
from resilience.wording.result import counting_words, weights_words

text = runtime.text()
workshop = pick_result(text, "overview-workshop")
if workshop is None:
    st.stop()
digest, result = cached.digest(workshop.code, text.language), cached.result(workshop.code)
text = with_theme_names(workshop.framework, text)

blocks.title(digest.finding)
number, themes = st.columns([1, 3], gap="medium")
with number:
    large_number(digest, text)
    for sentence in counting_words(result, text):
        st.info(sentence)
    for sentence in weights_words(result, text):
        st.caption(plain(sentence))
with themes:
    theme_plot(digest, result, text)
three_cards(digest, text)
more_tabs(result, text)
