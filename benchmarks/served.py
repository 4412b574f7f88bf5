"""A server for a benchmark, on a database of its own."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from resilience.store import Store
from tests.live import Server, free_port


@contextmanager
def served() -> Iterator[tuple[Server, Store]]:
    """A server on an empty database, and its store."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder), free_port()).start()
        store = Store(f"sqlite:///{server.database}")
        try:
            yield server, store
        finally:
            store.engine.dispose()
            server.stop()
