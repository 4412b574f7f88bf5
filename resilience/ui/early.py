"""A click on a page that came back counts, though the server has yet to draw that page.

After the server began anew, or at another worker, a page that stands open is drawn again from nothing, and
sometimes its browser does not even ask for that. Streamlit ignores a click until then, since it does not
know the part of the page yet: the answer was gone.
"""

from typing import Any
from weakref import WeakKeyDictionary, WeakSet

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import ScriptRunnerEvent

from resilience.ui.repeated import leave_out

#: sessions whose page was drawn whole
_DRAWN: WeakSet[AppSession] = WeakSet()
#: by session what was asked on a page that is yet to be drawn
_EARLY: WeakKeyDictionary[AppSession, list[ClientState]] = WeakKeyDictionary()


def keep_early_clicks() -> None:
    """Let clicks wait until the page is drawn that they were made on.

    All of them: what one says on a half-drawn page would take back what others say, and what is stored.
    """
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
            _DRAWN.add(session)
            for asked in _EARLY.pop(session, []):
                # what it says of other parts may be older than what is stored
                leave_out(session, asked, asked.widget_states)
                ask(session, asked)

    AppSession.request_rerun = ask_in_time  # type: ignore[assignment]
    AppSession._handle_scriptrunner_event_on_event_loop = hear_and_go_on  # type: ignore[assignment]


def _is_early(session: AppSession, asked: ClientState) -> bool:
    """Whether somebody clicked on a part of a page that is drawn now, or of one that never was."""
    part = asked.fragment_id
    if not part or asked.is_auto_rerun:
        return False
    return session not in _DRAWN or (
        session._scriptrunner is not None and not session.has_fragment(part)
    )
