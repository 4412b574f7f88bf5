"""What becomes of a page, and of a button that was pressed on it, while its run waits for a turn."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from resilience.settings import ROOT
from tests.live import free_port, wait_for

#: pages that keep their turn until a file is there, and one with two buttons
PAGE = """
import time
from pathlib import Path
import streamlit as st
from resilience.ui.runs import computing, turns
from resilience.ui.runs.computing import one_turn

turns.LONGEST, turns.LOOK = 600, 0.05
computing._is_staff = lambda: False  # there is no database
folder = Path({folder!r})

def note(word):
    with (folder / "notes").open("a") as notes:
        notes.write(word + " ")

if "hold" in st.query_params:
    with one_turn():
        note("holds")
        while not (folder / "go").exists():
            time.sleep(0.02)
else:
    note("asks")
    try:
        with one_turn():
            st.button("called", on_click=note, args=("called",), key="called")
            if st.button("plain", key="plain"):
                note("plain")
            note("drawn")
    finally:
        note("over")
"""
SERVE = """
import sys
from streamlit import config
from streamlit.web import bootstrap
config.set_option("server.port", int(sys.argv[2]))
config.set_option("server.headless", True)
bootstrap.run(sys.argv[1], False, [], {})
"""


@dataclass
class App:
    """A server of the page."""

    folder: Path
    port: int

    @contextmanager
    def open(self, query: str = "") -> Iterator[ClientConnection]:
        """Open the page and ask for a run."""
        with connect(f"ws://localhost:{self.port}/_stcore/stream", max_size=None) as line:
            ask(line, query)
            yield line

    def noted(self, word: str, times: int = 1) -> None:
        """Wait until something has been noted so many times."""
        wait_for(lambda: self.notes.count(word) == times, f"{times} times {word!r}")

    @property
    def notes(self) -> list[str]:
        notes = self.folder / "notes"
        return notes.read_text("utf-8").split() if notes.exists() else []


def ask(line: ClientConnection, query: str = "", press: str = "") -> None:
    """Ask for a run, as a press of a button does."""
    message = BackMsg()
    message.rerun_script.query_string = query
    if press:
        message.rerun_script.widget_states.widgets.add(id=press, trigger_value=True)
    line.send(message.SerializeToString())


def buttons(line: ClientConnection) -> dict[str, str]:
    """Read a run to its end; the ids of its buttons by their labels."""
    found = dict[str, str]()
    while True:
        said = line.recv(timeout=30)
        assert isinstance(said, bytes)
        message = ForwardMsg.FromString(said)
        element = message.delta.new_element
        if element.WhichOneof("type") == "button":
            found[element.button.label] = element.button.id
        if message.WhichOneof("type") == "script_finished":
            return found


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    page, here = tmp_path / "page.py", App(tmp_path, free_port())
    page.write_text(PAGE.format(folder=str(tmp_path)), encoding="utf-8")
    words = [sys.executable, "-c", SERVE, str(page), str(here.port)]
    server = subprocess.Popen(words, cwd=ROOT)

    def listens() -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("localhost", here.port)) == 0

    try:
        wait_for(listens, "the server to listen")
        yield here
    finally:
        server.terminate()
        server.wait(timeout=20)


def test_a_press_counts_although_its_run_waits(app: App) -> None:
    with app.open() as line, app.open() as closed:
        ids = buttons(line)
        buttons(closed)
        with app.open("hold"), app.open("hold"):
            app.noted("holds", 2)
            ask(line, press=ids["called"])
            app.noted("called")
            ask(line)
            app.noted("over", 3)
            ask(line, press=ids["plain"])
            app.noted("over", 4)
            ask(closed)
            app.noted("asks", 6)
            closed.close()
            app.noted("over", 5)
            assert app.notes.count("drawn") == 2
            (app.folder / "go").touch()
            app.noted("plain")
            assert app.notes.count("called") == 1
