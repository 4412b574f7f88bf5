"""What a browser repeats is no change, and may be older than what is stored.

With each click a browser says how all widgets of its page stand, and Streamlit takes what differs from what it
knows for a change. Where the server has just drawn something otherwise, as an answer that somebody gave on
another device, a click that was on its way took that back.
"""

from weakref import WeakKeyDictionary

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner_utils import script_requests

#: by session how its browser said last that widgets stand
_SAID: WeakKeyDictionary[AppSession, WidgetStates] = WeakKeyDictionary()


def take_no_repeats() -> None:
    """Let what is asked of a part of a page say what changed, and what that part holds, alone."""
    ask, together = AppSession.request_rerun, script_requests._coalesce_widget_states

    def ask_without_repeats(session: AppSession, asked: ClientState | None) -> None:
        if asked:
            before, said = _SAID.get(session), WidgetStates()
            said.CopyFrom(asked.widget_states)
            _SAID[session] = said
            if before and asked.fragment_id:
                leave_out(session, asked, before)
        ask(session, asked)

    def all_that_waits(
        old_states: WidgetStates | None, new_states: WidgetStates | None
    ) -> WidgetStates | None:
        """Streamlit keeps of what waits the pressed buttons alone: what came after it said the rest again."""
        states = together(old_states, new_states)
        if old_states and states:
            known = {state.id for state in states.widgets}
            states.widgets.extend(one for one in old_states.widgets if one.id not in known)
        return states

    AppSession.request_rerun = ask_without_repeats  # type: ignore[assignment]
    script_requests._coalesce_widget_states = all_that_waits


def leave_out(session: AppSession, asked: ClientState, before: WidgetStates) -> None:
    """Leave out of what is asked of a part what was said `before` of other parts of the page."""
    said = {state.id: state for state in before.widgets}
    parts = session._session_state._new_widget_state.widget_metadata
    kept = [
        state
        for state in asked.widget_states.widgets
        if said.get(state.id) != state
        or (state.id in parts and parts[state.id].fragment_id == asked.fragment_id)
    ]
    del asked.widget_states.widgets[:]
    asked.widget_states.widgets.extend(kept)
