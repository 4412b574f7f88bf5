"""The plain pages: rendered from templates, with nothing loaded from elsewhere."""

from pathlib import Path

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from resilience.services.upkeep.addresses import for_phones
from resilience.text import LANGUAGES, Text, best_language, offered
from resilience.text.languages import CHOICE

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
# signs of other alphabets as they are: half of the bytes for weak networks
_TEMPLATES.policies["json.dumps_kwargs"] = {
    "sort_keys": True,
    "ensure_ascii": False,
    "separators": (",", ":"),
}


def text_of(request: Request, default: str = "en", own: str | None = None) -> Text:
    """The words in the language that was chosen: now, or in this browser before.

    Else the participant's `own`, else the one that the browser asks for, else `default`.
    """
    chosen = offered(request.query_params.get(CHOICE)) or offered(request.cookies.get(CHOICE))
    accepted = best_language(request.headers.get("accept-language", ""))
    return Text(chosen or offered(own) or accepted or offered(default) or "en")


def page(
    request: Request, template: str, status: int = 200, text: Text | None = None, **values: object
) -> HTMLResponse:
    """A plain page; it may not be kept by anything between the server and the person.

    A language that the address chooses is kept in this browser.
    """
    said = text or text_of(request)
    return respond(request, render(request, template, said, **values), said, status)


def render(request: Request, template: str, text: Text, **values: object) -> str:
    """A page as text."""
    return _TEMPLATES.get_template(template).render(
        text=text, lang=text.language, languages=LANGUAGES, spoken=_spoken(request), **values
    )


def fragment(template: str, text: Text, **values: object) -> str:
    """A part of a page as text, the same for every request in a language."""
    return _TEMPLATES.get_template(template).render(text=text, **values)


def respond(request: Request, body: str, text: Text, status: int = 200) -> HTMLResponse:
    """A page that was made, in the language of `text`; see `page`."""
    response = HTMLResponse(body, status_code=status, headers=HEADERS)
    if CHOICE in request.query_params:
        keep_language(response, text.language)
    return response


def keep_language(response: HTMLResponse, language: str) -> None:
    """Keep a chosen language in this browser; the pages' own script may change it."""
    response.set_cookie(CHOICE, language, max_age=YEAR, path="/", samesite="lax")


def _spoken(request: Request) -> dict[str, str]:
    """The address of this page in each language."""
    return {
        code: str(request.url.include_query_params(**{CHOICE: code}).replace(scheme="", netloc=""))
        for code in LANGUAGES
    }


YEAR = 365 * 24 * 3600
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


def phone_address(request: Request, public_url: str, listens_on: str) -> str:
    """The address that phones use; see `for_phones`."""
    return for_phones(address_of(request, public_url), public_url, listens_on)


def address_of(request: Request, public_url: str) -> str:
    """The address at which the page was opened, or that of the setting, without a slash at the end."""
    if public_url:
        return public_url.rstrip("/")
    return f"{request.url.scheme}://{request.headers.get('host', 'localhost')}"


def printed(content: bytes, name: str) -> Response:
    """A PDF that the browser shows, and keeps under a name."""
    named = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return Response(content, media_type="application/pdf", headers=HEADERS | named)
