"""Drops what a request says of proxies, but for what was believed."""

from starlette.types import ASGIApp, Receive, Scope, Send

#: the scheme of a websocket, and that of the page that opened it
PAGES = {"ws": b"http", "wss": b"https"}


class Forwarded:
    """Leaves one header of proxies: X-Forwarded-Proto, as uvicorn found it.

    Uvicorn puts what a trusted proxy says into address and scheme of a request, and leaves the headers,
    which anybody can send. Streamlit's pages know the scheme from their headers alone.
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
