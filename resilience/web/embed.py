"""Charts of published results for pages of other sites: no cookie, no script, no way into the product."""

from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from resilience.errors import NotFound, WrongTime
from resilience.services.cities.shares import embedded
from resilience.services.results.shared import result_at
from resilience.store import Store
from resilience.text import LANGUAGES, Text, best_language
from resilience.web.guard.refusals import MOST_WRONG_LINKS, TooMany, Window, status_of
from resilience.web.pages import fragment

if TYPE_CHECKING:
    from resilience.outputs.embed import EmbeddedChart

HEADERS = {
    "Cache-Control": "public, max-age=300",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "form-action 'none'; base-uri 'none'; frame-ancestors *",
}


class Embeds:
    """The routes /embed/TOKEN and /embed/TOKEN.svg."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._wrong = Window(MOST_WRONG_LINKS)

    def routes(self) -> list[Route]:
        """The routes, for the app."""
        return [
            Route("/embed/{token}.svg", self.picture, methods=["GET"]),
            Route("/embed/{token}", self.page, methods=["GET"]),
        ]

    def page(self, request: Request) -> Response:
        """The chart as a page for a frame, or a sentence on why there is none."""
        try:
            chart, language = self._chart(request)
        except (NotFound, WrongTime, TooMany) as error:
            return _refused(request, error)
        body = fragment(
            "embed.html",
            Text(language),
            lang=language,
            chart=chart,
            wide=_as_data(chart.wide),
            narrow=_as_data(chart.narrow),
        )
        return HTMLResponse(body, headers=HEADERS)

    def picture(self, request: Request) -> Response:
        """The chart with its finding and source as an SVG file."""
        try:
            chart, _ = self._chart(request)
        except (NotFound, WrongTime, TooMany) as error:
            return _refused(request, error)
        return Response(chart.picture, media_type="image/svg+xml", headers=HEADERS)

    def _chart(self, request: Request) -> tuple["EmbeddedChart", str]:
        """The chart of an address and its language, drawn once per revision; counts wrong addresses."""
        # what draws it needs pandas, which a server loads when it is needed
        from resilience.outputs.embed import embedded_chart  # noqa: PLC0415

        try:
            *at, language = embedded(self._store, str(request.path_params["token"]))
        except NotFound:
            self._wrong.check(request)
            self._wrong.count(request)
            raise
        workshop_id, revision = at
        chart = self._store.shared.get(
            (workshop_id, revision),
            embedded_chart,
            lambda: embedded_chart(result_at(self._store, workshop_id, revision), Text(language)),
            language,
            len(LANGUAGES),
        )
        return chart, language


def _refused(request: Request, error: NotFound | WrongTime | TooMany) -> Response:
    """A sentence for a frame, in the language of the browser; it is not kept."""
    language = best_language(request.headers.get("accept-language", "")) or "en"
    text = Text(language)
    status = 404 if isinstance(error, WrongTime) else status_of(error)
    body = fragment("embed.html", text, lang=language, chart=None, said=text.error(error))
    return HTMLResponse(body, status, HEADERS | {"Cache-Control": "no-store"})


def _as_data(svg: str) -> str:
    """A picture as an address: as text, which is a third smaller on its way than base64."""
    return "data:image/svg+xml," + quote(svg, safe=":/=;,'()!*")
