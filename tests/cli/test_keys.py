"""`resilience key`: the key is made once, told by its fingerprint, and never shown."""

import re
import stat

from resilience.services.cities.publishing_key import FILE, publishing_key
from tests.cli.run import Command, sentence

SAYS = re.compile(r"Publisher:    City of Aba\nFingerprint:  ([0-9A-F]{4}( |\n)){8}")


def test_a_key_is_made_and_shown(command: Command) -> None:
    made = command.run("key", "new", "--name", " City of  Aba ")
    assert (made.status, made.err) == (0, "")
    assert SAYS.fullmatch(made.out)
    assert command.run("key", "show").out == made.out


def test_the_private_key_is_for_the_user_of_the_server_alone(command: Command) -> None:
    shown = command.run("key", "new", "--name", "City of Aba").out
    path = command.folder / "data" / FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    kept = re.search(r'"private_key": "([^"]+)"', path.read_text())
    assert kept
    assert kept.group(1) not in shown + command.run("key", "show").out
    assert [one.name for one in path.parent.iterdir()] == [FILE]


def test_a_key_is_not_replaced_by_mistake(command: Command) -> None:
    first = command.run("key", "new", "--name", "City of Aba").out
    said = sentence(command.run("key", "new", "--name", "City of Aba"))
    assert "There is already a publishing key" in said
    assert "check and trust the new fingerprint" in said
    assert command.run("key", "show").out == first
    second = command.run("key", "new", "--name", "City of Aba", "--force").out
    assert SAYS.fullmatch(second)
    assert second != first
    assert command.run("key", "show").out == second


def test_without_a_key_it_is_said_how_to_make_one(command: Command) -> None:
    assert "Create one: resilience key new --name" in sentence(command.run("key", "show"))


def test_a_name_is_given_on_one_line_and_not_without_end(command: Command) -> None:
    assert "Enter the name" in sentence(command.run("key", "new", "--name", " \n"))
    said = sentence(command.run("key", "new", "--name", "a" * 121))
    assert "at most 120" in said
    assert publishing_key(command.folder / "data") is None


def test_a_key_that_cannot_be_read_is_said(command: Command) -> None:
    command.run("key", "new", "--name", "City of Aba")
    path = command.folder / "data" / FILE
    path.write_text("[]")
    said = sentence(command.run("key", "show"))
    assert f"The publishing key {path} cannot be read or written" in said
    path.unlink()
    path.mkdir()
    assert "cannot be read or written" in sentence(command.run("key", "show"))


def test_a_folder_that_cannot_be_written_is_said(command: Command) -> None:
    (command.folder / "data").write_text("a file where the folder should be")
    said = sentence(command.run("key", "new", "--name", "City of Aba"))
    assert "cannot be read or written" in said
