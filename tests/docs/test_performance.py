"""What docs/performance.md says of commands and figures is so."""

import re
import shlex
import subprocess
import sys

from benchmarks.chart import PANELS
from resilience.settings import ROOT
from tests.docs.test_docs import blocks

DOCS = (ROOT / "docs/performance.md").read_text(encoding="utf-8")
NOT_YET = "not measured yet"


def table(head: str) -> list[list[str]]:
    """The rows of the table that begins with a heading, cell by cell."""
    lines = DOCS[DOCS.index(f"| {head} |") :].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_command_of_the_page_is_there_and_says_how_it_is_used() -> None:
    commands = [line for block in blocks(DOCS, "sh") for line in block.splitlines()]
    assert commands
    for command in commands:
        program, *words = shlex.split(command)
        assert program == ".venv/bin/python"
        if words[1] == "benchmarks.chart":
            continue  # tests/benchmarks draws it
        done = subprocess.run(
            [sys.executable, *words, "--help"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, ""), command


def test_a_figure_that_was_reached_names_its_command_and_the_machine() -> None:
    figures = table("what | aim | reached | command | machine")
    assert figures
    for what, aim, reached, command, machine in figures:
        named = re.fullmatch(r"`benchmarks\.(\w+)( [^`]+)?`", command)
        assert aim, what
        assert named, what
        if reached != NOT_YET:
            assert (ROOT / f"benchmarks/{named[1]}.py").is_file(), what
            assert machine != NOT_YET, what


def test_every_curve_that_is_drawn_has_a_sentence() -> None:
    assert sorted(name for name, _ in table("curve | in a sentence")) == sorted(
        panel.curve for panel in PANELS
    )
