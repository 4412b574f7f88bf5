"""The ASGI app: the Streamlit pages with the plain routes beside them, in one process."""

import hmac
import logging
import os
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect
from streamlit import file_util
from streamlit.runtime import Runtime
from streamlit.runtime.stats import CacheStat

from resilience.errors import ResilienceError
from resilience.outputs.mail.sending import mailer_of
from resilience.process.background import each_hour, running
from resilience.process.collecting import collect_at_rest, keep_all
from resilience.process.hall import HallServer
from resilience.process.heaps import share_heaps
from resilience.process.listening import listen
from resilience.process.mailing import send_due
from resilience.services.feeds.mail_consent import forget_unconfirmed
from resilience.services.upkeep.clock import ClockNotes
from resilience.services.upkeep.open_files import connections_within
from resilience.services.upkeep.retention import remove_when_sure
from resilience.services.upkeep.secure_address import SecureAddress
from resilience.settings import ROOT, Settings
from resilience.store import Store
from resilience.ui.frontend.bundle import ADDRESS, SCRIPT
from resilience.ui.frontend.shell import lighter
from resilience.ui.runs.computing import TURNS
from resilience.ui.shared import runtime
from resilience.ui.shared.hooks import apply_hooks, use_navigation
from resilience.ui.shared.runtime import show_failure
from resilience.watching import MEASURES, begin_log
from resilience.web.connections.runner import serve
from resilience.web.connections.sockets import Places
from resilience.web.files import Files
from resilience.web.guard.crowd import LoadLimiter
from resilience.web.guard.forwarded import ForwardedScheme
from resilience.web.guard.gate import UPLOAD, Gate
from resilience.web.guard.hosts import Hosts
from resilience.web.guard.landing import gone, not_allowed
from resilience.web.guard.observed import RequestObserver
from resilience.web.guard.shield import Shield, inline_scripts, policy
from resilience.web.guard.uploads import Uploads
from resilience.web.guard.visitors import visitor_of
from resilience.web.routes import Web

#: seconds for which a thread keeps the interpreter while others wait: less than Python's 0.005, since the
#: loop that answers clicks and phones waits so long for each of its turns beside the page that is drawn
THREAD_SWITCH_SECONDS = 0.001
#: what is answered to an error that is expected
REFUSALS = {ResilienceError: not_allowed, ClientDisconnect: gone}


def build(
    settings: Settings, store: Store, listens_on: str = "", secure: SecureAddress | None = None
) -> st.App:
    """The app on this database, which has the schema of this version.

    `listens_on` is the address on which its server listens, "" for every address of its computer; `secure` is where
    it also answers by https.
    """
    runtime.use_store(store, listens_on, secure)
    web = Web(store, settings, listens_on, secure)
    open_pages = Places(settings.pages, settings.pages // 2)

    @asynccontextmanager
    async def lifespan(_app: st.App) -> AsyncIterator[None]:
        begin_log(settings.log, settings.log_level)  # after Streamlit read its settings for logs
        logging.getLogger("streamlit.error_util").disabled = True  # logged by `show_failure`
        MEASURES.watch(
            waiting=lambda: web.phone.writer.waiting,
            sessions=lambda: open_pages.taken,
            pages=lambda: TURNS.waiting,
        )
        keep_all()
        sys.setswitchinterval(THREAD_SWITCH_SECONDS)
        hourly = partial(look_at_the_clock, ClockNotes(settings.data), store, settings)
        async with running(each_hour(hourly), collect_at_rest(), *_mails(store, settings)):
            yield
        web.close()
        runtime.use_store(None)
        store.engine.dispose()

    return st.App(
        ROOT / "app.py",
        routes=web.routes(),
        middleware=guards(settings, web, open_pages, hall_certificate=secure is not None),
        exception_handlers=REFUSALS,
        on_script_error=show_failure,
        lifespan=lifespan,
    )


def look_at_the_clock(clock: ClockNotes, store: Store, settings: Settings) -> None:
    """Record the time, and delete expired participant data once the clock is trusted."""
    clock.note()
    remove_when_sure(store, settings.retention_days, settings.data)
    forget_unconfirmed(store)


def _mails(store: Store, settings: Settings) -> list[Coroutine[Any, Any, None]]:
    """The weekly mails, where the installation sends any."""
    if (mailer := mailer_of(settings)) is None:
        return []
    return [each_hour(partial(send_due, store, settings.key, mailer))]


def guards(
    settings: Settings, web: Web, open_pages: Places, *, hall_certificate: bool = False
) -> list[Middleware]:
    """The middleware before every route, from the outside in."""
    static = Path(file_util.get_static_dir())
    ours = lighter(static)
    scripts = policy(inline_scripts(ours.page.decode()))
    public = settings.public_url
    return [
        Middleware(ForwardedScheme),
        Middleware(Shield, policy=scripts, public_url=public, hall_certificate=hall_certificate),
        Middleware(RequestObserver),
        Middleware(Hosts, allowed=settings.allowed_hosts, public_url=public),
        Middleware(LoadLimiter, pages=open_pages, files=UPLOAD),
        Middleware(Gate, public_url=public, token=settings.metrics_token, files=_files(web)),
        Middleware(
            Files,
            folder=static / "static",
            shell=ours.page,
            lasting=ours.lasting,
            renewed=ours.renewed,
            scripts={ADDRESS: SCRIPT},
        ),
    ]


def _files(web: Web) -> Uploads:
    def held() -> int:
        kept = Runtime.instance().uploaded_file_mgr.get_stats()
        return sum(
            s.byte_length for stats in kept.values() for s in stats if isinstance(s, CacheStat)
        )

    return Uploads(partial(visitor_of, store=web.store, settings=web.settings), held)


def run(
    settings: Settings, store: Store, *, host: str, port: int, hall: HallServer | None = None
) -> None:
    """Serve until stopped; with `hall` by https too."""
    # uvicorn reads it: from whom the address of a visitor is believed
    os.environ["FORWARDED_ALLOW_IPS"] = settings.trusted_proxies
    # a cookie that one process signed is accepted by the others: a browser may come to another one
    signing = hmac.digest(settings.key, b"cookies of the pages", "sha256").hex()
    os.environ.setdefault("STREAMLIT_SERVER_COOKIE_SECRET", signing)
    share_heaps()
    use_navigation()
    if settings.streamlit_hooks:
        apply_hooks()
    most = connections_within(settings.connections)
    sockets = Places(most, most // 2, settings.proxies)
    app = build(settings, store, host, hall.address if hall else None)
    serve(app, listen(host, port), sockets, hall.door(host) if hall else None)
