"""The disk is full: people are told, what they answered waits on the phone, and then it is saved.

The kernel refuses the server every byte beyond the files' sizes (RLIMIT_FSIZE), as a full disk does.
"""

import os
import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from resilience.services.upkeep.backup import back_up
from resilience.services.upkeep.verify import verify
from resilience.settings import ROOT
from resilience.store import Store
from tests.browser import steps
from tests.live import People, Server
from tests.services.held import Held
from tests.store.old import content
from tests.store.opened import in_folder
from tests.store.rows import fill
from tests.voting import first_vote


@pytest.fixture
def room(server: Server) -> Iterator[Held]:
    """A workshop in its first vote on a running server."""
    with first_vote(server) as held:
        yield held


@contextmanager
def full_disk(process: int) -> Iterator[None]:
    """Refuse a process every byte that it wants to write to a file."""
    before = resource.prlimit(process, resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.prlimit(process, resource.RLIMIT_FSIZE, before)


def test_answers_wait_on_phone_and_laptop_and_are_saved_when_there_is_room(
    server: Server, people: People, room: Held
) -> None:
    assert server.process
    phone, laptop = people.person(360, 740), people.person()
    for page in (phone, laptop):
        steps.join(page, server.url, room.code, "Water")
    phone.goto(f"{server.url}/m")
    phone.wait_for_load_state()
    steps.answer(laptop, "INF10", 1)
    with full_disk(server.process.pid):
        phone.locator("section.screen:visible button.level").nth(2).click()
        expect(phone.locator("#status")).to_have_text("1 kept on this device")
        steps.card(laptop, "INF11").locator("button.level").nth(0).click()
        expect(laptop.locator("#status")).to_have_text("1 kept on this device")
        expect(steps.card(laptop, "INF11")).to_have_attribute("data-state", "waiting")
        assert given(room) == [("INF10", 1)]
    for page in (phone, laptop):
        expect(page.locator("#status")).to_have_text("saved")
    steps.answer(laptop, "INF11", 2)
    assert sorted(given(room)) == [("INF10", 1), ("INF10", 2), ("INF11", 2)]
    assert [one.found for one in verify(room.store) if not one.well] == []


def given(room: Held) -> list[tuple[str, int]]:
    """The answers that are in the database."""
    return [(row["indicator"], row["level"]) for row in content(room.store)["response"]]


def limited(size: int, home: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run the command of the installation in a folder, where no file can grow beyond a size."""
    return subprocess.run(
        [sys.executable, "-m", "resilience", *command],
        cwd=ROOT,
        env=os.environ | {"RESILIENCE_DATA": str(home)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )


def test_a_backup_that_does_not_fit_leaves_the_one_before(
    sqlite_store: Store, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    fill(sqlite_store)
    home = tmp_path_factory.mktemp("home")
    back_up(sqlite_store, in_folder(home), tmp_path / "b.zip")
    before = (tmp_path / "b.zip").read_bytes()
    database = f"sqlite:///{sqlite_store.url.database}"
    ran = limited(4096, home, "backup", str(tmp_path / "b.zip"), "--force", "--database", database)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert re.fullmatch(r".*b.zip cannot be written: File too large. Nothing .*\n", ran.stderr)
    assert [path.name for path in tmp_path.iterdir()] == ["b.zip"]
    assert (tmp_path / "b.zip").read_bytes() == before


def test_a_restore_that_does_not_fit_leaves_what_was_there(
    sqlite_store: Store, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    fill(sqlite_store)
    home = tmp_path_factory.mktemp("home")
    back_up(sqlite_store, in_folder(home), tmp_path / "b.zip")
    before = content(sqlite_store)
    sqlite_store.engine.dispose()
    for database, replace in (
        (sqlite_store.url.database, ["--replace"]),
        (tmp_path / "new.db", []),
    ):
        address = f"sqlite:///{database}"
        ran = limited(
            100_000, home, "restore", str(tmp_path / "b.zip"), *replace, "--database", address
        )
        assert (ran.returncode, ran.stdout) == (2, "")
        assert "rejected the backup: disk I/O error. Nothing was changed in it." in ran.stderr
    assert content(sqlite_store) == before
    assert [path.name for path in tmp_path.iterdir()] == ["b.zip"]
