"""The ASGI app: the Streamlit pages with the plain routes beside them, in one process."""

import hmac
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect
from streamlit import net_util
from streamlit.runtime.pages_manager import PagesManager
from streamlit.web.server.starlette import starlette_server

from resilience.errors import ResilienceError
from resilience.settings import ROOT, Settings
from resilience.store import Store
from resilience.ui import runtime
from resilience.web.landing import gone, not_allowed
from resilience.web.routes import Web
from resilience.workers import Handed, Seat

#: bytes below which compressing is not worth it
SMALL = 500


def build(settings: Settings, store: Store, seat: int | None = None) -> st.App:
    """The app on this database, which has the schema of this version; with the number of a worker."""
    # Streamlit's old router would answer a first deep link before app.py has named its pages
    PagesManager.uses_pages_directory = False

    web = Web(store, settings)

    @asynccontextmanager
    async def lifespan(_app: st.App) -> AsyncIterator[None]:
        yield
        web.close()
        store.engine.dispose()
        runtime.store.clear()  # that of the pages: nothing stays beside the database file

    return st.App(
        ROOT / "app.py",
        routes=web.routes(),
        middleware=[
            *([] if seat is None else [Middleware(Seat, number=seat)]),
            Middleware(GZipMiddleware, minimum_size=SMALL),
        ],
        exception_handlers={ResilienceError: not_allowed, ClientDisconnect: gone},
        lifespan=lifespan,
    )


def run(
    settings: Settings,
    store: Store,
    *,
    host: str,
    port: int,
    seat: int | None = None,
    handed: Handed | None = None,
) -> None:
    """Serve until stopped: the port, or as the worker `seat` the connections that are handed over.

    Streamlit may not ask the internet for this machine's address.
    """
    net_util._external_ip = ""
    # Streamlit looks for .streamlit/config.toml beside the program that was started
    sys.argv = [str(ROOT / "app.py")]
    # what one process signed the others accept: a browser may come to another one
    signing = hmac.digest(settings.key, b"cookies of the pages", "sha256").hex()
    os.environ.setdefault("STREAMLIT_SERVER_COOKIE_SECRET", signing)
    if handed is not None:
        starlette_server._bind_socket = lambda *_place: handed
    app = build(settings, store, seat)
    app.run(config={"server.address": host, "server.port": port})
