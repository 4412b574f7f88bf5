"""The step of hazards: which the city faces, and two events for the room to have in mind."""

import streamlit as st

from resilience.framework.vocabulary import HAZARDS
from resilience.services.workshop.plan import LONGEST_EVENT
from resilience.text import Text
from resilience.ui.facilitate.set_up.city import only_suggested


def hazards_step(text: Text) -> tuple[tuple[str, ...], str, str]:
    """The hazards, the most probable event and the most severe one."""
    hazards = tuple(
        st.multiselect(
            text("Hazards that the city faces"),
            list(HAZARDS),
            format_func=lambda name: text(HAZARDS[name]),
            key="setup-hazards",
            bind="query-params",
            placeholder=text("Choose hazards"),
        )
    )
    if only_suggested(hazards):
        st.caption(_suggestion_words(hazards, text))
    return hazards, *_events(text)


def _suggestion_words(hazards: tuple[str, ...], text: Text) -> str:
    """What the suggestion covers, and that it leaves nothing out of the scorecard."""
    if not hazards:
        return text(
            "No hazards are listed for this city in open data. Choose the hazards it faces; "
            "questions about other hazards are left out."
        )
    return text(
        "Suggested from open data, which do not cover heat, heavy rain and some other hazards. "
        "Complete the list. Until you change it, nothing is left out of the scorecard."
    )


def _events(text: Text) -> tuple[str, str]:
    """The two events, of which the second is the more severe."""
    probable, severe = (
        st.text_area(
            label,
            height=90,
            max_chars=LONGEST_EVENT,
            key=key,
            bind="query-params",
            placeholder=text("Two sentences (optional)"),
        )
        for label, key in (
            (text("Most probable event"), "setup-probable"),
            (text("Severe event"), "setup-severe"),
        )
    )
    st.caption(
        text(
            "The two events appear on phones above the first question, so that everyone has the "
            "same events in mind."
        )
    )
    return probable, severe
