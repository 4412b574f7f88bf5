"""Limits on visitors' open pages, requests in progress and their bodies."""

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from resilience.text import mark
from resilience.watching import logged
from resilience.web.connections.incoming import head_size
from resilience.web.connections.sockets import Places, host_of
from resilience.web.guard.landing import not_allowed
from resilience.web.guard.refusals import TOO_LARGE, TooLarge, TooMany

#: most bytes of one request body other than a file, and of all in progress, in total and per network
MOST_BODY, MOST_BODIES, MOST_BODIES_OF_ONE = 1_000_000, 64_000_000, 32_000_000
#: most bytes of all requests in progress, in total and per network, and what is charged for one beside its head
MOST_REQUESTS, MOST_REQUESTS_OF_ONE, REQUEST = 64_000_000, 32_000_000, 8_000
#: close code of a websocket: try again later
LATER = 1013
FULL = mark(
    "Too much is being sent at the moment, overall or from this network, so nothing was done. "
    "Try again in a minute."
)


class LoadLimiter:
    """Middleware before all routes. `pages` are the websockets that may be open, one for each page.

    Addresses are those that trusted proxies report. Files have limits of their own, see `Gate`.
    """

    def __init__(self, app: ASGIApp, *, pages: Places, files: str) -> None:
        self._app, self._pages, self._files = app, pages, files
        self._bodies = Places(MOST_BODIES, MOST_BODIES_OF_ONE)
        self._requests = Places(MOST_REQUESTS, MOST_REQUESTS_OF_ONE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._open(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _open(self, scope: Scope, receive: Receive, send: Send) -> None:
        address = host_of(scope.get("client"))
        if not self._pages.take(address):
            logged("more pages are open than there are places for, in all or from one network")
            await send({"type": "websocket.close", "code": LATER})
            return
        try:
            await self._app(scope, receive, send)
        finally:
            self._pages.leave(address)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, charging the request until the app is done with it, which may be after its connection."""
        address, size = host_of(scope.get("client")), REQUEST + head_size(scope)
        if not self._requests.take(address, size):
            await not_allowed(Request(scope), TooMany(FULL))(scope, receive, send)
            return
        try:
            if scope["path"].startswith(self._files):
                await self._app(scope, receive, send)
            else:
                await self._read_body(scope, receive, send)
        finally:
            self._requests.leave(address, size)

    async def _read_body(self, scope: Scope, receive: Receive, send: Send) -> None:
        address, held = host_of(scope.get("client")), 0

        async def read() -> Message:
            nonlocal held
            message = await receive()
            if size := len(message.get("body", b"")):
                if held + size > MOST_BODY:
                    raise TooLarge(TOO_LARGE)
                if not self._bodies.take(address, size):
                    raise TooMany(FULL)
                held += size
            return message

        try:
            await self._app(scope, read, send)
        finally:
            if held:
                self._bodies.leave(address, held)
