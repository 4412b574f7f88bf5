"""Who may use what Streamlit itself serves: no other site, no flood of files, no numbers for all."""

from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from resilience.errors import NotAllowed, ResilienceError
from resilience.text import mark
from resilience.watching import logged
from resilience.web.guard import Window, may_watch, refuse_other_sites
from resilience.web.landing import not_allowed

STREAMLIT = "/_stcore/"
UPLOAD = "/_stcore/upload_file/"
METRICS = "/_stcore/metrics"
READING = ("GET", "HEAD", "OPTIONS")
#: files, and bytes of files, in ten minutes from one address: the scorecards of a large city, twice
MOST_FILES = 1000
MOST_FILE_BYTES = 500_000_000
#: what a websocket is closed with: policy violation
POLICY = 1008
NOT_YOURS = mark("These numbers are for this machine alone, or for who has the token.")


class Gate:
    """Stands before Streamlit's own routes, which know neither addresses nor this installation."""

    def __init__(self, app: ASGIApp, *, public_url: str, token: str) -> None:
        self._app = app
        self._public_url = public_url
        self._token = token
        self._files = Window(MOST_FILES)
        self._bytes = Window(MOST_FILE_BYTES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or not scope["path"].startswith(STREAMLIT):
            await self._app(scope, receive, send)
            return
        try:
            self._check(HTTPConnection(scope))
        except ResilienceError as error:
            await _refuse(error, scope, receive, send)
            return
        counted = self._counted(scope, receive) if self._brings(scope) else receive
        await self._app(scope, counted, send)

    def _check(self, asked: HTTPConnection) -> None:
        """Raise for what is refused before Streamlit hears of it."""
        path = asked.scope["path"]
        if asked.scope["type"] == "websocket" or asked.scope["method"] not in READING:
            refuse_other_sites(asked, self._public_url)
        if path.startswith(METRICS) and not may_watch(asked, self._token):
            raise NotAllowed(NOT_YOURS)
        if self._brings(asked.scope):
            self._files.check(asked)
            self._bytes.check(asked)
            self._files.count(asked)

    def _brings(self, scope: Scope) -> bool:
        """Whether a file is brought."""
        return scope.get("method") == "PUT" and scope["path"].startswith(UPLOAD)

    def _counted(self, scope: Scope, receive: Receive) -> Receive:
        """The same body, each byte counted for its address."""
        asked = HTTPConnection(scope)

        async def counted() -> Message:
            message = await receive()
            if size := len(message.get("body", b"")):
                self._bytes.count(asked, size)
            return message

        return counted


async def _refuse(error: ResilienceError, scope: Scope, receive: Receive, send: Send) -> None:
    """Say why in a page; close a websocket before it is one."""
    if scope["type"] == "websocket":
        logged("a page of another site asked for a connection")
        await send({"type": "websocket.close", "code": POLICY})
        return
    await not_allowed(Request(scope), error)(scope, receive, send)
