"""What phones ask all the time, answered before the rest of the stack."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

#: what says why something was refused
Handler = Callable[[Request, Any], Response]


class Lane:
    """Passes a few routes by what is there for pages and files: sessions, compression, forty routes.

    These have nothing in their paths to be read and are found in a table: a router took a tenth of the
    time of an answer. Each is a route of `app` too, which says what else there is to be said, such as
    that a route does not take a method.
    """

    def __init__(
        self, app: ASGIApp, *, routes: Sequence[Route], handlers: Mapping[type[Exception], Handler]
    ) -> None:
        self._app, self._handlers = app, handlers
        self._routes = {
            (method, route.path): route for route in routes for method in route.methods or ()
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        http = scope["type"] == "http"
        route = self._routes.get((scope["method"], scope["path"])) if http else None
        if route is None:
            await self._app(scope, receive, send)
            return
        scope["route"] = route
        answer = await self._answer(route, Request(scope, receive, send))
        await answer(scope, receive, send)

    async def _answer(self, route: Route, request: Request) -> Response:
        """What the route answers, or the handler of an error that is expected; others go on."""
        try:
            answer: Response = await route.endpoint(request)
        except tuple(self._handlers) as error:
            handler = next(say for kind, say in self._handlers.items() if isinstance(error, kind))
            answer = await run_in_threadpool(handler, request, error)
        return answer
