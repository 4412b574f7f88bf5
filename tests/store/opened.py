"""A store for a few lines of a test."""

from collections.abc import Iterator
from contextlib import contextmanager

from resilience.store import Store


@contextmanager
def opened(url: str) -> Iterator[Store]:
    """A store that is given back at the end."""
    store = Store(url)
    try:
        yield store
    finally:
        store.engine.dispose()
