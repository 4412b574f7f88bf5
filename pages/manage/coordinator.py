"""The coordinator's desk: collect results of many cities, see who is missing, and publish open data."""

import streamlit as st

from resilience.services.cities.publishers import check_collects
from resilience.ui.manage.collecting import collect
from resilience.ui.manage.network_desk import open_data_set, still_missing
from resilience.ui.shared import runtime

text = runtime.text()
check_collects(runtime.visitor())

st.title(text("Coordinator's desk"))
names = [text("Collect results"), text("Still missing"), text("Open data set")]
collecting, missing, published = st.tabs(names, key="desk-tabs")
with collecting:
    collect(text)
with missing:
    still_missing(text)
with published:
    open_data_set(text)
