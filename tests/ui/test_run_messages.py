"""What Streamlit tells a browser when a page is left while a part of it is due."""

import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from resilience.settings import ROOT
from tests.live import free_port, wait_for

#: a page with a part that runs every second, and one that is drawn only when a file is there
TWO_PAGES = """
import time
from pathlib import Path
import streamlit as st

def clock():
    st.fragment(lambda: st.write("tick"), run_every=1)()

def slow():
    st.write("slow page")
    while not Path({file!r}).exists():
        time.sleep(0.02)

pages = [st.Page(clock, title="clock", default=True), st.Page(slow, title="slow")]
st.navigation(pages).run()
"""

SERVE = """
import sys
from streamlit import config
from streamlit.web import bootstrap
from resilience.ui.shared.hooks import correct_run_messages
if sys.argv[3] == "hooked":
    correct_run_messages()
config.set_option("server.port", int(sys.argv[2]))
config.set_option("server.headless", True)
bootstrap.run(sys.argv[1], False, [], {})
"""


@pytest.fixture(params=["plain", "hooked"])
def line(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ClientConnection]:
    app, port = tmp_path / "app.py", free_port()
    app.write_text(TWO_PAGES.format(file=str(tmp_path / "go")), encoding="utf-8")
    server = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(app), str(port), request.param], cwd=ROOT
    )

    try:
        wait_for(lambda: listens(port), "the server to listen")
        with connect(f"ws://localhost:{port}/_stcore/stream", max_size=None) as line:
            yield line
    finally:
        server.terminate()
        server.wait()


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("localhost", port)) == 0


def heard(line: ClientConnection, is_last: Callable[[ForwardMsg], bool]) -> list[ForwardMsg]:
    """Messages of the server up to the one that is asked for."""
    messages: list[ForwardMsg] = []
    while not messages or not is_last(messages[-1]):
        given = line.recv(timeout=30)
        assert isinstance(given, bytes)
        messages.append(ForwardMsg.FromString(given))
    return messages


def run(line: ClientConnection, **state: str | bool) -> None:
    line.send(BackMsg(rerun_script=ClientState(**state)).SerializeToString())  # type: ignore[arg-type]


def test_a_timed_part_of_a_page_that_was_left_empties_no_other_page(
    line: ClientConnection, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    run(line)
    first = heard(line, lambda message: message.WhichOneof("type") == "script_finished")
    (part,) = [m.auto_rerun.fragment_id for m in first if m.HasField("auto_rerun")]
    (navigation,) = [m.navigation for m in first if m.HasField("navigation")]
    clock, slow = (page.page_script_hash for page in navigation.app_pages)

    run(line, page_script_hash=slow)
    heard(line, lambda message: b"slow page" in message.SerializeToString())
    run(line, page_script_hash=clock, fragment_id=part, is_auto_rerun=True)
    line.send(BackMsg(app_heartbeat=True).SerializeToString())
    heard(line, lambda message: message.HasField("heartbeat_ack"))
    (tmp_path / "go").touch()

    ended = heard(
        line,
        lambda message: (
            list(message.metadata.run.fragment_ids) == [part] or message.HasField("stop_auto_rerun")
        ),
    )
    begun = [m.new_session.page_script_hash for m in ended if m.HasField("new_session")]
    hooked = "hooked" in request.node.name
    assert begun == ([] if hooked else [clock])
