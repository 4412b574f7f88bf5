"""The pages and the plain routes of a server share one store."""

import pytest

from resilience.server import build
from resilience.store import Store
from resilience.ui.shared import runtime


def test_the_pages_use_the_store_of_the_server(store: Store) -> None:
    runtime.use_store(None)
    with pytest.raises(RuntimeError):
        runtime.store()
    build(runtime.settings(), store)
    assert runtime.store() is store
