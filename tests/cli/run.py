"""The `resilience` command on an installation of the test."""

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pytest

from resilience.cli import main
from resilience.settings import ROOT

KEY = "a key of the tests, 32 characters or more"


class Ran(NamedTuple):
    """How a command ended, and what it wrote to standard output and standard error."""

    status: int
    out: str
    err: str


@dataclass
class Command:
    """Runs `resilience` in `folder`, where it also keeps its data."""

    folder: Path
    env: dict[str, str] = field(default_factory=dict)

    @property
    def database(self) -> Path:
        """The file of the database."""
        return self.folder / "city.db"

    @property
    def environment(self) -> dict[str, str]:
        """What the process finds in its environment."""
        kept = {name: x for name, x in os.environ.items() if not name.startswith("RESILIENCE_")}
        return kept | {
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
            "RESILIENCE_DATABASE_URL": f"sqlite:///{self.database}",
            "RESILIENCE_DATA": str(self.folder / "data"),
            "RESILIENCE_FRAMEWORKS": str(ROOT / "indicators"),
            "RESILIENCE_SECRET": KEY,
            "RESILIENCE_PUBLIC_URL": "",
            **self.env,
        }

    def run(self, *words: str) -> Ran:
        """Run the command to its end in this process, which is quicker."""
        out, err = io.StringIO(), io.StringIO()
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
            for name in set(os.environ) - set(self.environment):
                patch.delenv(name)
            for name, value in self.environment.items():
                patch.setenv(name, value)
            patch.chdir(self.folder)
            patch.setattr(sys, "argv", ["resilience", *words])
            with pytest.raises(SystemExit) as ended:
                main()
        return Ran(int(ended.value.code or 0), out.getvalue(), err.getvalue())

    def run_apart(self, *words: str) -> Ran:
        """Run the command to its end as a process of its own."""
        ended = subprocess.run(
            [sys.executable, "-m", "resilience", *words],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        return Ran(ended.returncode, ended.stdout, ended.stderr)


def sentence(ran: Ran) -> str:
    """The sentence by which a command refuses: status 2, no traceback, nothing printed."""
    assert (ran.status, ran.out) == (2, ""), ran
    assert "Traceback" not in ran.err
    return ran.err
