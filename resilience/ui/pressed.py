"""A button that is pressed right after something was written does what it says.

What happens at one moment the browser says in one message, with the part of the page that changed first alone:
whoever taps a button straight from a field had the field kept, and the button drew nothing.
"""

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession


def run_what_was_pressed() -> None:
    """Let the part of the page run that a pressed button is in, or the page where it is in none."""
    ask = AppSession.request_rerun

    def ask_for_the_button(session: AppSession, asked: ClientState | None) -> None:
        if asked and asked.fragment_id:
            known = session._session_state._new_widget_state.widget_metadata
            for widget in asked.widget_states.widgets:
                if widget.trigger_value and widget.id in known:
                    asked.fragment_id = known[widget.id].fragment_id or ""
        ask(session, asked)

    AppSession.request_rerun = ask_for_the_button  # type: ignore[assignment]
