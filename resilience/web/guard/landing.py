"""Where a capability link leads, and what a page says that was refused."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from resilience.errors import ResilienceError
from resilience.services.access.access import READERS, RUNNERS, Role, Visitor
from resilience.services.workshop.workshops import WorkshopView, workshops_of
from resilience.store import Store
from resilience.watching import troubled
from resilience.watching.words import broken_words
from resilience.web.guard.problems import is_for_program, problem, refused
from resilience.web.guard.refusals import TooMany, is_json, status_of
from resilience.web.pages import HEADERS, page, text_of


def landing(store: Store, visitor: Visitor) -> str:
    """Where the role of a link works, in its own workshop, or the page that was shared by it."""
    if visitor.shared:
        shared = visitor.shared[0]
        there = workshops_of(store, replace(visitor, page=shared.page))
        code = next((w.code for w in there if w.id == shared.workshop_id), None)
        return f"/{shared.page}?workshop={code}" if code else f"/{shared.page}"
    grant = visitor.grants[0]
    if grant.role == "coordinator":
        return "/network"
    mine = workshops_of(store, visitor)
    own = next((w for w in mine if w.id == grant.workshop_id), None)
    return f"/{_page_of(grant.role, own)}?workshop={own.code}" if own else "/"


def _page_of(role: Role, workshop: WorkshopView) -> str:
    """Where a role works: a lead on the reply of the department while replies are awaited."""
    if role in RUNNERS:
        return "live"
    if role == "lead" and workshop.reveals and workshop.replies == "awaited":
        return "reply"
    return "discuss" if role == "group" else "overview"


def first_page(store: Store, visitor: Visitor) -> str:
    """Where somebody who signed in goes: to their workshop where they have one, else to all of them."""
    mine = [
        w for w in workshops_of(store, visitor) if visitor.may(w.id, READERS) and not w.rehearses
    ]
    if len(mine) == 1 and not visitor.is_host:
        page = "live" if visitor.may(mine[0].id, RUNNERS) else "overview"
        return f"/{page}?workshop={mine[0].code}"
    return "/network" if not mine and visitor.is_coordinator else "/"


def not_allowed(request: Request, error: Exception) -> Response:
    """A refusal or failure of a plain page, in words; as JSON to a script that sent some."""
    if is_for_program(request):
        return refused(request, error)
    said = ""
    if isinstance(error, ResilienceError):
        troubled(error, "page")
        said = text_of(request).error(error)
    if is_json(request):
        return JSONResponse({"why": said}, status_code=status_of(error), headers=HEADERS)
    return page(request, "message.html", status=status_of(error), said=said)


def form_page(
    request: Request, template: str, error: ResilienceError | None = None, **values: object
) -> Response:
    """A page with a form; where what was sent was refused, with the reason and when to try again."""
    text = text_of(request)
    response = page(
        request,
        template,
        status_of(error) if error else 200,
        text,
        error=text.error(error) if error else "",
        **values,
    )
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.seconds)
    return response


def broken(request: Request, mark: str) -> Response:
    """What a plain page says of an error that nobody expected, with the mark that the log has."""
    said = broken_words(text_of(request), mark)
    if is_for_program(request):
        return problem(500, said)
    return page(request, "message.html", status=500, said=said)


def gone(_request: Request, _error: Exception) -> Response:
    """Nothing, for a device that went away while it sent: the network is weak, the server is well."""
    return Response(status_code=400)
