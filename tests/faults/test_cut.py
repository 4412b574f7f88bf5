"""A power cut in the middle of a migration, a restore or a backup: the old state or the new one."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from resilience.services.upkeep.backup import back_up
from resilience.services.upkeep.restore import restore
from resilience.settings import ROOT
from resilience.store import Store, current, migrate, newest
from tests.store.old import content, make_old
from tests.store.opened import in_folder
from tests.store.rows import fill

#: the look at the revision comes first
MIGRATED = 2


def cut(nth: int, word: str, *command: str) -> int:
    """Run the command until it is cut; gives its status."""
    words = [sys.executable, "-m", "tests.faults.cut", str(nth), word, *command]
    return subprocess.run(words, cwd=ROOT, capture_output=True, timeout=120, check=False).returncode


def url(store: Store) -> str:
    """The address of a store, with its password."""
    return store.url.render_as_string(hide_password=False)


@pytest.mark.parametrize(
    ("nth", "word"),
    [(1, "ALTER TABLE"), (9, "CREATE TABLE"), (6, "UPDATE alembic"), (MIGRATED, "COMMIT")],
)
def test_a_migration_that_is_cut_leaves_the_old_schema_and_the_next_start_makes_the_new_one(
    empty_store: Store, nth: int, word: str
) -> None:
    make_old(empty_store, "0001")
    before = content(empty_store)
    empty_store.engine.dispose()
    assert cut(nth, word, "migrate", "--database", url(empty_store)) == -signal.SIGKILL
    assert current(empty_store) == "0001"
    assert content(empty_store) == before
    migrate(empty_store)
    assert current(empty_store) == newest()
    assert all(rows for table, rows in content(empty_store).items() if table in before)


def test_a_restore_that_is_cut_leaves_what_was_there(store: Store, tmp_path: Path) -> None:
    fill(store)
    back_up(store, in_folder(tmp_path), tmp_path / "b.zip")
    before = content(store)
    store.engine.dispose()
    command = (
        "restore",
        str(tmp_path / "b.zip"),
        "--replace",
        "--unverified",
        "--database",
        url(store),
    )
    assert cut(20, "INSERT", *command) == -signal.SIGKILL
    assert content(store) == before
    restore(store, in_folder(tmp_path), tmp_path / "b.zip", replace=True)
    assert content(store) == before


def test_a_restore_that_is_cut_into_an_empty_database_can_be_made_again(
    empty_store: Store, sqlite_store: Store, tmp_path: Path
) -> None:
    fill(sqlite_store)
    back_up(sqlite_store, in_folder(tmp_path), tmp_path / "b.zip")
    command = ("restore", str(tmp_path / "b.zip"), "--unverified", "--database", url(empty_store))
    assert cut(20, "INSERT", *command) == -signal.SIGKILL
    assert content(empty_store) == {}
    restore(empty_store, in_folder(tmp_path), tmp_path / "b.zip")
    assert content(empty_store) == content(sqlite_store)


def test_a_backup_that_is_cut_leaves_the_one_before(sqlite_store: Store, tmp_path: Path) -> None:
    fill(sqlite_store)
    back_up(sqlite_store, in_folder(tmp_path), tmp_path / "b.zip")
    before = (tmp_path / "b.zip").read_bytes()
    command = ("backup", str(tmp_path / "b.zip"), "--force", "--database", url(sqlite_store))
    assert cut(1, "SELECT response", *command) == -signal.SIGKILL
    assert (tmp_path / "b.zip").read_bytes() == before
