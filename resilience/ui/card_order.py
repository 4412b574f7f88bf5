"""How many scorecard files to make, by department."""

import pandas as pd
import streamlit as st

from resilience.framework.vocabulary import LARGEST_TABLE
from resilience.services.offline_cards import MOST_FILES, Wanted
from resilience.services.workshops import MIXED_TABLES, WorkshopView
from resilience.text import Text

NAME, FILES, PEOPLE = "name", "files", "people"


def cards_wanted(workshop: WorkshopView, text: Text) -> list[Wanted]:
    """A table of files and people for each department; gives those of which there are any."""
    names = [text(one.name) for one in workshop.departments]
    tables = [5 if one.name == MIXED_TABLES else 1 for one in workshop.departments]
    table = st.data_editor(
        pd.DataFrame({NAME: names, FILES: 0, PEOPLE: tables}),
        hide_index=True,
        disabled=[NAME],
        column_config={
            NAME: st.column_config.TextColumn(text("Department")),
            FILES: st.column_config.NumberColumn(
                text("Files"), min_value=0, max_value=MOST_FILES, step=1
            ),
            PEOPLE: st.column_config.NumberColumn(
                text("People behind each"), min_value=1, max_value=LARGEST_TABLE, step=1
            ),
        },
        key=f"scorecards-wanted-{workshop.code}-{text.language}",
        width="stretch",
    )
    files, people = table[FILES].fillna(0), table[PEOPLE].fillna(1)
    wanted = [
        Wanted(one.id, int(n), int(size))
        for one, n, size in zip(workshop.departments, files, people, strict=True)
        if n
    ]
    total = sum(one.files for one in wanted)
    if total > MOST_FILES:
        st.warning(text("At most {most} files are made at once.", most=MOST_FILES))
        return []
    st.caption(
        text.plural("{n} file to make", "{n} files to make", total)
        if total
        else text("Write how many files each department needs.")
    )
    return wanted
