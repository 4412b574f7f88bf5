"""Counters of actions and their timeline."""

import datetime
from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from resilience.charts.figures import action_timeline
from resilience.charts.rows import both_forms
from resilience.framework import Framework
from resilience.scoring.planning.actions import PlannedAction
from resilience.services.deciding.follow_up import EarlierActions
from resilience.text import Text
from resilience.ui.shared import blocks
from resilience.ui.shared.markup import plain
from resilience.wording.planning.action_facts import kind_legend
from resilience.wording.planning.follow_up import (
    counters,
    dated_words,
    links_words,
    next_due,
    timeline_rows,
)
from resilience.wording.priorities import unread_words


def plan_counters(
    own: Sequence[PlannedAction], earlier: EarlierActions, today: datetime.date, text: Text
) -> None:
    """How many actions are open, under way, done and overdue, and that those not to be read are counted."""
    blocks.counters(counters(own, earlier, today, text), text)
    if earlier.unread:
        st.caption(links_words(text))


def unread_actions(earlier: EarlierActions, framework: Framework, text: Text) -> None:
    """The open actions of earlier workshops of which the visitor may know their indicators alone."""
    if not earlier.open_on:
        return
    st.header(text("Actions from earlier workshops"))
    lines = []
    for codes in earlier.open_on:
        titles = text.listed(f"{code} · {framework.title(code, text.language)}" for code in codes)
        lines.append(": ".join(filter(None, (titles, unread_words(text)))))
    st.markdown("\n".join(f"- {plain(line)}" for line in lines))


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
    legend = kind_legend(set(rows["kind"]), text)
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
