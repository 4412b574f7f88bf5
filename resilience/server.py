"""The ASGI app: the Streamlit pages with the plain routes beside them, in one process."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect
from streamlit import net_util
from streamlit.runtime.pages_manager import PagesManager

from resilience.errors import ResilienceError
from resilience.services.retention import remove_expired
from resilience.settings import ROOT, Settings
from resilience.store import Store
from resilience.ui import runtime
from resilience.web.daily import each_day
from resilience.web.landing import gone, not_allowed
from resilience.web.routes import Web

#: bytes below which compressing is not worth it
SMALL = 500


def build(settings: Settings, store: Store) -> st.App:
    """The app on this database, which has the schema of this version."""
    # Streamlit's old router would answer a first deep link before app.py has named its pages
    PagesManager.uses_pages_directory = False

    web = Web(store, settings)

    @asynccontextmanager
    async def lifespan(_app: st.App) -> AsyncIterator[None]:
        async with each_day(partial(remove_expired, store, settings.retention_days)):
            yield
        web.close()
        store.engine.dispose()
        runtime.store.clear()  # that of the pages: nothing stays beside the database file

    return st.App(
        ROOT / "app.py",
        routes=web.routes(),
        middleware=[Middleware(GZipMiddleware, minimum_size=SMALL)],
        exception_handlers={ResilienceError: not_allowed, ClientDisconnect: gone},
        lifespan=lifespan,
    )


def run(settings: Settings, store: Store, *, host: str, port: int) -> None:
    """Serve until stopped. Streamlit may not ask the internet for this machine's address."""
    net_util._external_ip = ""
    # Streamlit looks for .streamlit/config.toml beside the program that was started
    sys.argv = [str(ROOT / "app.py")]
    build(settings, store).run(config={"server.address": host, "server.port": port})
