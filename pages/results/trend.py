"""What changed in a city since its last workshop: lines, cards, and in tabs why and from vote to vote."""

import streamlit as st

from resilience.ui.results.page import pick_result
from resilience.ui.results.trend import cards, nothing_to_compare, over_years
from resilience.ui.results.trend_tabs import more_tabs
from resilience.ui.shared import cached, runtime
from resilience.wording.framework import with_theme_names

text = runtime.text()
workshop = pick_result(text, "trend-workshop")
if workshop is None:
    st.stop()
framework = workshop.framework
text = with_theme_names(framework, text)
result, trend = cached.result(workshop.code), cached.trend(workshop.code)
earlier = cached.earlier(workshop.code)

if trend.steps:
    over_years(trend, framework, text)
    cards(trend, framework, earlier, text)
else:
    nothing_to_compare(workshop, trend, text)
more_tabs(result, trend, earlier, text)
