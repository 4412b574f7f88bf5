"""The host names that the server answers to; other names get status 421."""

import socket
from collections.abc import Callable
from fnmatch import fnmatchcase
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from resilience.text import mark
from resilience.watching import logged
from resilience.web.guard.gate import POLICY
from resilience.web.guard.landing import not_allowed
from resilience.web.guard.refusals import WrongHost

#: names that no internet name server gives out
LOCAL = (".localhost", ".local", ".lan", ".internal", ".home.arpa")
NOT_HERE = mark(
    "The server does not answer at this address. Open the address that you were given. The "
    "person who runs the server can allow other addresses with RESILIENCE_ALLOWED_HOSTS."
)


class Hosts:
    """Refuses requests and websockets under a name that is not the installation's.

    Without a public address and allowed names, every name is accepted. Local names and addresses, and the
    address that a connection came to, are always accepted: halls have no other.
    """

    def __init__(self, app: ASGIApp, *, allowed: str, public_url: str) -> None:
        self._app = app
        public = urlsplit(public_url).hostname or ""
        self._known = _knows(tuple(name for name in (*allowed.split(","), public) if name))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or self._answers(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            logged("a connection was asked for under a name that is not allowed")
            await send({"type": "websocket.close", "code": POLICY})
        else:
            await not_allowed(Request(scope), WrongHost(NOT_HERE))(scope, receive, send)

    def _answers(self, scope: Scope) -> bool:
        name = name_in(HTTPConnection(scope).headers.get("host", ""))
        return self._known(name) or name == (scope.get("server") or ("",))[0]


def _knows(names: tuple[str, ...]) -> Callable[[str], bool]:
    """Whether a name is one of these, or local; true for every name if there are none."""
    own = socket.gethostname().casefold()

    @lru_cache(maxsize=256)
    def known(name: str) -> bool:
        return (
            not names
            or name == own
            or _is_local(name)
            or any(fnmatchcase(name, one) for one in names)
        )

    return known


def name_in(host: str) -> str:
    """The name or address in a Host header, without its port."""
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:  # half of an address
        return host


def _is_local(name: str) -> bool:
    """Whether the name is of this machine or its network: no foreign name server can point it here."""
    try:
        address = ip_address(name)
    except ValueError:
        return "." not in name or name.endswith(LOCAL)
    return address.is_private or address.is_loopback or address.is_link_local
