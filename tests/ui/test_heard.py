"""What is for a page reaches it on the connection that it has now."""

import asyncio
from collections.abc import Iterator
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.script_data import ScriptData
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.session_manager import SessionClient
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from resilience.settings import ROOT
from resilience.ui.heard import IN_ONE_GO, hear_runs_out

#: what `hear_runs_out` changes of Streamlit
CHANGED = (
    (AppSession, "_create_scriptrunner"),
    (AppSession, "_on_scriptrunner_event"),
    (AppSession, "_enqueue_forward_msg"),
    (AppSession, "flush_browser_queue"),
    (WebsocketSessionManager, "connect_session"),
)

#: messages, more than are sent before the server looks at other pages
MORE = IN_ONE_GO + 3


class Connection(SessionClient):
    """Keeps what is sent on it."""

    def __init__(self) -> None:
        self.sent: list[ForwardMsg] = []

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        self.sent.append(msg)


@pytest.fixture(autouse=True)
def heard_out(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for kind, name in CHANGED:
        monkeypatch.setattr(kind, name, getattr(kind, name))
    hear_runs_out()
    yield


def test_what_waits_for_a_page_that_came_back_goes_to_its_new_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def comes_back() -> tuple[list[int], list[int]]:
        manager = WebsocketSessionManager(
            MemorySessionStorage(), MemoryUploadedFileManager(""), ScriptCache(), lambda: None
        )
        here: Any = SimpleNamespace(_session_mgr=manager)
        here._send_message = partial(Runtime._send_message, here)
        monkeypatch.setattr(Runtime, "_instance", here)
        lost, new = Connection(), Connection()
        script = ScriptData(str(ROOT / "app.py"))
        id_ = manager.connect_session(lost, script, {})
        (listed,) = manager.list_active_sessions()
        session, sent = listed.session, []
        manager.disconnect_session(id_)
        for _ in range(MORE):
            session._enqueue_forward_msg(ForwardMsg())
        await asyncio.sleep(0)
        manager.connect_session(new, script, {}, existing_session_id=id_)
        for _ in range(2):
            assert session.flush_browser_queue() == []  # what looks through all pages finds nothing
            await asyncio.sleep(0)
            sent.append(len(new.sent))
        monkeypatch.setattr(Runtime, "_instance", None)
        manager.close_session(id_)
        return [len(lost.sent)], sent

    lost, new = asyncio.run(comes_back())
    assert (lost, new) == ([0], [IN_ONE_GO, MORE])
