"""A browser without a screen: asks an ASGI app and keeps its cookies as a browser does."""

import asyncio
from dataclasses import dataclass, field
from http.cookies import Morsel, SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

from starlette.types import ASGIApp, Message

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    """What came back; header names are in lower case, `cookies` are those that it sets."""

    status: int
    headers: dict[str, str]
    cookies: dict[str, "Morsel[str]"]
    content: bytes

    @property
    def body(self) -> str:
        """The page as text."""
        return self.content.decode()

    @property
    def location(self) -> str:
        """Where it sends the browser."""
        return self.headers["location"]


@dataclass
class Browser:
    """One person's browser on an app, in the network with an `address`."""

    app: ASGIApp
    host: str = "testserver"
    scheme: str = "http"
    address: str = "127.0.0.1"
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, address: str, **headers: str) -> Answer:
        """Open an address of the app; `accept_language="en"` sends the header Accept-Language."""
        return self._ask("GET", address, b"", headers)

    def post(
        self,
        address: str,
        form: dict[str, object] | bytes | None = None,
        kind: str = FORM,
        **headers: str,
    ) -> Answer:
        """Send a form, or raw bytes of some kind."""
        body = form if isinstance(form, bytes) else urlencode(form or {}).encode()
        return self._ask("POST", address, body, {"content_type": kind, **headers})

    def put(self, address: str, body: bytes, **headers: str) -> Answer:
        """Send a file as Streamlit's pages do."""
        return self._ask("PUT", address, body, headers)

    async def asked(self, method: str, address: str, body: bytes = b"") -> Answer:
        """Ask beside others, in a loop that runs; cookies that come back are not kept."""
        scope = self._scope(method, address, body, {"content_type": FORM})
        return await self._exchange(scope, body)

    def _ask(self, method: str, address: str, body: bytes, headers: dict[str, str]) -> Answer:
        answer = asyncio.run(self._exchange(self._scope(method, address, body, headers), body))
        for name, cookie in answer.cookies.items():
            if cookie["max-age"] == "0":
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = cookie.value
        return answer

    def _scope(
        self, method: str, address: str, body: bytes, headers: dict[str, str]
    ) -> dict[str, Any]:
        parts = urlsplit(address)
        sent = {"host": self.host, "content_length": str(len(body)), **headers}
        if self.cookies:
            sent["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": self.scheme,
            "path": parts.path,
            "raw_path": parts.path.encode(),
            "query_string": parts.query.encode(),
            "root_path": "",
            "headers": [(k.replace("_", "-").encode(), v.encode()) for k, v in sent.items()],
            "client": (self.address, 50000),
            "server": (self.host, 80),
        }

    async def _exchange(self, scope: dict[str, Any], body: bytes) -> Answer:
        told: list[Message] = []
        brought = [body]

        async def receive() -> Message:
            if not brought:  # the browser stays until it has its answer
                await asyncio.Event().wait()
            return {"type": "http.request", "body": brought.pop(), "more_body": False}

        async def send(message: Message) -> None:
            told.append(message)

        await self.app(scope, receive, send)
        return _answer(told)


def _answer(told: list[Message]) -> Answer:
    start = next(message for message in told if message["type"] == "http.response.start")
    pairs = [(name.decode(), value.decode("latin-1")) for name, value in start["headers"]]
    jar: SimpleCookie = SimpleCookie()
    for name, value in pairs:
        if name == "set-cookie":
            jar.load(value)
    body = b"".join(m.get("body", b"") for m in told if m["type"] == "http.response.body")
    return Answer(start["status"], dict(pairs), dict(jar), body)
