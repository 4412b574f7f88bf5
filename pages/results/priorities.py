"""What to do first: what adds most to the overall, and whether anybody acts on it."""

import streamlit as st

from resilience.services.results.priorities import priority_frame
from resilience.ui.facilitate.actions.cards import all_actions
from resilience.ui.results.page import pick_result
from resilience.ui.results.priorities import gains_chart, peers_ahead, priority_tabs
from resilience.ui.shared import blocks, cached, runtime
from resilience.wording.framework import with_theme_names
from resilience.wording.priorities import first_words

text = runtime.text()
workshop = pick_result(text, "priorities-workshop")
if workshop is None:
    st.stop()
text = with_theme_names(workshop.framework, text)
result, found = cached.result(workshop.code), cached.what_first(workshop.code)
largest = cached.digest(workshop.code, text.language).priorities
rows = priority_frame(result, found, text.language)

headline, *more = first_words(rows, result, text)
blocks.title(headline, [" ".join(more)])
if largest is not None:
    gains_chart(largest, text)
all_actions(workshop, text)
peers_ahead(workshop, text)
priority_tabs(result, found, rows, text)
