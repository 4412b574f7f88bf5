"""What is for a page reaches it on the connection that it has now."""

import asyncio
from collections.abc import Iterator
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
from resilience.ui.heard import hear_runs_out

#: what `hear_runs_out` changes of Streamlit
CHANGED = (
    (AppSession, "_create_scriptrunner"),
    (AppSession, "_on_scriptrunner_event"),
    (Runtime, "_send_message"),
)


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


def test_what_is_sent_while_a_page_comes_back_goes_to_its_new_connection() -> None:
    async def comes_back() -> tuple[Connection, Connection]:
        manager = WebsocketSessionManager(
            MemorySessionStorage(), MemoryUploadedFileManager(""), ScriptCache(), lambda: None
        )
        lost, new = Connection(), Connection()
        script = ScriptData(str(ROOT / "app.py"))
        session = manager.connect_session(lost, script, {})
        (listed,) = manager.list_active_sessions()
        manager.disconnect_session(session)
        manager.connect_session(new, script, {}, existing_session_id=session)
        here: Any = SimpleNamespace(_session_mgr=manager)
        Runtime._send_message(here, listed, ForwardMsg())
        manager.close_session(session)
        return lost, new

    lost, new = asyncio.run(comes_back())
    assert (len(lost.sent), len(new.sent)) == (0, 1)
