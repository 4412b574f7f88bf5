"""Tables of a result as people read them."""

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from resilience.services.access.access import RUNNERS
from resilience.services.access.tokens import tidy_code
from resilience.services.results.results import WorkshopResult
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.workshops import WorkshopView, workshops_of
from resilience.text import Text
from resilience.text.catalogue import round_half_up
from resilience.ui.results.sharing import share_button
from resilience.ui.shared import blocks, cached, runtime
from resilience.ui.shared.downloads import menu_here
from resilience.ui.shared.inputs import (
    go_to_workshop,
    names_of,
    offered,
    pick_position,
    pick_workshop,
)
from resilience.ui.shared.watch import watch_phase
from resilience.wording.result_tables import blank_head, shown_counts


def with_results() -> list[WorkshopView]:
    """The workshops whose result the visitor may look for: those with a reveal."""
    return [w for w in workshops_of(runtime.store(), runtime.visitor()) if w.reveals]


def pick_result(text: Text, key: str, *, menu: bool = True) -> WorkshopView | None:
    """The workshop whose result a page shows, named on a line above all else; None where there is none yet.

    A page that was opened before the reveal runs again by itself when it comes, and later when a
    level is agreed or another vote is revealed; a closed workshop does not change.
    """
    mine = workshops_of(runtime.store(), runtime.visitor())
    asked = tidy_code(st.query_params.get("workshop", ""))
    waiting = [w for w in mine if not w.reveals]
    chosen = st.session_state.get(runtime.CHOSEN)
    named = asked or next((w.code for w in waiting if w.hidden and w.code == chosen), "")
    awaited = next((w for w in waiting if w.code == named), None)
    if awaited is None and not offered(with_results(), asked):
        awaited = next(iter(waiting), None)
    if awaited is not None:
        blocks.workshop_line(awaited, text)
        watch_phase(awaited)
        if awaited.code == named:  # where a link leads before the reveal: nothing went wrong
            st.info(awaited_words(awaited, text), icon=":material/hourglass_top:")
            _offer_others(text, key)
            return None
    picked = pick_in_head(with_results(), text, key, _none_yet(text), cached.result, menu=menu)
    if picked is not None and picked.replies == "awaited":
        if not runtime.visitor().may(picked.id, RUNNERS):
            _wait_for_replies(picked, text)
            return None
        st.caption(text("Officials do not see this yet: departments are replying."))
    if picked is not None and picked.phase != Phase.CLOSED:
        watch_phase(picked)
    return picked


def pick_in_head(
    choices: list[WorkshopView],
    text: Text,
    key: str,
    empty: str,
    admit: Callable[[str], object],
    *,
    menu: bool = True,
) -> WorkshopView | None:
    """`pick_workshop` in the head of the page, with what the workshop is and, if wanted, the menu of downloads."""
    with st.container(horizontal=True, vertical_alignment="center", key="result-head"):
        line = st.container(width="stretch")
        head = st.container(horizontal=True, vertical_alignment="center", width="content")
    picked = pick_workshop(choices, text, key, empty, admit, head)
    if picked is not None:
        with line:
            blocks.result_line(picked, text)
        if menu:
            with head:
                share_button(picked, text)
                menu_here(whole=not runtime.visitor().is_guest(picked.id))
    return picked


def awaited_words(workshop: WorkshopView, text: Text) -> str:
    """Why a workshop shows no result now."""
    if workshop.hidden:
        return text(
            "The vote was reopened. Its result is hidden until the facilitator of {code} reveals it again.",
            code=workshop.code,
        )
    return text(
        "No results are shown before the reveal. The facilitator of {code} reveals them "
        "when the vote has closed.",
        code=workshop.code,
    )


def _offer_others(text: Text, key: str) -> None:
    """A list of the workshops that have a result, none of them chosen."""
    others = offered(with_results(), "")
    if others:
        codes = [one.code for one in others]
        pick_position(
            text("Result of another workshop"),
            names_of(others, text),
            None,
            key,
            partial(go_to_workshop, codes),
        )


def _none_yet(text: Text) -> str:
    """Why there is no result here: none is revealed yet, or the visitor has no link to any."""
    if runtime.visitor().participant_id is not None and not workshops_of(
        runtime.store(), runtime.visitor()
    ):
        return text(
            "To see results, you need a link from the facilitator. In the room, they are shown "
            "on the projector."
        )
    return text("No result yet. It will appear here after the facilitator reveals it.")


def _wait_for_replies(workshop: WorkshopView, text: Text) -> None:
    """Say that departments reply first, and show a lead the way there."""
    watch_phase(workshop)
    st.info(
        text("Departments are replying first, until the facilitator shows the result."),
        icon=":material/hourglass_top:",
    )
    if runtime.visitor().may(workshop.id, ("lead",)):
        st.page_link(
            "pages/results/reply.py",
            label=text("Our result, and our reply to it"),
            icon=":material/reply:",
            query_params={"workshop": workshop.code},
        )


def shown_table(scores: pd.DataFrame, text: Text) -> pd.DataFrame:
    """Scores of nodes with range, coverage and reach, and agreement where it is there, to be read."""
    possible = {text("Points possible"): scores["maximum"]} if scores["in_points"].any() else {}
    agreed = {text("How far votes agree"): scores["agreement"]} if "agreement" in scores else {}
    return pd.DataFrame(
        {
            text("Theme"): scores["title"],
            text("Score"): scores["score"],
            **possible,
            text("At least"): scores["low"],
            text("At most"): scores["high"],
            text("Coverage"): scores["coverage"].map(text.percent),
            text("Could answer"): scores["reach"].map(text.percent),
            **agreed,
        }
    ).set_index(text("Theme"))


def in_whole_points(table: pd.DataFrame) -> pd.DataFrame:
    """A table with its figures rounded half up to whole points."""
    whole = table.copy()
    for name, column in table.select_dtypes("float").items():
        points = [pd.NA if pd.isna(n) else int(round_half_up(n, 0)) for n in column]
        whole[name] = pd.array(points, "Int64")
    return whole


def indicator_rows(result: WorkshopResult, indicators: pd.DataFrame, text: Text) -> pd.DataFrame:
    """Indicators with their score, the share of people who could answer, and counts of answers by state."""
    indicators = shown_counts(result, indicators)
    columns = {
        text("Indicator"): indicators["code"] + " · " + indicators["title"],
        text("Score"): indicators["score"],
        text("People who could answer"): indicators["reach"].map(text.percent),
        text("Gave a level"): indicators["level"],
        text("Did not know"): indicators["dk"],
        text("Not applicable"): indicators["na"],
        blank_head(result, text): indicators["blank"],
    }
    return pd.DataFrame(columns).set_index(text("Indicator"))
