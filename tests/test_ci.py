"""What continuous integration and the canary say at their end."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from resilience.settings import ROOT


def script(path: Path, *lines: str) -> None:
    """Write a program."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]), encoding="utf-8")
    path.chmod(0o755)


def ran(folder: Path, audit: int, tests: int) -> tuple[int, list[str]]:
    """How it ends, and its lines, where the audit and the tests end so."""
    script(folder / ".ci" / "audit", "echo looked", f"exit {audit}")
    script(
        folder / "bin" / "make", f'[ "$1" != test ] || {{ echo "7 passed in 1s"; exit {tests}; }}'
    )
    shutil.copy(ROOT / ".ci" / "run", folder / ".ci" / "run")
    env = os.environ | {"PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        [folder / ".ci" / "run"], env=env, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout.splitlines()


@pytest.mark.parametrize(("audit", "begins"), [(0, "AUDITED: "), (3, "NOT AUDITED: ")])
@pytest.mark.parametrize("tests", [0, 1])
def test_the_last_line_says_whether_packages_were_audited(
    tmp_path: Path, audit: int, begins: str, tests: int
) -> None:
    status, lines = ran(tmp_path, audit, tests)
    assert status == tests
    assert lines[-2] == "7 passed in 1s"
    assert lines[-1].startswith(begins)


def test_a_package_that_is_known_to_be_vulnerable_ends_it(tmp_path: Path) -> None:
    assert ran(tmp_path, 1, 0) == (1, ["looked"])


def flown(folder: Path, registry: int, tests: int) -> tuple[int, list[str]]:
    """How the canary ends, and its lines, where the registry and the tests end so."""
    script(folder / ".venv/bin/uv", f"exit {registry}")
    script(folder / ".venv/bin/python", "echo 1.0")
    script(folder / ".canary/bin/python", "echo 2.0")
    failed = "echo 'FAILED tests/test_a.py::test_b - AssertionError'" if tests == 1 else ""
    script(folder / ".canary/bin/pytest", "echo 7 passed in 1s", failed, f"exit {tests}")
    (folder / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "canary", folder / ".ci" / "canary")
    done = subprocess.run([folder / ".ci" / "canary"], capture_output=True, text=True, check=False)
    return done.returncode, [*done.stdout.splitlines(), *done.stderr.splitlines()]


def test_the_canary_names_versions_and_the_tests_that_broke(tmp_path: Path) -> None:
    status, lines = flown(tmp_path / "sound", 0, 0)
    assert (status, lines[-1]) == (0, "NOTHING BROKE.")
    assert "streamlit 2.0 (uv.lock: 1.0)" in lines
    status, lines = flown(tmp_path / "broken", 0, 1)
    failed = "FAILED tests/test_a.py::test_b - AssertionError"
    assert (status, lines[-2:]) == (1, ["BROKE:", failed])
    status, lines = flown(tmp_path / "killed", 0, 143)
    assert (status, lines[-2:]) == (
        1,
        ["BROKE:", "The tests ended early. The end of .canary/log says why."],
    )


def test_a_canary_without_the_registry_never_passes(tmp_path: Path) -> None:
    status, lines = flown(tmp_path, 2, 0)
    assert status == 3
    assert lines[-1].startswith("NO CANARY: ")


def test_the_tests_that_make_and_the_canary_name_are_there() -> None:
    """pytest passes over a folder to ignore that is not there."""
    for path in (ROOT / "Makefile", ROOT / ".ci" / "canary"):
        named = re.findall(r"\btests/\w\S*", path.read_text(encoding="utf-8"))
        assert named
        assert [name for name in named if not (ROOT / name).exists()] == []
