"""What changed: years of one city and votes of one workshop, themes as lines with words."""

import streamlit as st

from resilience.services.results.years import hidden_before
from resilience.ui.results.page import pick_result
from resilience.ui.results.trend import (
    headline,
    nothing_yet,
    over_years,
    vote_by_vote,
    what_became,
    what_compares,
    what_moved,
)
from resilience.ui.shared import blocks, cached, runtime
from resilience.wording.framework import with_theme_names
from resilience.wording.years.overall import more_words, trend_headline

text = runtime.text()
workshop = pick_result(text, "trend-workshop")
if workshop is None:
    st.stop()
text = with_theme_names(workshop.framework, text)
result, trend = cached.result(workshop.code), cached.trend(workshop.code)
framework = workshop.framework

blocks.invented_mark(workshop, text)
blocks.workshop_line(workshop, text)
if trend.steps:
    headline(trend_headline(trend, text))
    for sentence in more_words(trend, text):
        st.markdown(sentence)
elif len(trend.points) > 1:
    headline(text("No earlier workshop of this city can be compared with this one"))
else:
    st.title(text("Trend"))
    hidden = hidden_before(runtime.store(), runtime.visitor(), workshop.code)
    nothing_yet(text, hidden=hidden)
blocks.open_workshop_note(workshop, text)
if trend.steps:
    over_years(trend, framework, text)
if len(trend.points) > 1:
    what_compares(trend, text)
if trend.steps:
    what_moved(trend, framework, text)
what_became(result, text)
vote_by_vote(cached.votes(workshop.code), framework, text)
blocks.method(result, text)
