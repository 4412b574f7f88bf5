"""Counters of actions and their timeline."""

import datetime
from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from resilience.charts.figures import action_timeline
from resilience.charts.rows import both_forms
from resilience.scoring.planning.actions import STATES, PlannedAction
from resilience.services.deciding.follow_up import EarlierActions
from resilience.text import Text
from resilience.ui.shared import blocks
from resilience.wording.planning.follow_up import (
    counters,
    dated_words,
    links_words,
    next_due,
    timeline_rows,
)


def plan_counters(
    own: Sequence[PlannedAction], earlier: EarlierActions, today: datetime.date, text: Text
) -> None:
    """How many actions are open, under way, done and overdue, and that those not to be read are counted."""
    blocks.counters(counters(own, earlier, today, text), text)
    if earlier.unread:
        st.caption(links_words(text))


def plan_at_a_glance(
    own: Sequence[PlannedAction], earlier: EarlierActions, today: datetime.date, text: Text
) -> None:
    """The counters of actions (see `plan_counters`), and when those that can be read are due."""
    actions = [*own, *earlier.actions]
    if not actions and not earlier.unread:
        return
    plan_counters(own, earlier, today, text)
    rows = timeline_rows(actions, today, text)
    if rows.empty:
        return
    names = {"overdue": text("overdue")}
    names |= {state.replace(" ", "-"): text(words) for state, words in STATES.items()}
    legend = {kind: words for kind, words in names.items() if kind in set(rows["kind"])}
    title = text("Actions by due date")
    day = text("as of {date}", date=text.date(today))
    figure, phone = _timeline(rows, legend, today, title, text.language)
    blocks.picture(
        figure,
        text,
        "actions",
        finding=next_due(actions, earlier.unread, today, text),
        about=f"{dated_words(actions, len(rows), text)} · {day}",
        legend=legend,
        phone=phone,
    )


@st.cache_resource(max_entries=50, show_spinner=False)
def _timeline(
    rows: pd.DataFrame, legend: Mapping[str, str], today: datetime.date, title: str, language: str
) -> tuple[go.Figure, go.Figure | None]:
    """The timeline and its form for phones, drawn once for all who see the same rows."""
    return both_forms(partial(action_timeline, rows, legend, today, title, Text(language)))
