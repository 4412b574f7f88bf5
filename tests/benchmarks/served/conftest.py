"""A server with a workshop whose vote is open."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.clicks import held_on
from tests.live import Server, free_port
from tests.services.held import Held


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Server]:
    """A server on an empty database."""
    started = Server(tmp_path, free_port()).start()
    yield started
    started.stop()


@pytest.fixture
def held(served: Server) -> Iterator[Held]:
    """A workshop on it whose vote is open."""
    voting = held_on(f"sqlite:///{served.database}")
    yield voting
    voting.store.engine.dispose()
