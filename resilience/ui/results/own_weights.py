"""What if the themes weighed otherwise: sliders, and how far the overall and the order move."""

from collections.abc import Mapping

import streamlit as st

from resilience.services.results.results import WorkshopResult
from resilience.services.results.what_if import whole_weights
from resilience.text import Text
from resilience.ui.shared import cached
from resilience.ui.shared.address import write
from resilience.ui.shared.blocks import plain
from resilience.wording.what_if import (
    HEAVIEST,
    other_weights_words,
    read_weights,
    said_weights,
)


@st.fragment
def own_weights(result: WorkshopResult, titles: Mapping[str, str], text: Text) -> None:
    """A slider a theme, with what they say in the address; moving one draws nothing else anew."""
    code, start = result.workshop.code, whole_weights(result)
    keys = {theme: f"overview-weight-{code}-{theme}" for theme in start}
    asked = read_weights(st.query_params.get("weights", ""), start)
    if asked is None:
        st.info(text("The weights in the address do not fit this workshop; its own are shown."))
    for theme, key in keys.items():
        st.session_state.setdefault(key, (asked or start)[theme])
    st.markdown(text("Weigh the themes yourself: what counts is how they stand to one another."))
    for theme, place in zip(keys, _places(len(keys)), strict=False):
        place.slider(plain(titles[theme]), 0, HEAVIEST, key=keys[theme])
    chosen = {theme: int(st.session_state[key]) for theme, key in keys.items()}
    write("weights", said_weights(chosen) if chosen != start else "")
    if chosen != start:
        found = cached.weighed(code, chosen)
        for sentence in other_weights_words(found, titles, text):
            st.markdown(plain(sentence))
        st.button(
            text("Back to the weights of the workshop"),
            on_click=_set,
            args=({keys[theme]: weight for theme, weight in start.items()},),
            key="overview-weights-back",
        )


def _places(count: int) -> list[st.delta_generator.DeltaGenerator]:
    """Where the sliders stand, two beside one another."""
    return [place for _ in range((count + 1) // 2) for place in st.columns(2, gap="large")]


def _set(weights: Mapping[str, int]) -> None:
    """Put sliders back before they are drawn."""
    st.session_state.update(weights)
