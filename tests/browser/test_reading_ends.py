"""A file that takes long is read no further once the browser that brought it is closed."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from resilience.settings import ROOT
from tests.live import People, free_port, wait_for
from tests.workbook import readers

PAGE = """
import sys
sys.path.insert(0, {root!r})
from pathlib import Path
import streamlit as st
from resilience.ui.shared import runtime
from resilience.workbook.reading.reading_process import read_apart
from tests.workbook import readers
st.write("Reading now")
with runtime.reading():
    read_apart(readers.endless, Path({told!r}))
"""


def answers(port: int) -> bool:
    """Whether somebody listens."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A page that reads without end and tells the number of the process."""
    page, port = tmp_path / "page.py", free_port()
    page.write_text(PAGE.format(root=str(ROOT), told=str(tmp_path / "number")))
    command = [sys.executable, "-m", "streamlit", "run", str(page), "--server.port", str(port)]
    command += ["--server.headless", "true", "--browser.gatherUsageStats", "false"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL) as served:
        wait_for(lambda: answers(port), "the page")
        yield f"http://localhost:{port}"
        served.terminate()


def test_reading_ends_with_the_browser(address: str, people: People, tmp_path: Path) -> None:
    told, page = tmp_path / "number", people.person()
    page.goto(address)
    expect(page.get_by_text("Reading now")).to_be_visible()
    wait_for(lambda: told.exists() and bool(told.read_text()), "reading to begin")
    process = int(told.read_text())
    assert readers.is_running(process)
    page.close()
    wait_for(lambda: not readers.is_running(process), "reading to end", 30)
