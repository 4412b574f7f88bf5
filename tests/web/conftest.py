"""The plain pages of an installation, without Streamlit beside them."""

from collections.abc import Callable
from typing import Any

import pytest
from starlette.applications import Starlette

from resilience.errors import ResilienceError
from resilience.settings import Settings
from resilience.store import Store
from resilience.web.routes import Web, not_allowed
from tests.services.held import KEY
from tests.web.client import Browser

Opens = Callable[..., Browser]


def app_on(store: Store, public_url: str = "") -> Starlette:
    """The plain routes on a store, with errors handled as the server does."""
    settings = Settings(secret=KEY.decode(), public_url=public_url)
    return Starlette(
        routes=Web(store, settings).routes(), exception_handlers={ResilienceError: not_allowed}
    )


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    """The plain pages ask services alone: one database is enough."""
    return sqlite_store


@pytest.fixture
def browser(store: Store) -> Opens:
    """Opens a browser for one more person: `browser(scheme="https", public_url="https://…")`."""

    def make(public_url: str = "", **how: Any) -> Browser:
        return Browser(app_on(store, public_url), **how)

    return make


@pytest.fixture
def phone(browser: Opens) -> Browser:
    """The browser of somebody new."""
    return browser()
