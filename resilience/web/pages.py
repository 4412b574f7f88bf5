"""The plain pages: rendered from templates, with nothing loaded from elsewhere."""

from pathlib import Path

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from resilience.text import LANGUAGES, Text

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def text_of(request: Request) -> Text:
    """The words in the language that the browser asks for, where it is offered."""
    for part in request.headers.get("accept-language", "").split(","):
        code = part.split(";")[0].strip().split("-")[0].lower()
        if code in LANGUAGES:
            return Text(code)
    return Text("en")


def page(request: Request, template: str, status: int = 200, **values: object) -> HTMLResponse:
    """A plain page; it may not be kept by anything between the server and the person."""
    text = text_of(request)
    body = _TEMPLATES.get_template(template).render(text=text, lang=text.language, **values)
    return HTMLResponse(body, status_code=status, headers=HEADERS)


HEADERS = {
    "Cache-Control": "no-store",
    # not no-referrer: with it a browser says `Origin: null` when it posts the page's own form
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
}


def qr_svg(address: str) -> str:
    """A QR code as an SVG image for an <img>: crisp on a projector and on paper."""
    return segno.make(address, error="m").svg_data_uri(scale=8, border=2)


def address_of(request: Request, public_url: str) -> str:
    """The address that people's devices use, without a slash at the end."""
    if public_url:
        return public_url.rstrip("/")
    return f"{scheme_of(request)}://{request.headers.get('host', 'localhost')}"


def scheme_of(request: Request) -> str:
    """http or https, as the person's browser sees it through whatever stands before the server."""
    return request.headers.get("x-forwarded-proto", request.url.scheme).split(",")[0].strip()
