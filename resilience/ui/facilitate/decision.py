"""How a room records what it agreed on: a level, both views, or not applicable, with the reason."""

from functools import partial

import streamlit as st

from resilience.framework import Levels
from resilience.scoring.notes.words import NO_LEVEL
from resilience.services.deciding.agreed_levels import (
    LONGEST_REASON,
    Decision,
    Outcome,
    agree,
    take_back,
)
from resilience.services.results.discussion import Topic
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text, mark
from resilience.ui.shared import runtime
from resilience.ui.shared.asking import ask_first
from resilience.ui.shared.blocks import plain
from resilience.wording.result import outcome_words

#: the key of the button that takes an agreed level back
YES = "discuss-undo-yes"
OTHERS: dict[Outcome, str] = {"both": mark("Record both views"), "na": NO_LEVEL["na"]}


def decision_words(decision: Decision, zone: str, text: Text) -> str:
    """A decision on one line: what, why, when."""
    said = text("Agreed: {outcome}", outcome=outcome_words(decision.outcome, text))
    because = f" · {plain(decision.reason)}" if decision.reason else ""
    return f"{said}{because} · {text.clock(decision.agreed_at, zone)}"


def decide(topic: Topic, workshop: WorkshopView, text: Text) -> None:
    """What was agreed so far, and the bar to agree in, which stays at the bottom of the window."""
    decision, code = topic.decision, topic.code
    with st.container(key="agree-bar", horizontal=True, vertical_alignment="bottom"):
        _agree_bar(topic, workshop, text)
    if decision:
        said, undo = st.columns([4, 1], vertical_alignment="center")
        said.success(decision_words(decision, workshop.timezone, text), icon=":material/check:")
        takes_back = text("Take back")
        if undo.button(takes_back, key=f"discuss-undo-{code}", width="stretch"):
            ask_first(
                takes_back,
                _of_taking_back(decision, text),
                partial(take_back, runtime.store(), runtime.visitor(), workshop.code, code),
                YES,
            )


def _of_taking_back(decision: Decision, text: Text) -> str:
    """What taking an agreed level back does."""
    return text(
        "The room's agreement on “{outcome}” and its reason no longer count: the result shows the vote "
        "again. Agree again to restore it.",
        outcome=outcome_words(decision.outcome, text),
    )


def _agree_bar(topic: Topic, workshop: WorkshopView, text: Text) -> None:
    """The outcomes to choose from, the reason, and the way to an action."""
    decision, code = topic.decision, topic.code
    outcome = _outcome(topic, text)
    reason = st.text_input(
        text("Because"),
        value=decision.reason if decision else "",
        max_chars=LONGEST_REASON,
        placeholder=text("Because"),
        label_visibility="collapsed",
        key=f"discuss-reason-{code}",
    )
    agreed = st.button(
        text("Agree"), type="primary", disabled=outcome is None, key=f"discuss-agree-{code}"
    )
    st.page_link(
        "pages/facilitate/actions.py",
        label=text("Write down an action"),
        icon=":material/add_task:",
        query_params={"workshop": workshop.code, "indicator": code},
    )
    if agreed and outcome is not None:
        with runtime.errors_shown():
            store, visitor = runtime.store(), runtime.visitor()
            agree(store, visitor, workshop.code, code, outcome, reason)
            st.rerun()


def _outcome(topic: Topic, text: Text) -> Outcome | None:
    scale, code = topic.indicator.scale, topic.code
    before = topic.decision.outcome if topic.decision else None
    number: float | None = None
    options: list[Outcome] = list(OTHERS)
    if isinstance(scale, Levels):
        options = [*range(scale.top + 1), *options]
    else:
        number = st.number_input(
            text("The room agrees on"),
            value=None if isinstance(before, str) else before,
            placeholder=text("Type a number"),
            key=f"discuss-number-{code}",
        )
    chosen: Outcome | None = st.pills(
        text("The room agrees on"),
        options,
        format_func=lambda outcome: (
            text(OTHERS[outcome]) if outcome in OTHERS else outcome_words(outcome, text)
        ),
        default=before if before in options else None,
        key=f"discuss-outcome-{code}",
        width="content",
        label_visibility="visible" if isinstance(scale, Levels) else "collapsed",
    )
    return number if chosen is None else chosen
