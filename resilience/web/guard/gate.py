"""Who may use what Streamlit itself serves: no other site, no flood of files, no numbers for all."""

from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from resilience.errors import NotAllowed, ResilienceError
from resilience.text import mark
from resilience.watching import logged
from resilience.web.guard.landing import not_allowed
from resilience.web.guard.refusals import READING, may_watch, refuse_other_sites
from resilience.web.guard.uploads import Uploads

STREAMLIT = "/_stcore/"
UPLOAD = "/_stcore/upload_file/"
METRICS = "/_stcore/metrics"
#: what a websocket is closed with: policy violation
POLICY = 1008
NOT_YOURS = mark("These figures are available only on this machine, or with the token.")


class Gate:
    """Middleware before Streamlit's own routes, which know neither addresses nor this installation."""

    def __init__(self, app: ASGIApp, *, public_url: str, token: str, files: Uploads) -> None:
        self._app = app
        self._public_url = public_url
        self._token = token
        self._files = files

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or not scope["path"].startswith(STREAMLIT):
            await self._app(scope, receive, send)
            return
        try:
            self._check(HTTPConnection(scope))
            if _brings(scope):
                await self._take(scope, receive, send)
                return
        except ResilienceError as error:
            await _refuse(error, scope, receive, send)
            return
        if scope["type"] == "websocket":
            # checked above; Streamlit would ask the internet for this machine's address to compare
            scope["headers"] = [pair for pair in scope["headers"] if pair[0] != b"origin"]
        await self._app(scope, receive, send)

    def _check(self, asked: HTTPConnection) -> None:
        """Raise for what is refused before Streamlit hears of it."""
        if asked.scope["type"] == "websocket" or asked.scope["method"] not in READING:
            refuse_other_sites(asked, self._public_url)
        if asked.scope["path"].startswith(METRICS) and not may_watch(asked, self._token):
            raise NotAllowed(NOT_YOURS)

    async def _take(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Receive a file, counting each byte for its address."""
        asked = Request(scope)
        await self._files.check(asked)

        async def counted() -> Message:
            message = await receive()
            if size := len(message.get("body", b"")):
                self._files.count(asked, size)
            return message

        with self._files.taking(asked):
            await self._app(scope, counted, send)


def _brings(scope: Scope) -> bool:
    """Whether the request uploads a file."""
    return scope.get("method") == "PUT" and scope["path"].startswith(UPLOAD)


async def _refuse(error: ResilienceError, scope: Scope, receive: Receive, send: Send) -> None:
    """Say why in a page; close a websocket before it is one."""
    if scope["type"] == "websocket":
        logged("a page of another site asked for a connection")
        await send({"type": "websocket.close", "code": POLICY})
        return
    await not_allowed(Request(scope), error)(scope, receive, send)
