"""The ASGI app: the Streamlit pages with the plain routes beside them, in one process."""

import hmac
import logging
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect
from streamlit import file_util, logger, net_util
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import Runtime, app_session
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.stats import CacheStat
from streamlit.web.server.starlette import starlette_server

from resilience.errors import ResilienceError
from resilience.services.upkeep.clock import ClockNotes
from resilience.services.upkeep.open_files import connections_within
from resilience.services.upkeep.retention import remove_when_sure
from resilience.settings import ROOT, Settings
from resilience.store import Store
from resilience.ui import runtime
from resilience.ui.chart_script import Cuts
from resilience.ui.failing import show_failure
from resilience.ui.heard import hear_runs_out
from resilience.ui.lean import draw_leanly
from resilience.ui.look import SCRIPTS
from resilience.ui.orphans import keep_files_for_a_while
from resilience.ui.shell import lighter
from resilience.ui.telling import tell_pages
from resilience.ui.turns import draw_in_turns
from resilience.watching import MEASURES, begin_log, hand_over
from resilience.web.beside import beside
from resilience.web.collecting import collect_at_rest, keep_all
from resilience.web.crowd import LoadLimiter
from resilience.web.files import STATIC, Files
from resilience.web.forwarded import ForwardedScheme
from resilience.web.gate import UPLOAD, Gate
from resilience.web.heaps import share_heaps
from resilience.web.hosts import Hosts
from resilience.web.hourly import each_hour
from resilience.web.landing import gone, not_allowed
from resilience.web.lane import Lane
from resilience.web.listening import listen
from resilience.web.observed import RequestObserver
from resilience.web.routes import Web
from resilience.web.runner import Runner
from resilience.web.shield import Shield, inline_scripts, policy
from resilience.web.sockets import Places
from resilience.web.uploads import Uploads
from resilience.web.visitors import visitor_of
from resilience.workers import HandedSocket, Seat

#: seconds for which a thread keeps the interpreter while others wait: less than Python's 0.005, since the
#: loop that answers clicks and phones waits so long for each of its turns beside the page that is drawn
SWITCHED = 0.001
#: what is answered to an error that is expected
REFUSALS = {ResilienceError: not_allowed, ClientDisconnect: gone}


def build(settings: Settings, store: Store, seat: int | None = None) -> st.App:
    """The app on this database, which has the schema of this version; with the number of a worker."""
    # Streamlit's old router would answer a first deep link before app.py has named its pages
    PagesManager.uses_pages_directory = False

    web = Web(store, settings)

    @asynccontextmanager
    async def lifespan(_app: st.App) -> AsyncIterator[None]:
        watch(settings, web)
        hasten()
        hourly = partial(look_at_the_clock, ClockNotes(settings.data), store, settings)
        async with beside(each_hour(hourly), tell_pages(store), collect_at_rest()):
            yield
        web.close()
        store.engine.dispose()
        runtime.store.clear()  # that of the pages: nothing stays beside the database file

    return st.App(
        ROOT / "app.py",
        routes=web.routes(),
        middleware=guards(settings, seat, web),
        exception_handlers=REFUSALS,
        on_script_error=show_failure,
        lifespan=lifespan,
    )


def look_at_the_clock(clock: ClockNotes, store: Store, settings: Settings) -> None:
    """Record the time, and delete expired participant data once the clock is trusted."""
    clock.note()
    remove_when_sure(store, settings.retention_days, settings.data)


def guards(settings: Settings, seat: int | None, web: Web) -> list[Middleware]:
    """What stands before every route, from the outside in."""
    static = Path(file_util.get_static_dir())
    ours = lighter(static)
    scripts = policy([*inline_scripts(ours.page.decode()), *SCRIPTS])
    public, cuts = settings.public_url, Cuts.kept()
    return [
        Middleware(ForwardedScheme),
        *([] if seat is None else [Middleware(Seat, number=seat)]),
        Middleware(Shield, policy=scripts, public_url=public),
        Middleware(RequestObserver),
        Middleware(Hosts, allowed=settings.allowed_hosts, public_url=public),
        Middleware(LoadLimiter, pages=Places(settings.pages, settings.pages // 2), files=UPLOAD),
        Middleware(Lane, routes=web.phone.busy_routes(), handlers=REFUSALS),
        Middleware(Gate, public_url=public, token=settings.metrics_token, files=_files(web)),
        Middleware(
            Files,
            folder=static / "static",
            shell=ours.page,
            lasting=ours.lasting,
            renewed=ours.renewed,
            shortened={f"{STATIC}/js/{cuts.name}": cuts.out_of},
        ),
    ]


def _files(web: Web) -> Uploads:
    def held() -> int:
        kept = Runtime.instance().uploaded_file_mgr.get_stats()
        return sum(
            s.byte_length for stats in kept.values() for s in stats if isinstance(s, CacheStat)
        )

    return Uploads(partial(visitor_of, store=web.store, settings=web.settings), held)


def watch(settings: Settings, web: Web) -> None:
    """Begin the log and the numbers, now that Streamlit and uvicorn have set up their own."""
    logger.setup_formatter = hand_over  # what Streamlit does to a logger that it makes from here on
    begin_log(settings.log, settings.log_level)
    logging.getLogger("streamlit.error_util").disabled = True  # said with a mark by `show_failure`
    sessions = Runtime.instance()._session_mgr
    MEASURES.watch(waiting=lambda: web.phone.writer.waiting, sessions=sessions.num_active_sessions)


def hasten() -> None:
    """Take from each run of a page what is the same each time, now that all is loaded and configured."""
    app_session._populate_theme_msg = _once(app_session._populate_theme_msg)
    # file watching is off; Streamlit would otherwise watch the program for a page that reconnects
    AppSession.register_file_watchers = lambda _session: None  # type: ignore[assignment]
    keep_all()
    sys.setswitchinterval(SWITCHED)


def _once(populate: Callable[[CustomThemeConfig, str], None]) -> Callable[..., None]:
    """Gather the settings of each part of the theme once; Streamlit does it six times in each run."""
    gathered: dict[str, CustomThemeConfig] = {}

    def populated(message: CustomThemeConfig, section: str = "theme") -> None:
        if section not in gathered:
            gathered[section] = CustomThemeConfig()
            populate(gathered[section], section)
        message.MergeFrom(gathered[section])

    return populated


def run(
    settings: Settings,
    store: Store,
    *,
    host: str,
    port: int,
    seat: int | None = None,
    handed: HandedSocket | None = None,
) -> None:
    """Serve until stopped: the port, or as the worker `seat` the connections that are handed over.

    Streamlit may not ask the internet for this machine's address.
    """
    net_util._external_ip = ""
    # Streamlit looks for .streamlit/config.toml beside the program that was started
    sys.argv = [str(ROOT / "app.py")]
    # uvicorn reads it: from whom the address of a visitor is believed
    os.environ["FORWARDED_ALLOW_IPS"] = settings.trusted_proxies
    # what one process signed the others accept: a browser may come to another one
    signing = hmac.digest(settings.key, b"cookies of the pages", "sha256").hex()
    os.environ.setdefault("STREAMLIT_SERVER_COOKIE_SECRET", signing)
    share_heaps()
    listener = listen(host, port) if handed is None else handed
    most = connections_within(settings.connections)
    sockets = Places(most, most // 2, settings.proxies)
    starlette_server.UvicornRunner = partial(Runner, listener, sockets)  # type: ignore
    options = {"server.address": host, "server.port": port}
    if settings.public_url:
        options["server.corsAllowedOrigins"] = [settings.public_url.rstrip("/")]
    hear_runs_out()
    draw_in_turns()
    draw_leanly()
    keep_files_for_a_while()
    build(settings, store, seat).run(config=options)
