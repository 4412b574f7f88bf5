"""Files as an owner finds them: who may read them, pipes and links, and a disk that is full."""

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from resilience.store import Store, migrate, newest
from tests.cli.run import Command, sentence
from tests.framework.small import FILES, written
from tests.store.old import make_old
from tests.store.opened import opened


@pytest.fixture
def command(tmp_path: Path) -> Command:
    """The command on a database with a row in every table."""
    found = Command(tmp_path)
    store = Store(f"sqlite:///{found.database}")
    make_old(store, newest())
    store.engine.dispose()
    return found


@contextmanager
def full_beyond(size: int) -> Iterator[None]:
    """The kernel refuses this process every byte of a file beyond `size`, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_backup_takes_the_place_of_no_pipe_and_no_device(command: Command) -> None:
    os.mkfifo(command.folder / "pipe")
    said = sentence(command.run("backup", "pipe", "--force"))
    assert said == "pipe is not an ordinary file. Name another one.\n"
    assert (command.folder / "pipe").is_fifo()


def test_a_backup_goes_to_the_file_that_a_link_names(command: Command) -> None:
    command.run("backup", "b.zip")
    before = (command.folder / "b.zip").stat().st_ino
    (command.folder / "newest.zip").symlink_to("b.zip")
    assert command.run("backup", "newest.zip", "--force").status == 0
    assert (command.folder / "newest.zip").is_symlink()
    assert (command.folder / "b.zip").stat().st_ino != before


def test_a_full_disk_leaves_no_half_of_a_file(command: Command) -> None:
    written(command.folder / "small", FILES)
    (command.folder / "out").mkdir()
    with full_beyond(1000):
        said = sentence(command.run("framework", "convert", "small", "out/small.xlsx"))
    assert said.startswith("out/small.xlsx cannot be written: ")
    assert list((command.folder / "out").iterdir()) == []
    assert command.run("framework", "convert", "small", "out/small.xlsx").status == 0


def test_a_new_database_is_for_its_owner_alone_and_an_old_one_keeps_its_rights(
    tmp_path: Path,
) -> None:
    path = tmp_path / "city.db"
    with opened(f"sqlite:///{path}") as store:
        migrate(store)
        with store.read():
            rights = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
    assert rights == {"city.db": 0o600, "city.db-wal": 0o600, "city.db-shm": 0o600}
    path.chmod(0o640)
    with opened(f"sqlite:///{path}") as store:
        migrate(store)
    assert path.stat().st_mode & 0o777 == 0o640
