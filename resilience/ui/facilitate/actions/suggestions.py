"""Suggestions below the indicator of a new action: of other cities, and of the city's own earlier workshops."""

import datetime
import html
from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from resilience.framework.suggested.actions import SuggestedAction
from resilience.scoring.planning.actions import COSTS
from resilience.services.deciding.follow_up import today_in
from resilience.services.deciding.own_suggestions import (
    OwnSuggestion,
    own_suggestions,
    suggest_later,
)
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.shared import cached, runtime
from resilience.ui.shared.suggested import next_suggestions, suggestion_card
from resilience.wording.planning.suggested_actions import plan_text

#: months from which no due date is filled in: the form takes ten years at most
TOO_LATE = 120


def show_suggestions(workshop: WorkshopView, indicator: str, key: str, text: Text) -> None:
    """What could be done about an indicator; "Use this" fills the form whose widgets begin with `key`."""
    with runtime.errors_shown():
        found = next_suggestions(cached.result(workshop.code), indicator, text)
        own = own_suggestions(runtime.store(), runtime.visitor(), workshop.code, indicator)
        if not (found or own):
            return
        n = len(found) + len(own)
        with st.expander(
            text.plural(
                "{n} suggestion for this indicator", "{n} suggestions for this indicator", n
            )
        ):
            _of_others(workshop, found, key, text)
            _of_the_city(workshop.code, own, key, text)


def _of_others(
    workshop: WorkshopView, found: Sequence[SuggestedAction], key: str, text: Text
) -> None:
    if found:
        st.caption(text("Suggestions from other cities"))
    for at, one in enumerate(found):
        use = partial(_fill, key, plan_text(one), one.cost, due_date(workshop, one), text)
        _card(suggestion_card(one, text, opened=False), f"{key}-use-{one.step}-{at}", use, text)


def _of_the_city(code: str, own: Sequence[OwnSuggestion], key: str, text: Text) -> None:
    if own:
        st.caption(text("Suggestions from your city's earlier workshops"))
    for mine in own:
        use = partial(_fill, key, mine.what, mine.cost, None, text)
        drop = partial(_drop, code, mine, key, text) if mine.removable else None
        _card(_own_card(mine, text), f"{key}-own-{mine.action_id}", use, text, drop)


def _card(
    body: str,
    key: str,
    use: Callable[[], None],
    text: Text,
    another: Callable[[], None] | None = None,
) -> None:
    """A suggestion with its button; `another` draws one next to it."""
    with st.container(border=True, key=f"suggestion-{key}", gap="xsmall"):
        st.html(body)
        with st.container(horizontal=True):
            st.button(text("Use this"), key=key, on_click=use)
            if another:
                another()


def _own_card(mine: OwnSuggestion, text: Text) -> str:
    cost = [text(COSTS[mine.cost])] if mine.cost else []
    since = text("workshop of {date}", date=text.date(mine.date))
    facts = html.escape(" · ".join([text(mine.department), *cost, since]))
    what = html.escape(mine.what)
    return f'<div class="suggestion"><p class="title">{what}</p><p class="about">{facts}</p></div>'


def _drop(code: str, mine: OwnSuggestion, key: str, text: Text) -> None:
    if st.button(text("Stop suggesting"), key=f"{key}-drop-{mine.action_id}", type="tertiary"):
        suggest_later(runtime.store(), runtime.visitor(), code, mine.action_id, suggested=False)
        st.toast(text("No longer suggested."), icon=":material/check:")
        st.rerun()


def _fill(key: str, what: str, cost: str | None, due: datetime.date | None, text: Text) -> None:
    """Write a suggestion into the form; a cost and a date that a person entered stay."""
    st.session_state[f"{key}-what"] = what
    earlier, filled = st.session_state.get(f"{key}-filled", {}), {}
    for name, value in (("cost", cost), ("when", due)):
        if st.session_state.get(f"{key}-{name}") in (None, "", earlier.get(name)):
            st.session_state[f"{key}-{name}"] = filled[name] = value
    st.session_state[f"{key}-filled"] = filled
    st.toast(text("The form is filled in below."), icon=":material/check:")


def due_date(workshop: WorkshopView, one: SuggestedAction) -> datetime.date | None:
    """The day by which a suggestion that begins today is done, not before the workshop; None if that is too late."""
    months = one.months[1]
    if months >= TOO_LATE:
        return None
    today = today_in(workshop)
    years, month = divmod(today.month - 1 + months, 12)
    due = today.replace(year=today.year + years, month=month + 1, day=min(today.day, 28))
    return max(due, workshop.date)
