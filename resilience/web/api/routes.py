"""The routes of the interface for programs, below /api/v1."""

from collections.abc import Mapping
from functools import cached_property, partial

from starlette.exceptions import HTTPException
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, Router

from resilience.errors import ResilienceError
from resilience.framework import Framework, installed
from resilience.settings import Settings
from resilience.store import Store
from resilience.web.api.answers import (
    MOST_PAGES,
    MOST_PER_PAGE,
    PER_PAGE,
    answer,
    choices_of,
    form_of,
    whole_number,
)
from resilience.web.api.catalogue import PATHS, ROOT, ApiPath
from resilience.web.api.description import description
from resilience.web.api.reading import Reading
from resilience.web.api.tokens import Tokens
from resilience.web.guard.problems import HEADERS, not_here, refused, text_of


class Api:
    """All routes of the interface; it reads no cookie and answers no page of another site."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._tokens = Tokens(store)

    def routes(self) -> list[Route]:
        """One route for everything below /api, which answers every error as a problem."""
        inside = [Route(f"{ROOT}/openapi.json", _describe)]
        inside += [Route(ROOT + path.path, partial(self._read, path)) for path in PATHS]
        handlers = {ResilienceError: refused, HTTPException: not_here}
        app = ExceptionMiddleware(Router(inside, redirect_slashes=False), handlers=handlers)
        return [Route("/api/{rest:path}", app)]

    @cached_property
    def _installed(self) -> Mapping[str, Framework]:
        """The frameworks in the installation's folder, read once."""
        return installed(self._settings.frameworks)

    def _read(self, path: ApiPath, request: Request) -> Response:
        from resilience.web.api.tables import TABLES  # noqa: PLC0415 - needs pandas, which loads now

        visitor = self._tokens.reader(request)
        choices = choices_of(path, request)
        asked = Reading(
            store=self._store,
            installed=self._installed,
            visitor=visitor,
            parts=request.path_params,
            text=text_of(request),
            page=whole_number(choices, "page", 1, MOST_PAGES),
            per_page=whole_number(choices, "per_page", PER_PAGE, MOST_PER_PAGE),
            framework=choices.get("framework", ""),
        )
        return answer(request, path, asked, TABLES[path.path](asked), form_of(choices, request))


def _describe(_request: Request) -> Response:
    return JSONResponse(description(), headers=HEADERS)
