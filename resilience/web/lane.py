"""What phones ask all the time, answered before the rest of the stack."""

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send


class Lane:
    """Passes a few routes by what is there for pages and files: sessions, compression, forty routes."""

    def __init__(
        self, app: ASGIApp, *, routes: Sequence[Route], handlers: Mapping[Any, Any]
    ) -> None:
        self._app = app
        self._lane = ExceptionMiddleware(Router(routes), handlers=handlers)
        self._paths = {route.path for route in routes}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        here = scope["type"] == "http" and scope["path"] in self._paths
        await (self._lane if here else self._app)(scope, receive, send)
