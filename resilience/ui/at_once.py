"""A click on an answer that is stored and shown without a run of the page.

Streamlit would begin a thread, find the part of the page, draw it and say so: three quarters of what a click
takes. What such a run changes is known, though: a line or two. So a part of a page offers to do without, and
whatever is out of the ordinary goes the ordinary way: another widget that changed too, a run that is under
way, a page that was drawn anew meanwhile, an answer that was not taken.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Markdown_pb2 import Markdown
from streamlit.proto.TextAlignmentConfig_pb2 import TextAlignmentConfig
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState
from streamlit.runtime.state.common import unpack_widget_state_value

from resilience.errors import ResilienceError
from resilience.ui.heard import send_now


@dataclass(frozen=True, slots=True)
class Line:
    """What stands at a place of the page."""

    place: DeltaGenerator
    element: Element


@dataclass(frozen=True, slots=True)
class Offer:
    """A widget, by its `key`, whose change needs no run of the part of the page that it is in.

    `keep` stores its new value. Then `lines` stand otherwise. Where it was refused, the part of the page runs
    and finds the error in session_state by the name `refused`.
    """

    key: str
    refused: str
    keep: Callable[[Any], Awaitable[None]]
    lines: Callable[[], Iterable[Line]]


@dataclass(frozen=True, slots=True)
class _Change:
    """That a widget alone was changed, from `before` to `value`."""

    widget: str
    before: object
    value: object


@dataclass(frozen=True, slots=True)
class _Offered:
    """An offer, and the script of the page that it was made on."""

    offer: Offer
    script: str


#: session_state key of what the page offers, by its parts
OFFERS = "offers"
_SERVING: set[asyncio.Task[None]] = set()


def caption(place: DeltaGenerator, words: str) -> Line:
    """A line as `place.caption` draws it."""
    element = Element()
    element.markdown.body = words
    element.markdown.element_type = Markdown.Type.CAPTION
    element.markdown.wrap = True
    element.width_config.use_stretch = True
    element.text_alignment_config.alignment = TextAlignmentConfig.Alignment.LEFT
    return Line(place, element)


def progress(place: DeltaGenerator, share: float, words: str) -> Line:
    """A line as `place.progress` draws it."""
    element = Element()
    element.progress.value = int(100 * share)
    element.progress.text = words
    element.width_config.use_stretch = True
    return Line(place, element)


def nothing_offered() -> None:
    """A page is drawn anew: what it offered before does not concern it any more."""
    st.session_state[OFFERS] = {}


def offered(offer: Offer | None) -> None:
    """The part of the page that runs now offers this, or nothing."""
    here, offers = ThreadState.get(), st.session_state[OFFERS]
    offers.pop(here.fragment_id, None)
    if offer:
        offers[here.fragment_id] = _Offered(offer, here.active_script_hash)


def serve_at_once() -> None:
    """Let offers be taken where all else is as it was."""
    ask = AppSession.request_rerun

    def ask_or_serve(session: AppSession, asked: ClientState | None) -> None:
        offered = _offered(session, asked.fragment_id) if asked else None
        change = _only_change(session, asked, offered.offer) if asked and offered else None
        if asked and offered and change:
            _stands(session, offered.offer, change, change.value)
            serving = _serve(session, asked, offered, change, ask)
            task = asyncio.get_running_loop().create_task(serving)
            _SERVING.add(task)
            task.add_done_callback(_SERVING.discard)
        else:
            ask(session, asked)

    AppSession.request_rerun = ask_or_serve  # type: ignore[assignment]


def _offered(session: AppSession, part: str) -> _Offered | None:
    try:
        offers: dict[str, _Offered] = session._session_state[OFFERS]
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
    offered: _Offered,
    change: _Change,
    ask: Callable[[AppSession, ClientState], None],
) -> None:
    """Store the value and send the lines."""
    offer = offered.offer
    try:
        await offer.keep(change.value)
    except ResilienceError as error:
        session._session_state[offer.refused] = error
        ask(session, asked)
    except Exception:  # said by a run, which tries it again
        _stands(session, offer, change, change.before)
        ask(session, asked)
    else:
        part = asked.fragment_id
        if session._scriptrunner is None and _offered(session, part) is offered:
            _say(session, part, offered)
        else:
            ask(session, asked)


def _stands(session: AppSession, offer: Offer, change: _Change, value: object) -> None:
    """Let the value stand as that of the widget: the next run takes it for no change."""
    state = session._session_state
    state._new_session_state.pop(offer.key, None)
    state._new_widget_state.set_from_value(change.widget, value)


def _say(session: AppSession, part: str, offered: _Offered) -> None:
    """Send the lines of a part of the page as a run of it would."""
    _say_that_it_runs(session, True)
    for line in offered.offer.lines():
        message = ForwardMsg()
        message.metadata.delta_path[:] = line.place._cursor.delta_path if line.place._cursor else []
        message.metadata.active_script_hash = offered.script
        message.delta.fragment_id = part
        message.delta.new_element.CopyFrom(line.element)
        session._enqueue_forward_msg(message)
    _say_that_it_runs(session, False)
    send_now(session)


def _say_that_it_runs(session: AppSession, runs: bool) -> None:
    message = ForwardMsg()
    message.session_status_changed.script_is_running = runs
    session._enqueue_forward_msg(message)
