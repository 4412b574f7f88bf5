"""What if the result were made in another way, and what the room differs on most: for the overview."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from resilience.scoring.notes.words import signed
from resilience.services.results.discussion import Topic, most_urgent
from resilience.services.results.results import WorkshopResult
from resilience.services.results.what_if import WhatIf, whole_weights
from resilience.text import Text
from resilience.ui.runs.computing import in_turn
from resilience.ui.shared import cached
from resilience.ui.shared.address import write
from resilience.ui.shared.blocks import figures_table
from resilience.ui.shared.markup import plain
from resilience.wording.agreement import disputed_rows, undisputed_words
from resilience.wording.what_if import (
    HEAVIEST,
    other_weights_words,
    read_weights,
    said_weights,
)


def what_if_panel(result: WorkshopResult, found: Sequence[WhatIf], text: Text) -> None:
    """Other ways to make the result: how far the overall and the order move.

    A table of those that are `found`, and sliders for other weights.
    """
    titles = result.workshop.framework.text(text.language).titles
    table = pd.DataFrame(
        {
            text("What if"): [text.said(one.said) for one in found],
            text("Overall"): [one.overall for one in found],
            text("Moves by"): [signed(one.move, text) for one in found],
            text("Themes from high to low"): [
                " · ".join(titles[code] for code in one.order)
                if one.reordered
                else text("the same order")
                for one in found
            ],
        }
    ).set_index(text("What if"))
    figures_table(table, text, text("What if"), key="overview-what-if")
    if not result.workshop.framework.root.how.in_points:  # points add up, whatever they weigh
        _own_weights(result, titles, text)


def most_disputed(topics: Sequence[Topic], result: WorkshopResult, text: Text) -> None:
    """What the room differs on most by the votes that count, in words; or why nothing is."""
    table = disputed_rows(topics, most_urgent(result), result.workshop.framework, text)
    name = text("Five most disputed indicators")
    st.subheader(name)
    if table.empty:
        st.markdown(undisputed_words(topics, text))
    else:
        figures_table(table, text, name, key="overview-disputed")


@st.fragment
@in_turn
def _own_weights(result: WorkshopResult, titles: Mapping[str, str], text: Text) -> None:
    """A slider for each theme, with their values in the address; moving one redraws nothing else."""
    code, start = result.workshop.code, whole_weights(result)
    keys = {theme: f"overview-weight-{code}-{theme}" for theme in start}
    asked = read_weights(st.query_params.get("weights", ""), start)
    if asked is None:
        st.info(
            text(
                "The weights in this link do not fit this workshop, so the workshop's "
                "weights are shown."
            )
        )
    for theme, key in keys.items():
        st.session_state.setdefault(key, (asked or start)[theme])
    st.markdown(
        text("Weigh the themes yourself: only their weights relative to one another matter.")
    )
    for theme, place in zip(keys, _places(len(keys)), strict=False):
        place.slider(plain(titles[theme]), 0, HEAVIEST, key=keys[theme])
    chosen = {theme: int(st.session_state[key]) for theme, key in keys.items()}
    write("weights", said_weights(chosen) if chosen != start else "")
    if chosen != start:
        found = cached.weighed(code, tuple(chosen.items()))
        for sentence in other_weights_words(found, titles, text):
            st.markdown(plain(sentence))
        st.button(
            text("Back to the workshop's weights"),
            on_click=_set,
            args=({keys[theme]: weight for theme, weight in start.items()},),
            key="overview-weights-back",
        )


def _places(count: int) -> list[st.delta_generator.DeltaGenerator]:
    """Places for the sliders, two in a row."""
    return [place for _ in range((count + 1) // 2) for place in st.columns(2, gap="large")]


def _set(weights: Mapping[str, int]) -> None:
    """Put sliders back before they are drawn."""
    st.session_state.update(weights)
