"""Drop proxy headers of a request, except the trusted scheme."""

from starlette.types import ASGIApp, Receive, Scope, Send

#: schemes of a websocket, and of the page that opened it
PAGES = {"ws": b"http", "wss": b"https"}


class ForwardedScheme:
    """Keeps one proxy header: X-Forwarded-Proto, with the scheme that uvicorn determined.

    Uvicorn applies a trusted proxy's address and scheme to a request but leaves the headers, which anyone can
    send. Streamlit's pages know the scheme from their headers only.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            scheme = PAGES.get(scope["scheme"], scope["scheme"].encode())
            kept = [pair for pair in scope["headers"] if not _of_proxies(pair[0])]
            scope["headers"] = [*kept, (b"x-forwarded-proto", scheme)]
        await self._app(scope, receive, send)


def _of_proxies(name: bytes) -> bool:
    return name == b"forwarded" or name.startswith(b"x-forwarded-")
