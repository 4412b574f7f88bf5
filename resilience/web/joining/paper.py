"""Paper scorecards as a file that the browser shows, for those who run the workshop."""

from starlette.requests import Request
from starlette.responses import Response

from resilience.services.access.access import Visitor
from resilience.services.scorecards.paper import TO_WRITE, printed_scorecards
from resilience.store import Store, now
from resilience.web.pages import printed, text_of


def paper_page(request: Request, store: Store, visitor: Visitor, code: str) -> Response:
    """The scorecards of the department that the address asks for; raises `NotAllowed` for others."""
    choice = request.query_params.get("department", TO_WRITE)
    pdf = printed_scorecards(store, visitor, code, choice, text_of(request), now())
    return printed(pdf, f"scorecards-{code}")
