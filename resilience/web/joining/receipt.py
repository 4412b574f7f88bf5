"""The receipt as a plain page: it prints as it is, and holds one person's answers alone."""

from starlette.requests import Request
from starlette.responses import HTMLResponse

from resilience.outputs.receipt import own_receipt, receipt_lines
from resilience.services.access.access import Visitor
from resilience.store import Store
from resilience.web.pages import page, qr_svg, text_of
from resilience.wording.result import closing_words


def receipt_page(request: Request, store: Store, visitor: Visitor, link: str) -> HTMLResponse:
    """The receipt of the visitor with the own return `link`; raises `NotAllowed` for others."""
    receipt = own_receipt(store, visitor)
    text = text_of(request, own=visitor.language)
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
