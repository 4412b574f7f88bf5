"""A click on a page that came back counts, though the server has yet to draw that page.

After the server began anew, or at another worker, a page that stands open is drawn again from nothing, and
sometimes its browser does not even ask for that. Streamlit ignores a click until then, since it does not
know the part of the page yet: the answer was gone.
"""

from typing import Any
from weakref import WeakKeyDictionary

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import ScriptRunnerEvent

#: by session what was asked on a page that is yet to be drawn
_EARLY: WeakKeyDictionary[AppSession, list[ClientState]] = WeakKeyDictionary()


def keep_early_clicks() -> None:
    """Let clicks wait until the page is drawn that they were made on."""
    ask, hear = AppSession.request_rerun, AppSession._handle_scriptrunner_event_on_event_loop

    def ask_in_time(session: AppSession, asked: ClientState | None) -> None:
        if asked is None or not _is_early(session, asked):
            ask(session, asked)
            return
        _EARLY.setdefault(session, []).append(asked)
        if session._scriptrunner is None:
            page = ClientState()
            page.CopyFrom(asked)
            page.fragment_id = ""
            ask(session, page)

    def hear_and_go_on(session: Any, sender: Any, event: ScriptRunnerEvent, **told: Any) -> None:
        here = session._scriptrunner
        hear(session, sender, event, **told)
        if event is ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS and sender is here:
            for asked in _clicks(session, _EARLY.pop(session, [])):
                ask(session, asked)

    AppSession.request_rerun = ask_in_time  # type: ignore[assignment]
    AppSession._handle_scriptrunner_event_on_event_loop = hear_and_go_on  # type: ignore[assignment]


def _is_early(session: AppSession, asked: ClientState) -> bool:
    """Whether somebody clicked on a part of a page that is drawn now, or of one that never was."""
    part, drawn = asked.fragment_id, session._client_state.page_script_hash
    if not part or asked.is_auto_rerun or session.has_fragment(part):
        return False
    return session._scriptrunner is not None or not drawn


def _clicks(session: AppSession, early: list[ClientState]) -> list[ClientState]:
    """What was asked, with the widgets of those parts alone: others may be older than what is stored.

    Each with all of them: Streamlit takes what is asked together from the last.
    """
    known = session._session_state._new_widget_state.widget_metadata
    states: dict[str, WidgetState] = {}
    for asked in early:
        for state in asked.widget_states.widgets:
            if state.id in known and known[state.id].fragment_id == asked.fragment_id:
                states[state.id] = state
    for asked in early:
        del asked.widget_states.widgets[:]
        asked.widget_states.widgets.extend(states.values())
    return early
