"""The documentation under /docs, as `make docs` built it."""

from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from resilience.errors import NotFound
from resilience.text import mark
from resilience.web.files import ASK, CachedFile
from resilience.web.guard.shield import inline_scripts, policy
from resilience.web.pages import page

FIRST = "index.html"
NO_PAGE = mark("The documentation has no such page.")


class Handbook:
    """The files of a built site, which may come later; each page may run the scripts of the first."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, Path] = {}
        self._policy = ""

    def routes(self) -> list[Route]:
        """The first page, and every other file."""
        return [Route("/docs", _enter), Route("/docs/{name:path}", self.show)]

    def show(self, request: Request) -> Response:
        """A file of the site, or how to build it; raises `NotFound`."""
        if not self._files and not self._find():
            return page(request, "not_built.html", status=404)
        path = self._files.get(request.path_params["name"] or FIRST)
        if path is None:
            raise NotFound(NO_PAGE)
        response = _packed(path).answer(request.headers)
        response.headers["Content-Security-Policy"] = self._policy
        return response

    def _find(self) -> bool:
        """Find the files once the site is complete: its first page is made last."""
        first = self._folder / FIRST
        if not first.is_file():
            return False
        self._policy = policy(inline_scripts(first.read_text(encoding="utf-8")))
        found = (path for path in self._folder.rglob("*") if path.is_file())
        self._files = {path.relative_to(self._folder).as_posix(): path for path in found}
        return True


def _enter(_request: Request) -> Response:
    return RedirectResponse("/docs/")


@cache
def _packed(path: Path) -> CachedFile:
    return CachedFile.of(path.read_bytes(), path.name, ASK)
