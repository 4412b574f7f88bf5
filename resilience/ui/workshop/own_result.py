"""On the page Scoring: what a participant is shown of the revealed result."""

import streamlit as st

from resilience.services.results.own_result import OwnResult
from resilience.text import Text
from resilience.ui.shared.blocks import plain
from resilience.wording.own_result import agreement_words, own_figures


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
