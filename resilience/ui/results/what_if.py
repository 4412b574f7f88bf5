"""What if the result were made in another way, and what the room differs on most: for the overview."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from resilience.scoring.notes.words import signed
from resilience.services.results.discussion import Topic
from resilience.services.results.results import WorkshopResult
from resilience.services.results.what_if import WhatIf
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.results.own_weights import own_weights
from resilience.ui.shared.blocks import figures_table
from resilience.wording.agreement import disputed_rows, undisputed_words


def what_if_panel(result: WorkshopResult, found: Sequence[WhatIf], text: Text) -> None:
    """Other ways to make the result, to be opened: how far the overall and the order move.

    A table of those that are `found`, and sliders for weights of one's own.
    """
    titles = result.workshop.framework.text(text.language).titles
    said = text("What if: missing answers, people, weights, a theme left out")
    with st.expander(said, expanded="weights" in st.query_params):
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
        figures_table(table, text, key="overview-what-if")
        if not result.workshop.framework.root.how.in_points:  # points add up, whatever they weigh
            own_weights(result, titles, text)


def most_disputed(topics: Sequence[Topic], workshop: WorkshopView, text: Text) -> None:
    """What the room differs on most, in words; or why nothing is."""
    table = disputed_rows(topics, workshop.framework, text)
    st.subheader(text("Five most disputed indicators"))
    if table.empty:
        st.markdown(undisputed_words(topics, text))
    else:
        figures_table(table, text, key="overview-disputed")
