"""The step of people: the table of departments, as a frame and back, and how small a group is shown."""

import json
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from resilience.errors import InputError
from resilience.framework.countries import proposed_departments, recognised_country
from resilience.framework.departments import department_key
from resilience.framework.vocabulary import DEPARTMENTS
from resilience.services.workshop.plan import GroupMode
from resilience.text import Text, mark
from resilience.ui.facilitate.groups.planning import choose_mode
from resilience.ui.facilitate.set_up.steps import noting
from resilience.wording.privacy import OPEN_ANSWERS, OPEN_STAYS

#: columns of the table, whatever language their headings are in
NAME, EXPECTED = "department", "expected"
#: session_state keys: the rows with which the table starts, its edits, and the departments that were proposed for it
ROWS, EDITS, PROPOSED = "setup-usual", "setup-departments", "setup-proposed"
#: pixels of the table, which scrolls, and of its names; rows that an address may bring
TABLE_HEIGHT, NAME_WIDTH, MOST_ROWS = 320, 200, 200


#: the part of the address that has the table once somebody edited it, so that it outlives a reload
ADDRESS = "departments"
#: the part of the address that keeps the stricter choice of privacy
STRICTER = "k"
PRIVACY = {
    3: mark("Officials only: groups of 3 or more are shown"),
    5: mark("Residents take part: groups of 5 or more are shown"),
    0: mark(
        "No small-group protection: everyone who can read the result sees every group, even of one person"
    ),
}


def people_step(
    faults: dict[str, InputError], country: str, text: Text
) -> tuple[dict[str, int], int, GroupMode | None]:
    """People expected by department, how many people the smallest shown group has, and what groups do."""
    left, right = st.columns(2)
    with left:
        table = _departments_table(country, text)
    k = right.radio(
        text("Privacy"),
        list(PRIVACY),
        index=int(st.query_params.get(STRICTER) == "5"),
        format_func=lambda n: text(PRIVACY[n]),
        key="setup-k",
    )
    _keep_stricter(k)
    if not k:
        right.caption(f"{text(OPEN_STAYS)} {text(OPEN_ANSWERS)}")
    with right:
        group_mode = choose_mode(text)
    if group_mode == "scores":
        left.caption(
            text("Actions are assigned to the departments in the table; people join groups.")
        )
    departments: dict[str, int] = {}
    with noting(faults, "people"):
        departments = read_departments(table)
    return departments, k, group_mode


def _keep_stricter(k: int) -> None:
    """Keep a stricter choice in the address; a looser one from somebody else's link would lower it."""
    if k == 5:
        st.query_params[STRICTER] = "5"
    else:
        st.query_params.pop(STRICTER, None)


def _departments_table(country: str, text: Text) -> pd.DataFrame:
    """The table that the host edits; it starts with the departments that the country usually has.

    Its rows stay those of the first visit: with others, as in another language, it would start again.
    """
    if ROWS in st.session_state or not _from_address():
        _propose(country, text)
    table: pd.DataFrame = st.data_editor(
        st.session_state[ROWS],
        num_rows="dynamic",
        placeholder="",
        hide_index=True,
        column_config={
            NAME: st.column_config.TextColumn(text("Department"), width=NAME_WIDTH),
            EXPECTED: st.column_config.NumberColumn(text("People expected"), min_value=0),
        },
        key=EDITS,
        width="stretch",
        height=TABLE_HEIGHT,
    )
    how = text(
        "Add rows at the end of the table. To remove a row, point to its left end, select the box "
        "that appears there, and press Delete."
    )
    st.caption(f"{_proposal_words(country, text)} {how}".strip())
    _to_address(table)
    return table


def _to_address(table: pd.DataFrame) -> None:
    """Put the table into the address, unless it is the proposal."""
    if not table.equals(st.session_state[ROWS]) or PROPOSED not in st.session_state:
        rows = table[[NAME, EXPECTED]].astype(object).where(table[[NAME, EXPECTED]].notna(), None)
        words = json.dumps(rows.to_numpy().tolist(), ensure_ascii=False, separators=(",", ":"))
        if st.query_params.get(ADDRESS) != words:
            st.query_params[ADDRESS] = words


def _from_address() -> bool:
    """Start the table with the rows in the address; says whether there are any."""
    try:
        rows = [(str(name or ""), _people(n)) for name, n in json.loads(st.query_params[ADDRESS])]
    except (KeyError, ValueError, TypeError):
        return False
    fill_departments(rows[:MOST_ROWS])
    return True


def _people(number: object) -> int | None:
    return number if isinstance(number, int) and abs(number) < 1_000_000 else None


def _proposal_words(country: str, text: Text) -> str:
    if PROPOSED not in st.session_state:
        return ""
    if recognised_country(country):
        return text("This is a proposal for the country. Change it as needed.")
    return text("This is a proposal. Change it as needed.")


def _propose(country: str, text: Text) -> None:
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

    Rows without a name and a number are left out; a name that is there twice is refused.
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
            raise InputError(
                "The department {name} is in the table twice. Remove one of the two.", name=typed
            )
        found[name] = expected
    return found
