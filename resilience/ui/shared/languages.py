"""The language of the page, chosen on any page without losing what was typed there."""

import streamlit as st

from resilience.errors import ResilienceError
from resilience.services.workshop.participants import speak
from resilience.text import LANGUAGES, Text
from resilience.ui.shared import runtime

KEY = "language-switch"


def language_switch(text: Text) -> None:
    """A list of languages at the top of the page; the choice holds for this browser.

    Widgets keep what they hold, since a key and not the label says which they are.
    """
    st.session_state[KEY] = text.language
    st.selectbox(
        text("Language"),
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        key=KEY,
        label_visibility="collapsed",
        on_change=_choose,
    )


def _choose() -> None:
    chosen = st.session_state[KEY]
    st.session_state[runtime.LANGUAGE] = chosen
    try:
        speak(runtime.store(), runtime.visitor(), chosen)
    except ResilienceError:  # the page below says what is wrong; it does so in the chosen language
        return
