"""The cookie that names the worker of a browser."""

import re
from collections.abc import MutableMapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send

COOKIE = "seat"
_CHOSEN = re.compile(rb"^cookie:(?:[^\r\n]*;)?\s*seat=(\d{1,3})\s*(?:;|\r|\n|$)", re.I | re.M)


def seat_of(head: bytes) -> int | None:
    """The worker that the head of a request names."""
    found = _CHOSEN.search(head)
    return int(found.group(1)) if found else None


class Seat:
    """Gives every page of this worker the cookie that leads back to it."""

    def __init__(self, app: ASGIApp, number: int) -> None:
        self._app = app
        self._cookie = f"{COOKIE}={number}; Path=/; HttpOnly; SameSite=Lax"
        self._number = number

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; a page that was asked for with another cookie or none sets it."""
        if scope["type"] != "http" or self._has_seat(scope):
            await self._app(scope, receive, send)
            return

        async def seated(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                # pages alone: what is kept between server and browser must name nobody's worker
                if headers.get("content-type", "").startswith("text/html"):
                    headers.append("Set-Cookie", self._cookie)
            await send(message)

        await self._app(scope, receive, seated)

    def _has_seat(self, scope: Scope) -> bool:
        lines = [
            b"cookie: " + value for name, value in Headers(scope=scope).raw if name == b"cookie"
        ]
        return seat_of(b"\n".join(lines)) == self._number
