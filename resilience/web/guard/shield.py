"""Security headers added to every response."""

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
Header = tuple[bytes, bytes]
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # not no-referrer: with it a browser says `Origin: null` when it posts the own forms
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), "
    "display-capture=(), browsing-topics=()",
}
#: kinds of what pages load and nobody opens, and what of the headers a browser heeds there: the rest would
#: be a tenth of all bytes of a first visit
LOADED = (b"text/javascript", b"application/javascript", b"text/css", b"font/woff2")
OF_FILES = ("X-Content-Type-Options", "Cross-Origin-Resource-Policy")
#: files that were made for one visitor: nothing between the server and the person may keep them
PERSONAL = ("/media/", "/_stcore/")
#: pages that other sites show in a frame, and what would forbid that in browsers that know no frame-ancestors
FRAMED, UNFRAMED = "/embed/", b"x-frame-options"


def policy(scripts: Iterable[str]) -> str:
    """The Content-Security-Policy of the Streamlit pages: own files, and these inline scripts alone.

    Streamlit sets styles on elements, draws pictures from data, and Plotly makes files of charts as
    blobs; the rest of the world is shut out.
    """
    hashes = " ".join(sorted({_hashed(script) for script in scripts}))
    return "; ".join([
        "default-src 'none'",
        f"script-src 'self' {hashes}",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "media-src 'self' blob:",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-src 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    ])  # fmt: skip


def inline_scripts(page: str) -> list[str]:
    """The scripts that stand in a page as text."""
    return INLINE.findall(page)


def _hashed(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


class Shield:
    """Puts the headers on what an app answers; a plain page's own, stricter policy stays.

    With a `hall_certificate`, https is an addition to plain http, which must stay open to browsers that used it.
    """

    def __init__(
        self, app: ASGIApp, *, policy: str, public_url: str, hall_certificate: bool = False
    ) -> None:
        self._app = app
        self._headers = _raw({"Content-Security-Policy": policy, **HEADERS})
        self._of_files = _raw({name: HEADERS[name] for name in OF_FILES})
        self._always_tls = public_url.startswith("https://")
        self._hall_certificate = hall_certificate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def shielded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = self._shielded(message["headers"], scope)
            await send(message)

        await self._app(scope, receive, shielded)

    def _shielded(self, given: Iterable[Header], scope: Scope) -> list[Header]:
        headers = list(given)
        kind = next((value for name, value in headers if name == b"content-type"), b"")
        told = self._of_files if kind.split(b";")[0] in LOADED else self._headers
        if scope["path"].startswith(PERSONAL):
            headers = [(name, value) for name, value in headers if name != b"cache-control"]
            headers += FOR_ONE
        if self._always_tls or (scope["scheme"] == "https" and not self._hall_certificate):
            headers += HSTS
        there = {name for name, _ in headers}
        there |= {UNFRAMED} if scope["path"].startswith(FRAMED) else set()
        return headers + [header for header in told if header[0] not in there]


def _raw(headers: Mapping[str, str]) -> list[Header]:
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]


#: one year
HSTS = _raw({"Strict-Transport-Security": "max-age=31536000"})
#: the browser may keep what was made for one visitor: with `no-store` it would hold open what Streamlit
#: fetches and never reads
FOR_ONE = _raw({"Cache-Control": "private, no-cache"})
