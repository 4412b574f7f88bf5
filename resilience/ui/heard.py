"""What a run of a page said is heard to its end before the next run begins.

Streamlit begins the run of a fragment anew where the run before is over, and from then on ignores what
that one said and the server had no time yet to hear: on a busy server a click stays without its "saved",
and a page that was drawn anew at a move of the workshop stays half as it was, for good.
"""

from typing import Any

from streamlit.runtime.app_session import AppSession, AppSessionState


def hear_runs_out() -> None:
    """Let sessions begin a run only after all that the finished run before it said."""
    begin = AppSession._create_scriptrunner

    def begin_after(session: AppSession, asked: Any) -> None:
        last = session._scriptrunner
        if last is None:
            begin(session, asked)
            return

        def begin_now() -> None:
            here = session._scriptrunner
            if session._state is AppSessionState.SHUTDOWN_REQUESTED:
                return
            if here is None or here is last or not here.request_rerun(asked):
                begin(session, asked)

        # what the run said waits in this loop already, so it comes first
        session._event_loop.call_soon(begin_now)

    AppSession._create_scriptrunner = begin_after  # type: ignore[assignment]
