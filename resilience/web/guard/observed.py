"""Counts, times and logs each request; an error that nobody expected gets a mark and a page."""

import logging
import time

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from resilience.watching import MEASURES, logged, reference, unexpected
from resilience.web.guard.landing import broken

#: asked by machines and scripts every few seconds, and files that never change: of no interest one by
#: one while all is well
QUIET = ("/healthz", "/readyz", "/metrics", "/m/state", "/m/answers", "/static", "/_stcore/health")
#: what is neither a route of ours nor one of Streamlit's: its pages and the files of its browser part
FILES, PAGES = "/static", "page"


class RequestObserver:
    """Looks at every request on its way in and out; websockets pass by."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        mark, began, status = reference(), time.perf_counter(), 0

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", mark.encode())]
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except Exception as error:
            unexpected(error, route_of(scope), mark)
            if status:
                raise  # half of an answer is out: the connection has to break
            await _broken(scope, mark)(scope, receive, noted)
        finally:
            _note(scope, status, time.perf_counter() - began, mark)


def route_of(scope: Scope) -> str:
    """The template of the route that answered, without what was put into it."""
    route = scope.get("route")
    if route is not None and not isinstance(route, Mount):
        return str(route.path)
    return FILES if scope["path"].startswith(FILES) else PAGES


def _broken(scope: Scope, mark: str) -> Response:
    return broken(Request(scope), mark)


def _note(scope: Scope, status: int, seconds: float, mark: str) -> None:
    route, method = route_of(scope), scope["method"]
    known = method if method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS") else "other"
    MEASURES.requests.labels(known, route, str(status)).inc()
    MEASURES.request_seconds.labels(route).observe(seconds)
    quiet = logging.DEBUG if route in QUIET and status < 400 else logging.INFO
    level = logging.WARNING if status >= 500 else quiet
    fields = {"method": known, "route": route, "status": status, "ms": round(seconds * 1000)}
    logged("request", level, **fields, request=mark)
