"""The light page on which a participant shares out points while the vote is open; afterwards `/m` has the form."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from resilience.scorecard.place import person_key
from resilience.services.results.own_page import read_own_page
from resilience.settings import Settings
from resilience.store import Store
from resilience.web.files import ASK, CachedFile, bare
from resilience.web.guard.cookies import tokens_of
from resilience.web.guard.visitors import participant_here
from resilience.web.pages import HEADERS, page, text_of
from resilience.web.phone.after_vote import points_rows
from resilience.wording.framework import with_theme_names

_SOURCE = Path(__file__).parent / "points.js"


class PointsPage:
    """The routes of the page and of its script, which adds up what is typed."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store, self._settings = store, settings
        script = bare(_SOURCE.read_text(encoding="utf-8")).encode()
        self._script = CachedFile.of(script, _SOURCE.name, ASK)

    def routes(self) -> list[Route]:
        """The routes, for the phone page."""
        return [
            Route("/m/points", self.show, methods=["GET"]),
            Route("/m/points.js", self.script),
        ]

    def show(self, request: Request) -> Response:
        """The form; `/m` where it has the form itself, or no points are asked for."""
        visitor = participant_here(request, self._store, self._settings)
        if visitor.participant_id is None:
            return RedirectResponse("/join", status_code=303, headers=HEADERS)
        text = text_of(request, own=visitor.language)
        own = read_own_page(self._store, visitor, text.language)
        if not (own.ballot.open and own.sheet and own.sheet.open):
            return RedirectResponse("/m#points", status_code=303, headers=HEADERS)
        framework = own.alike.workshop.framework
        response = page(
            request,
            "points.html",
            text=with_theme_names(framework, text),
            code=own.alike.workshop.code,
            department=own.department,
            person=person_key(tokens_of(request).person),
            points=points_rows(own.sheet, framework, text),
            given=sum(own.sheet.points.values()),
        )
        response.headers["Content-Security-Policy"] += "; script-src 'self'"
        return response

    async def script(self, request: Request) -> Response:
        """The script of the form."""
        return self._script.answer(request.headers)
