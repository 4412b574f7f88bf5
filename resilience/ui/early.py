"""A click on a page that came back counts, though the server has yet to draw that page.

After the server began anew, or at another worker, a page that stands open is drawn again from nothing.
Streamlit ignores a click until then, since it does not know the part of the page yet: the answer was gone.
"""

from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import ScriptRunnerEvent


@dataclass(slots=True)
class _Drawing:
    """What a page says while it is drawn: what stood in its widgets, what changed, and what was asked."""

    stood: dict[str, WidgetState] = field(default_factory=dict)
    changed: dict[str, WidgetState] = field(default_factory=dict)
    asked: list[ClientState] = field(default_factory=list)

    def look(self, asked: ClientState) -> None:
        """See what stands in the widgets as the page begins to be drawn."""
        self.stood = {state.id: state for state in asked.widget_states.widgets}

    def keep(self, asked: ClientState) -> None:
        """Keep a click, and of all widgets those that changed: others may be older than what is stored."""
        for state in asked.widget_states.widgets:
            if self.stood.get(state.id) != state:
                self.stood[state.id] = self.changed[state.id] = state
        self.asked.append(asked)

    def clicks(self) -> list[ClientState]:
        """What was asked, with all that changed: Streamlit takes what stands together, from the last."""
        for asked in self.asked:
            del asked.widget_states.widgets[:]
            asked.widget_states.widgets.extend(self.changed.values())
        return self.asked


_DRAWING: WeakKeyDictionary[AppSession, _Drawing] = WeakKeyDictionary()


def keep_early_clicks() -> None:
    """Let clicks wait until the page is drawn that they were made on."""
    ask, hear = AppSession.request_rerun, AppSession._handle_scriptrunner_event_on_event_loop

    def ask_in_time(session: AppSession, asked: ClientState | None) -> None:
        if asked is not None and _is_early(session, asked):
            _DRAWING.setdefault(session, _Drawing()).keep(asked)
            return
        if asked is not None and not asked.fragment_id:
            _DRAWING.setdefault(session, _Drawing()).look(asked)
        ask(session, asked)

    def hear_and_go_on(session: Any, sender: Any, event: ScriptRunnerEvent, **told: Any) -> None:
        here = session._scriptrunner
        hear(session, sender, event, **told)
        if event is ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS and sender is here:
            for click in _DRAWING.pop(session, _Drawing()).clicks():
                ask(session, click)

    AppSession.request_rerun = ask_in_time  # type: ignore[assignment]
    AppSession._handle_scriptrunner_event_on_event_loop = hear_and_go_on  # type: ignore[assignment]


def _is_early(session: AppSession, asked: ClientState) -> bool:
    """Whether somebody clicked on a part of a page that is yet to be drawn."""
    part = asked.fragment_id
    return bool(
        part
        and not asked.is_auto_rerun
        and session._scriptrunner is not None
        and not session.has_fragment(part)
    )
