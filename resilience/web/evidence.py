"""The route of files of evidence: downloads only, for people with a role in the workshop."""

import re
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from resilience.services.evidence.register import NO_ENTRY, evidence_file
from resilience.settings import Settings
from resilience.store import Store
from resilience.web.guard.refusals import whole
from resilience.web.guard.visitors import visitor_of
from resilience.web.pages import HEADERS

#: no browser opens this type by itself, and the end of the name tells the program for it
KIND = "application/octet-stream"
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9._-]+")


class EvidenceFiles:
    """The files of evidence of an installation."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store, self._settings = store, settings

    def routes(self) -> list[Route]:
        """The route, for the app."""
        return [Route("/evidence-file/{code}/{number}", self.download)]

    def download(self, request: Request) -> Response:
        """A file to save; raises `NotAllowed` for people without a role in the workshop."""
        visitor = visitor_of(request, self._store, self._settings)
        # a database has no row of a number below 0 or of more than nine digits
        number = max(0, min(whole(request.path_params["number"], NO_ENTRY), 999_999_999))
        code = str(request.path_params["code"])
        file = evidence_file(self._store, visitor, code, number)
        to_save = {"Content-Disposition": attachment(file.name), "Content-Length": str(file.size)}
        return StreamingResponse(file.pieces, media_type=KIND, headers=HEADERS | to_save)


def attachment(name: str) -> str:
    """The header that has a browser save a file under a name, with an ASCII name for old ones (RFC 6266)."""
    plain = _NOT_PLAIN.sub("_", name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
