"""`resilience framework convert`: a folder to a workbook and back, and what it refuses."""

from pathlib import Path

import pytest

from resilience.framework import load_framework
from tests.cli.run import Command, sentence
from tests.framework.small import FILES, changed, written
from tests.workbook.foreign import foreign
from tests.workbook.frameworks.examples import plain


@pytest.fixture
def folder(command: Command) -> Path:
    """The folder of a framework."""
    return written(command.folder / "small", FILES)


def test_a_folder_goes_to_a_workbook_and_back(command: Command, folder: Path) -> None:
    there = command.run("framework", "convert", "small", "new/small.xlsx")
    assert there == (0, "Written: new/small.xlsx\n", "")
    back = command.run("framework", "convert", "new/small.xlsx", "again")
    assert back == (0, "Written: again (framework.yaml, text.en.yaml)\n", "")
    assert plain(load_framework(command.folder / "again")) == plain(load_framework(folder))


def test_what_is_not_used_is_named(command: Command) -> None:
    (command.folder / "foreign.xlsx").write_bytes(foreign())
    ran = command.run("framework", "convert", "foreign.xlsx", "out")
    assert ran.status == 0
    assert "Not used: threats_content: 1 rows of type threats have no counterpart" in ran.out


def test_an_empty_folder_is_filled(command: Command, folder: Path) -> None:
    (command.folder / "out").mkdir()
    command.run("framework", "convert", "small", "small.xlsx")
    assert command.run("framework", "convert", "small.xlsx", "out").status == 0


def test_nothing_is_written_over(command: Command, folder: Path) -> None:
    command.run("framework", "convert", "small", "small.xlsx")
    before = (command.folder / "small.xlsx").read_bytes()
    assert "small.xlsx already exists" in sentence(
        command.run("framework", "convert", "small", "small.xlsx")
    )
    assert "The folder small is not empty" in sentence(
        command.run("framework", "convert", "small.xlsx", "small")
    )
    written(folder, changed("text.en.yaml", "title: Drain plan", "title: Other"))
    assert command.run("framework", "convert", "small", "small.xlsx", "--force").status == 0
    assert (command.folder / "small.xlsx").read_bytes() != before


@pytest.mark.parametrize(
    ("given", "out", "said"),
    [
        ("small", "other", "One of small and other must be the folder"),
        ("a.xlsx", "b.xlsx", "One of a.xlsx and b.xlsx must be the folder"),
        ("none.xlsx", "out", "The file none.xlsx cannot be read: No such file"),
        ("empty", "out.xlsx", "There is no framework in empty"),
        ("text.xlsx", "out", "The file is not an Excel workbook (.xlsx)."),
    ],
)
def test_what_cannot_be_converted_is_refused(
    command: Command, folder: Path, given: str, out: str, said: str
) -> None:
    (command.folder / "empty").mkdir()
    (command.folder / "text.xlsx").write_text("words")
    assert said in sentence(command.run("framework", "convert", given, out))
    assert not (command.folder / out).exists()


def test_faults_are_named_and_nothing_is_written(command: Command, folder: Path) -> None:
    written(folder, changed("framework.yaml", "[flood]", "[food]"))
    said = sentence(command.run("framework", "convert", "small", "small.xlsx"))
    assert "framework.yaml: AA.1: found the hazard `food`" in said
    assert not (command.folder / "small.xlsx").exists()


def test_a_place_that_cannot_be_written_is_told(command: Command, folder: Path) -> None:
    (command.folder / "file").write_text("")
    said = sentence(command.run("framework", "convert", "small", "file/small.xlsx"))
    assert said.startswith("file/small.xlsx cannot be written: ")
