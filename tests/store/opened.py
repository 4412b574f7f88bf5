"""A store for a few lines of a test."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from resilience.settings import Settings
from resilience.store import Store


@contextmanager
def opened(url: str) -> Iterator[Store]:
    """A store that is given back at the end."""
    store = Store(url)
    try:
        yield store
    finally:
        store.engine.dispose()


def in_folder(folder: Path) -> Settings:
    """The settings of an installation that keeps its things in a folder."""
    return Settings(data=folder, secret="")
