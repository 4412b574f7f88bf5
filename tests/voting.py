"""A workshop in its first vote on a running server, with the database at hand."""

from collections.abc import Iterator
from contextlib import contextmanager

from resilience.services.counting import rounds
from resilience.store import Store
from tests.indicators import URBAN, shipped
from tests.live import Server
from tests.services.held import Held, set_up


@contextmanager
def first_vote(server: Server) -> Iterator[Held]:
    """The quick tier of the shipped framework, open."""
    store = Store(f"sqlite:///{server.database}")
    held = set_up(store, shipped(URBAN), tier="quick")
    held.move(rounds.open_vote)
    try:
        yield held
    finally:
        store.engine.dispose()
