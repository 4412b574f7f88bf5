"""The receipt as a plain page: it prints as it is, and holds one person's answers alone."""

from starlette.requests import Request
from starlette.responses import HTMLResponse

from resilience.services.access import Visitor
from resilience.services.in_words import closing_words
from resilience.services.receipt import own_receipt, receipt_lines
from resilience.store import Store
from resilience.text import Text, offered
from resilience.text.languages import CHOICE
from resilience.web.pages import page, qr_svg, text_of


def receipt_page(request: Request, store: Store, visitor: Visitor, link: str) -> HTMLResponse:
    """The receipt of the visitor with the own return `link`; raises `NotAllowed` for others."""
    receipt = own_receipt(store, visitor)
    text = _text(request, visitor)
    return page(
        request,
        "receipt.html",
        text=text,
        receipt=receipt,
        workshop=receipt.workshop,
        themes=list(receipt_lines(receipt, text)),
        closing=closing_words(receipt.workshop, text),
        link=link,
        qr=qr_svg(link),
    )


def _text(request: Request, visitor: Visitor) -> Text:
    """The language chosen in this browser, else the one that the person chose when joining."""
    if offered(request.query_params.get(CHOICE)) or offered(request.cookies.get(CHOICE)):
        return text_of(request)
    return Text(visitor.language) if visitor.language else text_of(request)
