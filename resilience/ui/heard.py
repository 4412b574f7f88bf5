"""What a run of a page said is heard to its end, before the next run begins, and by the page that is there.

On a busy server Streamlit loses some of it otherwise: a click stays without its "saved", a page that was
drawn anew at a move of the workshop stays half as it was, and a page that came back after its network was
gone stays without a word, each for good.
"""

from collections import deque
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSession, AppSessionState
from streamlit.runtime.scriptrunner import ScriptRunnerEvent
from streamlit.runtime.session_manager import SessionClientDisconnectedError
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

#: seconds after which the server hears what a run says, while the run goes on; its end is heard at once
LISTENS = 0.02
#: messages that are sent to a page before the server looks at others; half of what a connection may hold
IN_ONE_GO = 250
#: what a run says on its way
ON_THE_WAY = (ScriptRunnerEvent.SCRIPT_STARTED, ScriptRunnerEvent.ENQUEUE_FORWARD_MSG)


@dataclass(slots=True)
class _Said:
    """What runs of a session said that the server has not heard; whether it will listen soon, and send."""

    waiting: deque[tuple[Any, ScriptRunnerEvent, dict[str, Any]]] = field(default_factory=deque)
    will_listen: bool = False
    will_send: bool = False


_SAID: WeakKeyDictionary[AppSession, _Said] = WeakKeyDictionary()


def hear_runs_out() -> None:
    """Let no word of a run be lost."""
    _begin_after_the_last()
    _hear_together()
    _send_in_one_go()


def _begin_after_the_last() -> None:
    """Let sessions begin a run only after all that the finished run before it said.

    Streamlit begins the run of a fragment anew where the run before is over, and from then on ignores what
    that one said and the server had no time yet to hear.
    """
    begin = AppSession._create_scriptrunner

    def begin_after(session: AppSession, asked: Any) -> None:
        last = session._scriptrunner
        if last is None:
            begin(session, asked)
            return

        def begin_now() -> None:
            _listen(session)
            here = session._scriptrunner
            if session._state is AppSessionState.SHUTDOWN_REQUESTED:
                return
            if here is None or here is last or not here.request_rerun(asked):
                begin(session, asked)

        # what the run said waits in this loop already, so it comes first
        session._event_loop.call_soon(begin_now)

    AppSession._create_scriptrunner = begin_after  # type: ignore[assignment]


def _hear_together() -> None:
    """Let a run wake the server when it is over, and seldom before.

    Streamlit wakes it for each element of a page: of many threads that run pages each then waits for
    its turn a hundred times.
    """

    def say(session: Any, sender: Any, event: ScriptRunnerEvent, **told: Any) -> None:
        said = _SAID.setdefault(session, _Said())
        said.waiting.append((sender, event, told))
        if event not in ON_THE_WAY:
            session._call_soon_on_event_loop(lambda: _listen(session))
        elif not said.will_listen:
            said.will_listen = True
            later = session._event_loop.call_later
            session._call_soon_on_event_loop(lambda: later(LISTENS, _listen, session))

    AppSession._on_scriptrunner_event = say  # type: ignore[assignment]


def _listen(session: Any) -> None:
    """Hear what waits of a session's runs, in the order in which it was said."""
    if said := _SAID.get(session):
        said.will_listen = False
        while said.waiting:
            sender, event, told = said.waiting.popleft()
            session._handle_scriptrunner_event_on_event_loop(sender, event, **told)


def _send_in_one_go() -> None:
    """Send what is for a page at once, on the connection that it has now.

    Streamlit looks through all pages whenever one has something to say, and lets others work after each
    message. With five hundred pages open the looking was a quarter of the time, and with the hundred messages
    of a whole page clicks of others waited for seconds; and what was for a page that came back meanwhile went
    to the connection that it had lost, and was gone.

    The path of the program, which Streamlit tells every browser, is left out.
    """

    connect = WebsocketSessionManager.connect_session

    def say(session: AppSession, message: ForwardMsg) -> None:
        if message.HasField("new_session"):
            message.new_session.ClearField("main_script_path")
        session._browser_queue.enqueue(message)
        _send_soon(session)

    def connect_and_send(manager: WebsocketSessionManager, *given: Any, **named: Any) -> str:
        page = connect(manager, *given, **named)
        if here := manager.get_active_session_info(page):
            _send_soon(here.session)  # what waited for it to come back
        return page

    AppSession._enqueue_forward_msg = say  # type: ignore[assignment]
    AppSession.flush_browser_queue = lambda _: []  # type: ignore[assignment]  # who looks finds nothing
    WebsocketSessionManager.connect_session = connect_and_send  # type: ignore[assignment]


def _send_soon(session: AppSession) -> None:
    said = _SAID.setdefault(session, _Said())
    if not said.will_send:
        said.will_send = True
        session._call_soon_on_event_loop(lambda: _send(session))


def _send(session: AppSession) -> None:
    """Send what waits for a page, if it is there: else that waits for the page to come back."""
    _SAID[session].will_send = False
    runtime = Runtime.instance()
    here = runtime._session_mgr.get_active_session_info(session.id)
    if here is None:
        return
    waiting = session._browser_queue.flush()
    try:
        for message in waiting[:IN_ONE_GO]:
            runtime._send_message(here, message)
    except SessionClientDisconnectedError:
        runtime.disconnect_session(session.id, client=here.client)
    for message in waiting[IN_ONE_GO:]:
        session._enqueue_forward_msg(message)
    session.on_flushed_messages_sent()
