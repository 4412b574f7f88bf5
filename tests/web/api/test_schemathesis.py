"""Schemathesis finds no answer of a real server that the description does not say, and no failure."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from resilience.services.workshop.workshops import workshops_of
from resilience.store import Store
from tests.live import Server
from tests.services.access.made_tokens import token_for_all
from tests.services.held import HOST

pytestmark = pytest.mark.long

#: parts of addresses for which there is something
KNOWN = """\
[parameters]
"path.code" = ["{code}"]
"path.framework" = ["urban-resilience"]
"path.version" = ["2.0.0"]
"""


def test_no_answer_differs_from_the_description(demo_server: Server, tmp_path: Path) -> None:
    beside = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    program = shutil.which("schemathesis", path=beside)
    assert program, "schemathesis is a package of the group dev in pyproject.toml"
    store = Store(f"sqlite:///{demo_server.database}")
    token, code = token_for_all(store), workshops_of(store, HOST)[0].code
    store.engine.dispose()
    settings = tmp_path / "schemathesis.toml"
    settings.write_text(KNOWN.format(code=code), encoding="utf-8")
    done = subprocess.run(
        [
            *(program, "--config-file", str(settings), "run"),
            f"{demo_server.url}/api/v1/openapi.json",
            *("-H", f"Authorization: Bearer {token}"),
            *("--checks", "all", "--max-examples", "10"),
            *("--continue-on-failure", "--generation-deterministic", "--no-color"),
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    assert "12 selected / 12 total" in done.stdout
