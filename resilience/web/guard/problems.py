"""Errors of the interface for programs as problem details (RFC 9457), in the language of the request."""

from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from resilience.errors import NotAllowed, ResilienceError
from resilience.text import Text, best_language, mark, offered
from resilience.watching import troubled
from resilience.web.guard.refusals import TooMany, status_of

PROBLEM = "application/problem+json"
#: no answer of the interface is kept by anything on its way, or read as a page
HEADERS = {
    "Cache-Control": "private, no-cache",
    "Vary": "Authorization, Accept, Accept-Language",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
NO_SUCH = mark("There is nothing at this address. See /api/v1/openapi.json for all addresses.")
READ_ONLY = mark("This interface is read-only: send GET.")
BROKEN = mark(
    "The server could not answer. Try again; if this happens again, tell the person who runs it."
)


class NoToken(NotAllowed):
    """The request has no token that works."""


def is_for_program(request: Request) -> bool:
    """Whether a request is for the interface, whose errors are no pages."""
    return request.url.path.startswith("/api/")


def text_of(request: Request) -> Text:
    """The words in the language of the query, else of the header, else English."""
    asked = offered(request.query_params.get("language"))
    return Text(asked or best_language(request.headers.get("accept-language", "")) or "en")


def refused(request: Request, error: Exception) -> Response:
    """Answer an error with what a person can do about it."""
    if not isinstance(error, ResilienceError):
        return problem(status_of(error), text_of(request)(BROKEN))
    troubled(error, "interface")
    status = 401 if isinstance(error, NoToken) else status_of(error)
    answer = problem(status, text_of(request).error(error))
    if isinstance(error, TooMany):
        answer.headers["Retry-After"] = str(error.seconds)
    if isinstance(error, NoToken):
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def not_here(request: Request, error: Exception) -> Response:
    """Answer a request for an address or a method that the interface does not have."""
    if isinstance(error, HTTPException) and error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        answer = problem(405, text_of(request)(READ_ONLY))
        answer.headers["Allow"] = "GET, HEAD"
        return answer
    return problem(404, text_of(request)(NO_SUCH))


def problem(status: int, detail: str) -> Response:
    """The problem with a status and what to do about it."""
    said = {"title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return JSONResponse(said, status, HEADERS | {"Cache-Control": "no-store"}, PROBLEM)
