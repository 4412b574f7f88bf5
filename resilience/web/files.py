"""Files that stay as they are: compressed once for everybody, each with a mark, kept by browsers.

Compressing again for each visitor takes a tenth of a second of the processor for one cold page, which a
hall that scans a code at once does not have.
"""

import asyncio
import gzip
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from mimetypes import guess_type
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.routing import Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from resilience.web.connections.sockets import pieces

#: for a year, since whatever changes has another name; and for what keeps its name: ask each time
YEAR, ASK = "public, max-age=31536000, immutable", "no-cache"
#: where Streamlit's files lie
STATIC = "/static"
#: what a file is by the end of its name (Windows may have been told otherwise of scripts), and the one
#: kind that compressing makes no smaller
KINDS = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".html": "text/html",
    ".woff2": "font/woff2",
}
DENSE = ".woff2"
#: how Streamlit names the route of its files, which answers any other address with its shell
SHELLS = "static-assets"


@dataclass(frozen=True, slots=True)
class CachedFile:
    """A file as it is sent: plain, and compressed where that is smaller."""

    kind: str
    keep: str
    mark: str
    plain: bytes
    packed: bytes

    @classmethod
    def of(cls, content: bytes, name: str, keep: str = YEAR) -> "CachedFile":
        """The file with a content; the end of its name tells what it is."""
        end = Path(name).suffix
        packed = b"" if end == DENSE else gzip.compress(content, mtime=0)
        mark = hashlib.sha256(content).hexdigest()[:24]
        kind = KINDS.get(end) or guess_type(name)[0] or "application/octet-stream"
        return cls(kind, keep, mark, content, packed)

    def answer(self, headers: Headers) -> Response:
        """The answer to a request with such headers: compressed for who takes it, 304 for who has it."""
        packed = bool(self.packed) and takes_gzip(headers)
        told = {"Cache-Control": self.keep, "ETag": f'"{self.mark}{"-gzip" * packed}"'}
        if self.packed:
            told["Vary"] = "Accept-Encoding"
        if _has(headers, told["ETag"]):
            return Response(status_code=304, headers=told)
        if packed:
            told["Content-Encoding"] = "gzip"
        told["X-Content-Type-Options"] = "nosniff"
        content = self.packed if packed else self.plain
        return _InPieces(content, media_type=self.kind, headers=told)


class _InPieces(Response):
    """Sends its content as the client reads it: a connection holds a piece, not a copy of all."""

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        head = {"status": self.status_code, "headers": self.raw_headers}
        await send({"type": "http.response.start", **head})
        for piece in pieces(bytes(self.body)):
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body"})


def bare(source: str) -> str:
    """A script or style sheet without indentation, lines of comment and needless space, for weak networks.

    Its strings have no operator with a space on both sides, and no space beside a brace or after a comma.
    """
    lines = [line.strip() for line in source.splitlines()]
    kept = "\n".join(line for line in lines if line and not line.startswith(("//", "/* ")))
    joined = re.sub(r"(?<=[{(,\[;])\n|\n(?=[}\])])", "", kept)
    joined = re.sub(r"(?<=[,{]) | (?=[{}])", "", joined)
    return re.sub(r" ([=!]==|=>?|&&|\?\??|\|\||[<>]=?|[*:]) |; ?(?=})", r"\1", joined)


def takes_gzip(headers: Headers) -> bool:
    """Whether the client accepts compressed files."""
    return "gzip" in headers.get("accept-encoding", "")


def _has(headers: Headers, mark: str) -> bool:
    named = headers.get("if-none-match", "").split(",")
    return mark in [one.strip().removeprefix("W/") for one in named]


class Files:
    """Middleware before Streamlit's own files: sends the `shell` of its pages and what was made for it, and the
    files of `folder` compressed.

    What was made has an address of its own (`lasting`) or takes the place of a file of Streamlit's
    (`renewed`). `scripts` are files of our own on the disk, whose names change with them. What is asked of
    `folder` plain or in parts passes on.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        folder: Path,
        shell: bytes,
        lasting: Mapping[str, bytes],
        renewed: Mapping[str, bytes],
        scripts: Mapping[str, Path],
    ) -> None:
        self._app = app
        self._shell = CachedFile.of(shell, "index.html", ASK)
        self._made = {
            address: CachedFile.of(content, address) for address, content in lasting.items()
        }
        self._made |= {at: CachedFile.of(content, at, ASK) for at, content in renewed.items()}
        self._found = {
            f"{STATIC}/{path.relative_to(folder).as_posix()}": path
            for path in folder.rglob("*")
            if path.suffix in KINDS and path.suffix != DENSE
        }
        self._scripts = dict(scripts)
        self._packed: dict[tuple[str, int, int], CachedFile] = {}
        self._packing = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for a file, else pass on."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
        elif kept := await self._cached(scope["path"], Headers(scope=scope)):
            await kept.answer(Headers(scope=scope))(scope, receive, send)
        else:
            await self._page(scope, receive, send)

    async def _cached(self, address: str, headers: Headers) -> CachedFile | None:
        """The file of an address, where it is one that is sent from here."""
        if address in self._made:
            return self._made[address]
        if ours := self._scripts.get(address):
            return await self._read(address, ours, _whole)
        path = self._found.get(address)
        if path is None or "range" in headers or not takes_gzip(headers):
            return None
        return await self._read(address, path, _pack)

    async def _read(
        self, address: str, path: Path, read: Callable[[Path], CachedFile]
    ) -> CachedFile:
        """A file of the disk, which is read and packed once."""
        told = path.stat()
        state = (address, told.st_mtime_ns, told.st_size)
        if state not in self._packed:
            async with self._packing:  # a hall asks at once: the first packs, the others wait
                if state not in self._packed:
                    self._packed[state] = await run_in_threadpool(read, path)
        return self._packed[state]

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        """What Streamlit answers, its shell exchanged for ours."""
        exchanged = False

        async def passed(message: Message) -> None:
            nonlocal exchanged
            if message["type"] == "http.response.start":
                exchanged = _is_shell(message, scope)
            if not exchanged:
                await send(message)

        await self._app(scope, receive, passed)
        if exchanged:
            await self._shell.answer(Headers(scope=scope))(scope, receive, send)


def _whole(path: Path) -> CachedFile:
    """A file of the disk, plain and compressed."""
    return CachedFile.of(path.read_bytes(), path.name)


def _pack(path: Path) -> CachedFile:
    """A file of the disk for those who take it compressed; the others get it from there."""
    kept = _whole(path)
    return CachedFile(kept.kind, kept.keep, kept.mark, b"", kept.packed)


def _is_shell(start: Message, scope: Scope) -> bool:
    """Whether the shell of a page of Streamlit begins here, which no route of its own answers."""
    route = scope.get("route")
    streamlit = isinstance(route, Mount) and route.name == SHELLS
    html = Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")
    return streamlit and html and start["status"] == 200
