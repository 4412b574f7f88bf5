"""What if the result were made in another way, and what the room differs on most: for the overview."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from resilience.scoring.words import signed
from resilience.services.discussion import Topic
from resilience.services.disputed_words import disputed_rows
from resilience.services.what_if import WhatIf
from resilience.services.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.blocks import figures_table


def what_if_panel(found: Sequence[WhatIf], titles: Mapping[str, str], text: Text) -> None:
    """A table of other ways to make the result, to be opened: how far the overall and the order move.

    `titles` are those of the themes by code.
    """
    with st.expander(text("What if: missing answers, people, weights, a theme left out")):
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
        figures_table(table, text)


def most_disputed(topics: Sequence[Topic], workshop: WorkshopView, text: Text) -> None:
    """What the room differs on most, in words; nothing where it agrees on everything."""
    table = disputed_rows(topics, workshop.framework, text)
    st.subheader(text("Five most disputed indicators"))
    if table.empty:
        st.markdown(text("The room agrees on every indicator."))
    else:
        figures_table(table, text)
