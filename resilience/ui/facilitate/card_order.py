"""How many scorecard files to make, by department."""

import streamlit as st

from resilience.framework.vocabulary import LARGEST_TABLE
from resilience.services.scorecards.offline_cards import MOST_FILES, CardOrder
from resilience.services.workshop.plan import MIXED_TABLES
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.shared.markup import plain

#: people at a table of several departments before anybody says otherwise
USUAL_TABLE = 5


def cards_wanted(workshop: WorkshopView, text: Text) -> list[CardOrder]:
    """Fields for files and people of each department; gives those of which any are wanted."""
    wanted = []
    for one in workshop.departments:
        name, files, people = st.columns([2, 1, 1], vertical_alignment="bottom")
        name.markdown(f"**{plain(text(one.name))}**")
        mixed = one.name == MIXED_TABLES
        n = files.number_input(
            text("Files"),
            0,
            MOST_FILES,
            min(one.expected, MOST_FILES),
            key=f"scorecards-files-{one.id}",
        )
        size = people.number_input(
            text("People answering per scorecard"),
            2 if mixed else 1,
            LARGEST_TABLE,
            USUAL_TABLE if mixed else 1,
            key=f"scorecards-people-{one.id}",
        )
        if n:
            wanted.append(CardOrder(one.id, n, size))
    total = sum(one.files for one in wanted)
    if total > MOST_FILES:
        st.warning(text("At most {most} files can be made at once.", most=MOST_FILES))
        return []
    st.caption(
        text.plural("{n} file to make", "{n} files to make", total)
        if total
        else text("Enter how many files each department needs.")
    )
    return wanted
