"""Copies of the tree, in which tests run on changed code."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from resilience.settings import ROOT

#: what is no part of the copy, or made anew in it
LEFT = shutil.ignore_patterns(
    ".git", ".venv", ".*_cache", ".hypothesis", "__pycache__", "*.db*", "screenshots"
)
PYTEST = ["-m", "pytest", "-p", "no:cacheprovider", "--hypothesis-seed=0", "-rfE", "--tb=no"]


def copied(to: Path) -> Path:
    """A copy of the tree, with the same environment."""
    shutil.copytree(ROOT, to, ignore=LEFT)
    (to / ".venv").symlink_to(ROOT / ".venv")
    return to


def written(path: Path, source: str) -> None:
    """Write a module, and forget what was compiled of it: two sources may have one size and second."""
    path.write_text(source, encoding="utf-8")
    shutil.rmtree(path.parent / "__pycache__", ignore_errors=True)


def tested(tree: Path, arguments: list[str], seconds: int = 0, **env: str) -> str | None:
    """What pytest prints in a tree; nothing where it takes more than these seconds of a processor."""
    own = {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "", **env}
    bounded = ["sh", "-c", f'ulimit -t {seconds or "unlimited"} && exec "$@"', "tests"]
    ended = subprocess.run(
        [*bounded, sys.executable, *PYTEST, *arguments], cwd=tree, env=os.environ | own, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True, check=False,
    )  # fmt: skip
    return None if ended.returncode < 0 else ended.stdout
