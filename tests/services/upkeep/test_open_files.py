"""The limit of open files is raised, and looked at."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from resilience.services.upkeep import open_files
from resilience.services.upkeep.environment import surroundings
from resilience.services.upkeep.open_files import SPARE, connections_within
from resilience.settings import ROOT, Settings
from tests.live import Server, free_port

pytestmark = pytest.mark.long

RAISE = (
    "import resource; from resilience.services.upkeep.open_files import raise_open_files as r; r();"
    "print(resource.getrlimit(resource.RLIMIT_NOFILE))"
)


def limited(*limits: str) -> subprocess.CompletedProcess[str]:
    """A process that raises its limit, begun with limits of a shell."""
    command = f"ulimit {' && ulimit '.join(limits)} && exec {sys.executable} -c '{RAISE}'"
    return subprocess.run(
        ["sh", "-c", command], capture_output=True, text=True, cwd=ROOT, check=True
    )


def test_the_soft_limit_becomes_the_hard_one() -> None:
    assert limited("-Sn 256", "-Hn 3000").stdout.strip() == "(3000, 3000)"


def test_serve_raises_it(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (512, hard))
    try:
        served = Server(tmp_path, free_port()).start()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert served.process
    raised = resource.prlimit(served.process.pid, resource.RLIMIT_NOFILE)
    served.stop()
    assert raised == (hard, hard)


def test_the_doctor_says_when_it_is_too_low(monkeypatch: pytest.MonkeyPatch) -> None:
    def found(hard: int) -> tuple[bool, str]:
        monkeypatch.setattr(resource, "getrlimit", lambda _: (256, hard))
        (finding,) = [one for one in surroundings(Settings()) if one.what == "open files"]
        return finding.well, finding.found

    assert found(1024) == (False, "up to 1024")
    assert found(65_536) == (True, "up to 65536")
    assert found(resource.RLIM_INFINITY) == (True, "the system sets no limit")


def test_there_are_no_more_connections_than_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_files, "most_open_files", lambda: 1024)
    assert connections_within(10_000) == 1024 - SPARE
    assert connections_within(100) == 100
    monkeypatch.setattr(open_files, "most_open_files", lambda: None)
    assert connections_within(10_000) == 10_000
