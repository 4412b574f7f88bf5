"""A newer version is installed over a server that runs, and upgrades its database while a hall votes."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from resilience.framework import Framework
from resilience.services.counting import rounds
from resilience.store import Store, newest
from resilience.store.tables import Delivery
from tests.conftest import DATABASES
from tests.faults.people import Hall, Phone
from tests.live import ROOT, Server, free_port, wait_for
from tests.services.held import Held, rows, set_up

PHONES = 5
#: what the program reads beside its package
BESIDE = (".streamlit", "app.py", "data/outlines", "data/peers", "indicators", "pages")
NEXT = f"{int(newest()) + 1:04d}"
#: what the newer version brings
MIGRATION = f"""\
from alembic import op

revision = "{NEXT}"
down_revision = "{newest()}"


def upgrade() -> None:
    op.execute("CREATE TABLE of_the_newer_version (id INTEGER)")
"""
OUTDATED = "Another version of this program upgraded the database"


class Installation(Server):
    """A server that runs from a copy of the program, which an upgrade may change."""

    @property
    def here(self) -> Path:
        return self.folder / "program"

    def install(self) -> None:
        """Install this version."""
        shutil.copytree(
            ROOT / "resilience",
            self.here / "resilience",
            ignore=shutil.ignore_patterns("__pycache__"),
        )
        for name in BESIDE:
            place = self.here / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.symlink_to(ROOT / name)

    def upgrade(self) -> None:
        """Install the next version over it, and run its `resilience upgrade` in a process of its own."""
        versions = self.here / "resilience" / "store" / "migrations" / "versions"
        (versions / f"{NEXT}_newer.py").write_text(MIGRATION)
        command = [*self.program, "upgrade"]
        subprocess.run(command, cwd=self.here, env=self.environment(), check=True)


@pytest.fixture(params=DATABASES)
def voting(request: pytest.FixtureRequest, framework: Framework) -> Iterator[Held]:
    """A workshop on each database whose vote is open."""
    store = Store(request.getfixturevalue(f"{request.param}_url"))
    held = set_up(store, framework)
    held.move(rounds.open_vote)
    yield held
    store.engine.dispose()


@pytest.fixture
def installation(voting: Held, tmp_path: Path) -> Iterator[Installation]:
    """A server on it."""
    url = voting.store.url.render_as_string(hide_password=False)
    env = {"RESILIENCE_DATABASE_URL": url, "PYTHONPATH": os.devnull}
    made = Installation(tmp_path, free_port(), env)
    made.install()
    yield made.start()
    made.stop()


def test_a_server_of_before_an_upgrade_saves_nothing_and_phones_keep_their_answers(
    voting: Held, installation: Installation
) -> None:
    hall, restarted = Hall.joined(voting, installation.port, PHONES), Event()

    def keep_answering(phone: Phone) -> None:
        while not restarted.is_set():
            phone.say(phone.sent)
            time.sleep(0.01)

    under_way = [hall.pool.submit(keep_answering, phone) for phone in hall.phones]
    wait_for(lambda: hall.sent > PHONES, "a hall that answers")
    installation.upgrade()
    wait_for(lambda: len(hall.told) > PHONES, "answers that are refused")
    kept, refused = len(rows(voting.store, Delivery)), len(hall.told)
    wait_for(lambda: len(hall.told) > refused + PHONES, "phones that try again")
    assert hall.sent <= len(rows(voting.store, Delivery)) == kept
    assert all(said.startswith("503") and OUTDATED in said for said in hall.told)
    reason = f"database: schema {NEXT}, not {newest()}; restart this server"
    status, said = hall.somebody(installation.port).ask("GET", "/readyz")
    assert (status, reason in said) == (503, True), said
    installation.stop()
    installation.start()
    restarted.set()
    for one in under_way:
        one.result()
    hall.check()
    assert hall.sent >= kept + PHONES
    assert hall.somebody(installation.port).ask("GET", "/readyz")[0] == 200
