"""The table of departments on the set-up page, as a frame and back."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from resilience.errors import InputError
from resilience.framework.countries import proposed_departments, recognised_country
from resilience.framework.departments import department_key
from resilience.framework.vocabulary import DEPARTMENTS
from resilience.text import Text

#: columns of the table, whatever language their headings are in
NAME, EXPECTED = "department", "expected"
#: session_state keys: the rows with which the table starts, its edits, and the departments that were proposed for it
ROWS, EDITS, PROPOSED = "setup-usual", "setup-departments", "setup-proposed"


def departments_table(country: str, text: Text) -> pd.DataFrame:
    """The table that the host edits; it starts with the departments that the country usually has.

    Its rows stay those of the first visit: with others, as in another language, it would start again.
    """
    if ROWS not in st.session_state:
        propose_departments(country, text)
    table: pd.DataFrame = st.data_editor(
        st.session_state[ROWS],
        num_rows="dynamic",
        placeholder="",
        hide_index=True,
        column_config={
            NAME: st.column_config.TextColumn(text("Department")),
            EXPECTED: st.column_config.NumberColumn(text("People expected"), min_value=0),
        },
        key=EDITS,
        width="stretch",
        height="content",
    )
    if PROPOSED in st.session_state:
        st.caption(_proposal_words(country, text))
    st.caption(text("Add a row at the end of the table; mark rows at the left to remove them."))
    return table


def _proposal_words(country: str, text: Text) -> str:
    if recognised_country(country):
        return text("This is a proposal for the country. Change it as you need.")
    return text("This is a proposal. Change it as you need.")


def propose_departments(country: str, text: Text) -> None:
    """Fill the table with the usual departments of a country, unless the host has edited or filled it."""
    edits: dict[str, object] = st.session_state.get(EDITS) or {}
    filled = ROWS in st.session_state and PROPOSED not in st.session_state
    keys = proposed_departments(country)
    if filled or any(edits.values()) or st.session_state.get(PROPOSED) == keys:
        return
    fill_departments([(text(DEPARTMENTS[key]), None) for key in keys])
    st.session_state[PROPOSED] = keys


def fill_departments(rows: Sequence[tuple[str, int | None]]) -> None:
    """Start the table with these rows, which no proposal replaces."""
    st.session_state[ROWS] = department_rows(rows)
    for key in (EDITS, PROPOSED):
        st.session_state.pop(key, None)


def department_rows(rows: Sequence[tuple[str, int | None]]) -> pd.DataFrame:
    """Departments as an editable table: name, and people expected."""
    return pd.DataFrame(rows, columns=[NAME, EXPECTED]).astype({EXPECTED: "Int64"})


def read_departments(table: pd.DataFrame) -> dict[str, int]:
    """People expected by department; usual departments go by their English key.

    Rows without a name and a number are left out; a name that stands twice is refused.
    """
    found: dict[str, int] = {}
    for name_cell, expected_cell in table[[NAME, EXPECTED]].itertuples(index=False):
        typed = "" if pd.isna(name_cell) else str(name_cell).strip()
        expected = 0 if pd.isna(expected_cell) else int(expected_cell)
        if not typed and not expected:
            continue
        key = department_key(typed)
        name = DEPARTMENTS[key] if key else typed
        if name.casefold() in {other.casefold() for other in found}:
            raise InputError("The department {name} stands twice in the table.", name=typed)
        found[name] = expected
    return found
