"""The commands backup, restore and verify: what they print, and how they refuse."""

import os
import re
import secrets
from pathlib import Path

import pytest

from resilience.store import Store, newest
from tests.cli.run import Command, sentence
from tests.store.old import make_old

pytestmark = pytest.mark.long


@pytest.fixture
def installed(command: Command) -> Command:
    """The command on a database with a row in every table."""
    store = Store(f"sqlite:///{command.database}")
    make_old(store, newest())
    store.engine.dispose()
    return command


def test_a_backup_is_made_and_put_back(installed: Command) -> None:
    made = installed.run("backup", "b.zip")
    assert re.fullmatch(
        rf"Backed up: b\.zip \(schema {newest()}, \d+ tables, \d+ rows; 0\.0 MB\)\n", made.out
    )
    back = installed.run("restore", "b.zip", "--database", "sqlite:///again.db")
    assert re.fullmatch(
        r"Restored: \d+ rows of 20\d\d-\d\d-\d\d \d\d:\d\d UTC into sqlite:///again\.db\n", back.out
    )
    assert (made.status, made.err, back.status, back.err) == (0, "", 0, "")


def test_a_backup_does_not_write_over_another_unless_that_is_said(installed: Command) -> None:
    installed.run("backup", "b.zip")
    assert "b.zip already exists" in sentence(installed.run("backup", "b.zip"))
    assert installed.run("backup", "b.zip", "--force").status == 0


def test_keys_are_named_when_they_come_and_when_they_are_left(installed: Command) -> None:
    data = Path(installed.environment["RESILIENCE_DATA"])
    data.mkdir()
    ours, theirs = secrets.token_hex(32), secrets.token_hex(32)
    (data / "secret").write_text(ours)
    assert "rows, secret;" in installed.run("backup", "b.zip", "--with-keys").out
    (data / "secret").write_text(theirs)
    there = ("restore", "b.zip", "--database", "sqlite:///again.db", "--unverified")
    assert f"Left as it was: the key {data / 'secret'}." in installed.run(*there).out
    assert f"Restored: the key {data / 'secret'}\n" in installed.run(*there, "--replace").out
    assert (data / "secret").read_text() == ours


def test_a_backup_of_elsewhere_is_restored_when_that_is_said(installed: Command) -> None:
    installed.run("backup", "b.zip")
    installed.env["RESILIENCE_SECRET"] = secrets.token_hex(32)
    there = ("restore", "b.zip", "--database", "sqlite:///again.db")
    assert "is not signed with the secret of this installation" in sentence(installed.run(*there))
    done = installed.run(*there, "--unverified")
    assert (done.status, "Not verified:" in done.out) == (0, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("backup", "b.zip", "--database", "sqlite:///none.db"), "There is no database"),
        (("restore", "none.zip"), "The file none.zip cannot be read: No such file"),
        (("restore", "notes.txt"), "is not a backup of this product, or it is incomplete"),
        (("restore", "b.zip"), "is not empty"),
        (("restore", "."), "cannot be read: Is a directory"),
        (("upgrade", "--database", "nonsense"), "RESILIENCE_DATABASE_URL cannot be used"),
        (("upgrade", "--database", "sqlite:///notes.txt"), "file is not a database"),
        (("upgrade", "--check", "--database", "sqlite:///notes.txt"), "file is not a database"),
        (("backup", "c.zip", "--database", "sqlite:///notes.txt"), "file is not a database"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(
    installed: Command, words: tuple[str, ...], said: str
) -> None:
    (installed.folder / "notes.txt").write_text("These are notes and no database. " * 40)
    if words[1] == "b.zip" and words[0] == "restore":
        installed.run("backup", "b.zip")
    assert said in sentence(installed.run(*words))
    assert "none.db" not in os.listdir(installed.folder)  # noqa: PTH208


def test_verify_ends_with_1_where_something_is_wrong(installed: Command) -> None:
    ran = installed.run("verify")
    assert (ran.status, ran.err) == (1, "")
    lines = ran.out.splitlines()
    assert lines[0] == f"ok   schema: sqlite:///{installed.database}: {newest()}"
    wrong = next(at for at, line in enumerate(lines) if line.startswith("FIX  frameworks: small 1"))
    assert lines[wrong + 1].startswith("     Somebody or something changed rows")


def test_verify_of_what_is_no_database_is_told(installed: Command) -> None:
    (installed.folder / "notes.db").write_text("These are notes and no database. " * 40)
    ran = installed.run("verify", "--database", "sqlite:///notes.db")
    assert "file is not a database" in sentence(ran)
