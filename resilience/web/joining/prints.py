"""What a browser prints: a participant's own receipt, and scorecards on paper for those who run the workshop."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from resilience.outputs.receipt import own_receipt, receipt_lines
from resilience.services.access.access import Visitor
from resilience.services.scorecards.paper import TO_WRITE, printed_scorecards
from resilience.store import Store, now
from resilience.web.joining.in_app import app_of
from resilience.web.pages import printed, qr_svg, text_of
from resilience.web.side_page import read_news, side_page
from resilience.wording.closing import closing_words
from resilience.wording.framework import with_theme_names


def receipt_page(
    request: Request, store: Store, visitor: Visitor, link: str, key: bytes
) -> HTMLResponse:
    """The receipt of the visitor, with their return `link`; `key` signs marks. Raises `NotAllowed` for others."""
    receipt = own_receipt(store, visitor)
    text = with_theme_names(receipt.workshop.framework, text_of(request, own=visitor.language))
    return side_page(
        request,
        "receipt.html",
        text,
        news=read_news(store, visitor, text, key, "/receipt"),
        receipt=receipt,
        workshop=receipt.workshop,
        themes=list(receipt_lines(receipt, text)),
        closing=closing_words(receipt.workshop, text),
        link=link,
        qr=qr_svg(link),
        app=app_of(request),
    )


def paper_page(request: Request, store: Store, visitor: Visitor, code: str) -> Response:
    """The scorecards of the department that the address asks for; raises `NotAllowed` for others."""
    choice = request.query_params.get("department", TO_WRITE)
    pdf = printed_scorecards(store, visitor, code, choice, text_of(request), now())
    return printed(pdf, f"scorecards-{code}")
