"""The command upgrade: what it prints, how it ends, and that an older program leaves a newer database alone."""

import sqlite3
from contextlib import closing

import pytest

from resilience.store import Store, current, newest, steps
from tests.cli.run import Command, sentence
from tests.live import free_port
from tests.store.old import make_old

pytestmark = pytest.mark.long


@pytest.fixture
def old(command: Command) -> Command:
    """The command on a database of schema 0008, with a row in every table."""
    store = Store(f"sqlite:///{command.database}")
    make_old(store, "0008")
    store.engine.dispose()
    return command


def revision(command: Command) -> str | None:
    """The schema of its database."""
    store = Store(f"sqlite:///{command.database}")
    try:
        return current(store)
    finally:
        store.engine.dispose()


def test_upgrade_says_what_it_did(old: Command) -> None:
    first, second = old.run("upgrade"), old.run("upgrade")
    assert first.out.startswith(f"sqlite:///{old.database}: brought up to schema {newest()}\n")
    assert "Migrated: 0009 imports and peers\nMigrated: 0010 results officials read\n" in first.out
    assert second.out == f"sqlite:///{old.database}: has schema {newest()}\n"


def test_migrate_is_its_name_in_scripts_of_version_1(old: Command) -> None:
    assert old.run("migrate").out.startswith(f"sqlite:///{old.database}: brought up to schema ")


def test_check_says_what_would_be_done_and_changes_nothing(old: Command) -> None:
    ran = old.run("upgrade", "--check")
    lines = ran.out.splitlines()
    todo = len([step for step in steps() if step.revision > "0008"])
    assert (ran.status, ran.err, revision(old)) == (1, "", "0008")
    assert lines[0] == f"Database: sqlite:///{old.database} (0.2 MB)"
    assert lines[1:4] == [
        f"Schema: 0008. This version needs {newest()}.",
        f"To be done, all or nothing ({todo}):",
        "  0009 Imports and peers.",
    ]
    assert lines[-3:] == [
        "Votes open: none.",
        "Workshops begun, no vote open: 1 (CODE).",
        "A backup is advised, since earlier versions cannot read the new schema: resilience backup FILE",
    ]


def test_check_names_workshops_whose_vote_is_open(old: Command) -> None:
    with closing(sqlite3.connect(old.database)) as connection, connection:
        connection.execute("UPDATE round SET closed_at = NULL")
    assert "Votes open: 1 (CODE). Close them first.\n" in old.run("upgrade", "--check").out


def test_check_ends_with_0_where_nothing_is_to_be_done(old: Command) -> None:
    old.run("upgrade")
    ran = old.run("upgrade", "--check")
    assert (ran.status, ran.out.splitlines()[1:]) == (
        0,
        [f"Schema: {newest()}, up to date. No upgrade needed."],
    )


def test_check_makes_no_database(command: Command) -> None:
    ran = command.run("upgrade", "--check")
    assert (ran.status, command.database.exists()) == (3, False)
    assert f"There is no database here yet. The first start makes schema {newest()}." in ran.out


def test_a_database_of_a_newer_version_is_refused_by_all(old: Command) -> None:
    old.run("upgrade")
    with closing(sqlite3.connect(old.database)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = old.database.read_bytes()
    serve = ("serve", "--port", str(free_port()))
    for words in (("upgrade",), ("upgrade", "--check"), ("backup", "b.zip"), ("demo",), serve):
        assert "has the schema 9999, which this version" in sentence(old.run(*words))
    assert old.run("verify").status == 1
    assert old.database.read_bytes() == before


def test_the_exit_codes_are_said_in_the_help(command: Command) -> None:
    said = " ".join(command.run("upgrade", "--help").out.split())
    assert "0 up to date" in said
    assert "1 upgrade needed" in said
    assert "2 refused" in said
    assert "3 no database yet" in said
