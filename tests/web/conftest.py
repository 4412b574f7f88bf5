"""The plain pages of an installation, without Streamlit beside them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from starlette.applications import Starlette

from resilience.errors import ResilienceError
from resilience.settings import Settings
from resilience.store import Store
from resilience.web.guard.landing import not_allowed
from resilience.web.routes import Web
from tests.services.held import KEY
from tests.web.client import Browser

Opens = Callable[..., Browser]


def app_of(web: Web) -> Starlette:
    """The plain routes, with errors handled as the server does."""
    return Starlette(routes=web.routes(), exception_handlers={ResilienceError: not_allowed})


@pytest.fixture
def browser(store: Store) -> Iterator[Opens]:
    """Opens a browser for one more person: `browser(scheme="https", public_url="https://…")`."""
    served: dict[tuple[str, str], Web] = {}

    def make(public_url: str = "", listens_on: str = "", **how: Any) -> Browser:
        settings = Settings(secret=KEY.decode(), public_url=public_url)
        web = served.setdefault((public_url, listens_on), Web(store, settings, listens_on))
        return Browser(app_of(web), **how)

    yield make
    for web in served.values():
        web.close()


@pytest.fixture
def phone(browser: Opens) -> Browser:
    """The browser of somebody new."""
    return browser()
