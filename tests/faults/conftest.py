"""A database of its own for what breaks it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from resilience.framework import Framework
from resilience.services.counting import rounds
from resilience.store import Store, migrate
from tests.faults.database import Database, Wire, running
from tests.live import Server, free_port
from tests.services.held import Held, set_up


@pytest.fixture(scope="session")
def database(folder: Path, start_postgresql: Any) -> Iterator[Database]:
    """A PostgreSQL that may be killed, with the schema of this version."""
    for made in running(folder / "breakable", start_postgresql):
        store = Store(made.url)
        migrate(store)
        store.engine.dispose()
        yield made


@pytest.fixture(scope="module")
def wire(database: Database) -> Iterator[Wire]:
    """The network between the servers and that database."""
    made = Wire(database.socket).start()
    yield made
    made.close()


@pytest.fixture
def voting(database: Database, framework: Framework) -> Iterator[Held]:
    """A workshop on it whose vote is open."""
    store = Store(database.url)
    with store.engine.begin() as connection:
        connection.exec_driver_sql("TRUNCATE city, framework_copy CASCADE")
    held = set_up(store, framework)
    held.move(rounds.open_vote)
    yield held
    store.engine.dispose()


@pytest.fixture(scope="module")
def served(
    database: Database, wire: Wire, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server on that database, by the wire; what breaks is mended before the next test."""
    env = {"RESILIENCE_DATABASE_URL": wire.url(database), "RESILIENCE_DATABASE_SECONDS": "2"}
    started = Server(tmp_path_factory.mktemp("served"), free_port(), env).start()
    yield started
    started.stop()
