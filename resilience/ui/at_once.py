"""A click on an answer that is stored and shown without a run of the page.

Streamlit would begin a thread, find the part of the page, draw it and say so: three quarters of what a click
takes. What such a run changes is known, though: a line or two. So a part of a page offers to do without, and
whatever is out of the ordinary goes the ordinary way: another widget that changed too, a run that is under
way, a page that was drawn anew meanwhile, an answer that was not taken.
"""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

import streamlit as st
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState
from streamlit.runtime.state.common import unpack_widget_state_value

from resilience.errors import ResilienceError
from resilience.ui.lines import Line, said
from resilience.watching import troubled


class Offer(Protocol):
    """A widget whose change needs no run of the part of the page that it is in."""

    @property
    def key(self) -> str:
        """The key of the widget."""

    @property
    def refused(self) -> str:
        """Where in session_state the part of the page, which runs then, finds why a value was refused."""

    async def keep(self, value: Any) -> None:
        """Store its new value."""

    def lines(self) -> Iterable[Line]:
        """What stands otherwise then."""


@dataclass(frozen=True, slots=True)
class _Change:
    """That a widget alone was changed, from `before` to `value`."""

    widget: str
    before: object
    value: object


#: session_state key of what the page offers, by its parts
OFFERS = "offers"
_SERVING: set[asyncio.Task[None]] = set()


def nothing_offered() -> None:
    """A page, or what holds all that it offers, is drawn anew: earlier offers do not concern it any more."""
    st.session_state[OFFERS] = {}


def offered(offer: Offer | None) -> None:
    """The part of the page that runs now offers this, or nothing."""
    part, offers = ThreadState.get().fragment_id, st.session_state[OFFERS]
    offers.pop(part, None)
    if offer:
        offers[part] = offer


def serve_at_once() -> None:
    """Let offers be taken where all else is as it was."""
    ask = AppSession.request_rerun

    def ask_or_serve(session: AppSession, asked: ClientState | None) -> None:
        offer = _offered(session, asked.fragment_id) if asked else None
        change = _only_change(session, asked, offer) if asked and offer else None
        if asked and offer and change:
            _stands(session, offer, change, change.value)
            serving = _serve(session, asked, offer, change, ask)
            task = asyncio.get_running_loop().create_task(serving)
            _SERVING.add(task)
            task.add_done_callback(_SERVING.discard)
        else:
            ask(session, asked)

    AppSession.request_rerun = ask_or_serve  # type: ignore[assignment]


def _offered(session: AppSession, part: str) -> Offer | None:
    try:
        offers: dict[str, Offer] = session._session_state[OFFERS]
    except KeyError:
        return None
    return offers.get(part)


def _only_change(session: AppSession, asked: ClientState, offer: Offer) -> _Change | None:
    """What changed, where nothing runs and nothing but the widget of the offer changed."""
    if session._scriptrunner is not None or asked.is_auto_rerun:
        return None
    state = session._session_state
    offers = state._key_id_mapper.get_id_from_key(offer.key)
    known, keys = state._new_widget_state.widget_metadata, state._key_id_mapper.id_key_mapping
    change = None
    for widget in asked.widget_states.widgets:
        try:
            value = known[widget.id].deserializer(unpack_widget_state_value(widget))
            before = state._getitem(widget.id, keys.get(widget.id))
        except KeyError:
            return None  # a widget of which nothing is known yet
        if value == before:
            continue
        if widget.id != offers or value is None:
            return None
        change = _Change(widget.id, before, value)
    return change


async def _serve(
    session: AppSession,
    asked: ClientState,
    offer: Offer,
    change: _Change,
    ask: Callable[[AppSession, ClientState], None],
) -> None:
    """Store the value and send the lines."""
    try:
        await offer.keep(change.value)
    except ResilienceError as error:
        troubled(error, "page")
        session._session_state[offer.refused] = error
        ask(session, asked)
    except Exception:  # said by a run, which tries it again
        _stands(session, offer, change, change.before)
        ask(session, asked)
    else:
        if session._scriptrunner is None and _offered(session, asked.fragment_id) is offer:
            _say(session, offer)
        else:
            ask(session, asked)


def _stands(session: AppSession, offer: Offer, change: _Change, value: object) -> None:
    """Let the value stand as that of the widget: the next run takes it for no change."""
    state = session._session_state
    state._new_session_state.pop(offer.key, None)
    state._new_widget_state.set_from_value(change.widget, value)


def _say(session: AppSession, offer: Offer) -> None:
    """Send the lines as a run of the part of the page would."""
    _say_that_it_runs(session, True)
    for line in offer.lines():
        session._enqueue_forward_msg(said(line))
    _say_that_it_runs(session, False)


def _say_that_it_runs(session: AppSession, runs: bool) -> None:
    message = ForwardMsg()
    message.session_status_changed.script_is_running = runs
    session._enqueue_forward_msg(message)
