"""A participant downloads or erases all that is stored about them, on plain pages."""

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from resilience.errors import InputError, WrongTime
from resilience.scorecard.place import person_key
from resilience.services.access.access import Visitor
from resilience.services.access.tokens import PERSON
from resilience.services.voting.my_data import erase_own, file_name, own_file, own_keeping
from resilience.settings import Settings
from resilience.store import Store
from resilience.web.guard.cookies import forget, tokens_of
from resilience.web.guard.refusals import form_route
from resilience.web.guard.visitors import participant_here
from resilience.web.joining.in_app import app_of
from resilience.web.pages import HEADERS, page, text_of
from resilience.web.side_page import read_news, side_page
from resilience.wording.privacy import kept_lines, retention_words

#: the field by which somebody says that it is meant
MEANT = "meant"


class MyData:
    """The routes from /my-data on, for the participant of the cookie."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings

    def routes(self) -> list[Route]:
        """Return the routes of /my-data."""
        return [
            Route("/my-data", self.show),
            Route("/my-data/file", self.file),
            Route("/my-data/erase", self.ask, methods=["GET"]),
            form_route("/my-data/erase", self.erase),
            Route("/erased", self.erased),
        ]

    def show(self, request: Request) -> Response:
        """What is kept, for how long, and the ways to take or erase it."""
        visitor = self._visitor(request)
        mine, text = own_keeping(self._store, visitor), text_of(request, own=visitor.language)
        return side_page(
            request,
            "my-data.html",
            text,
            news=read_news(self._store, visitor, text, self._settings.key, "/my-data"),
            app=app_of(request),
            mine=mine,
            kept=[(*line, n) for line, n in zip(kept_lines(text), mine.rows.values(), strict=True)],
            long=retention_words(self._settings.retention_days, text),
        )

    def file(self, request: Request) -> Response:
        """All that is kept, as a file."""
        visitor = self._visitor(request)
        mine = own_keeping(self._store, visitor)
        content = own_file(self._store, visitor, text_of(request, own=visitor.language))
        named = {"Content-Disposition": f'attachment; filename="{file_name(mine.workshop)}"'}
        return StreamingResponse(content, media_type="application/json", headers=HEADERS | named)

    def ask(self, request: Request) -> Response:
        """Whether erasing is meant, and what it does."""
        visitor = self._visitor(request)
        mine, text = own_keeping(self._store, visitor), text_of(request, own=visitor.language)
        person = person_key(tokens_of(request).person)
        return page(request, "erase.html", text=text, mine=mine, meant=MEANT, person=person)

    def erase(self, request: Request, form: FormData) -> Response:
        """Erase all of it and forget who this device is; only of the person whose page asked, who meant it."""
        if form.get(MEANT) != "yes":
            raise InputError("Nothing was erased. Open the page again and press the button on it.")
        visitor = self._visitor(request)
        here = visitor.participant_id is not None
        if here and form.get("person") != person_key(tokens_of(request).person):
            raise WrongTime(
                "Someone else is now using this device, so nothing was erased. To erase your "
                "data, open your own return link first."
            )
        erase_own(self._store, visitor)
        response = RedirectResponse("/erased", status_code=303, headers=HEADERS)
        forget(request, response, [PERSON])
        return response

    def erased(self, request: Request) -> Response:
        """That it was done."""
        return page(request, "erased.html")

    def _visitor(self, request: Request) -> Visitor:
        return participant_here(request, self._store, self._settings)
