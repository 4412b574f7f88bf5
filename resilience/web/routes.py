"""The routes beside the Streamlit pages: joining, links, leaving, and print."""

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from resilience.errors import NotFound, ResilienceError, WrongTime
from resilience.framework.vocabulary import LARGEST_TABLE
from resilience.services.access.access import Visitor
from resilience.services.upkeep.secure_address import SecureAddress
from resilience.services.workshop import participants
from resilience.services.workshop.hall_sheet import printed_poster, printed_sheet
from resilience.services.workshop.plan import MIXED_TABLES
from resilience.services.workshop.workshops import WorkshopView, view_workshop
from resilience.settings import SITE, Settings
from resilience.store import Store, now
from resilience.text import Text, mark, offered
from resilience.text.languages import CHOICE
from resilience.web.api.routes import Api
from resilience.web.embed import Embeds
from resilience.web.evidence import EvidenceFiles
from resilience.web.feeds.routes import Feeds
from resilience.web.guard.cookies import keep_person, tokens_of
from resilience.web.guard.refusals import (
    MOST_JOINS,
    READING,
    OwnSite,
    TooMany,
    Window,
    form_route,
    whole,
)
from resilience.web.guard.visitors import visitor_of
from resilience.web.handbook import Handbook
from resilience.web.health import Health
from resilience.web.joining.in_app import app_of
from resilience.web.joining.keying import PaperCardPages
from resilience.web.joining.leaving import Leaving
from resilience.web.joining.links import Links
from resilience.web.joining.my_data import MyData
from resilience.web.joining.newcomers import asks_newcomers, joining_words, themes_of_groups
from resilience.web.joining.prints import paper_page, receipt_page
from resilience.web.pages import (
    address_of,
    keep_language,
    page,
    phone_address,
    printed,
    qr_svg,
    text_of,
)
from resilience.web.phone.routes import Phone
from resilience.web.photos import Photos
from resilience.web.sign_in.routes import SignInPages
from resilience.web.sign_in.tries import WrongCodes
from resilience.web.stage.routes import Stage
from resilience.wording.framework import with_theme_names

#: the buttons of the form that change its language
SPEAK = "speak"
NO_NUMBER = mark("Choose your department, and enter the number of people at the table.")


class Web:
    """The plain pages of one installation; its server `listens_on` an address ("": all), and on `secure` by https."""

    def __init__(
        self,
        store: Store,
        settings: Settings,
        listens_on: str = "",
        secure: SecureAddress | None = None,
    ) -> None:
        self.store = store
        self.settings = settings
        self._listens_on = listens_on
        self._secure = secure
        self.joins = Window(MOST_JOINS)
        self.wrong_codes = WrongCodes(self.joins)
        self.phone = Phone(store, settings)
        self.signing_in = SignInPages(store, settings)
        self.stage = Stage(store, settings, listens_on)

    def close(self) -> None:
        """Finish what waits to be written; to be called when the server ends."""
        self.phone.close()

    def routes(self) -> list[Route]:
        """The routes of the server apart from Streamlit's, the busiest first.

        Routes that change anything refuse requests from pages of other sites.
        """
        routes = self._all()
        for route in (one for one in routes if set(one.methods or ()) - READING):
            route.app = OwnSite(route.app, self.settings.public_url)
        return routes

    def _all(self) -> list[Route]:
        return [
            *self.phone.busy_routes(),
            *Health(self.store, self.settings, self.phone.writer).routes(),
            Route("/join", self.ask, methods=["GET"]),
            form_route("/join", self.join),
            Route("/joined", self.joined),
            Route("/receipt", self.receipt),
            Route("/poster", self.poster),
            Route("/paper", self.paper),
            form_route("/sheet", self.sheet),
            *Links(self.store, self.settings).routes(),
            *Embeds(self.store).routes(),
            *Feeds(self.store, self.settings).routes(),
            *self.signing_in.routes(),
            *self.phone.routes(),
            *self.stage.routes(),
            *Photos(self.store, self.settings).routes(),
            *EvidenceFiles(self.store, self.settings).routes(),
            *Leaving(self.store, self.settings).routes(),
            *MyData(self.store, self.settings).routes(),
            *PaperCardPages(self.store, self.settings, self.workshop_at).routes(),
            *Api(self.store, self.settings).routes(),
            *Handbook(SITE).routes(),
        ]

    def ask(self, request: Request) -> Response:
        """The form to join: the code first, then department and the rest."""
        code = request.query_params.get("code", "")
        if not code:
            return page(request, "code.html", error="", code="")
        try:
            workshop = self.workshop_at(request, code)
            participants.may_join(self.store, code)
        except ResilienceError as error:
            return _no_such_code(request, code, error)
        visitor = self._visitor(request)
        if visitor.participant_id and "new" not in request.query_params:
            here = participants.view_participant(self.store, visitor)
            if here.code == workshop.code:
                text = text_of(request, own=here.language)
                return page(request, "again.html", text=text, code=workshop.code, here=here)
        chosen = FormData({"department": request.query_params.get("group", "")})
        return _form(request, workshop, chosen, text_of(request, workshop.language))

    def join(self, request: Request, form: FormData) -> Response:
        """Join with the form's values; the answer sets the cookie and shows the return link."""
        code, text = str(form.get("code", "")), _chosen_text(request, form)
        if SPEAK in form:
            return self._speak(request, code, form, text)
        try:
            with self.joins.counting(request):
                token = self._join(request, code, form, text.language)
        except (NotFound, WrongTime, TooMany) as error:
            return _no_such_code(request, code, error)
        except ResilienceError as error:
            said = text.error(error)
            workshop = view_workshop(self.store, code)
            return _form(request, workshop, form, text, error=said, status=400)
        response = RedirectResponse("/joined", status_code=303)
        keep_person(request, response, token)
        return response

    def joined(self, request: Request) -> Response:
        """The own return link, as text and QR, and the way on to scoring."""
        token, visitor = tokens_of(request).person, self._visitor(request)
        if not visitor.participant_id:
            return RedirectResponse("/join", status_code=303)
        here = participants.view_participant(self.store, visitor)
        link = f"{address_of(request, self.settings.public_url)}/return/{token}"
        workshop = view_workshop(self.store, here.code)
        return page(
            request,
            "joined.html",
            text=with_theme_names(workshop.framework, text_of(request, own=here.language)),
            here=here,
            workshop=workshop,
            asked=asks_newcomers(workshop),
            link=link,
            qr=qr_svg(link),
            app=app_of(request),
        )

    def receipt(self, request: Request) -> Response:
        """What the participant of the cookie answered, to be printed; nobody else's."""
        address = address_of(request, self.settings.public_url)
        link = f"{address}/return/{tokens_of(request).person}"
        return receipt_page(request, self.store, self._visitor(request), link, self.settings.key)

    def poster(self, request: Request) -> Response:
        """The join poster for print, a PDF."""
        workshop = self.workshop_at(request, request.query_params.get("code", ""))
        address = self._address(request)
        encrypted = self._secure.of(address) if self._secure else None
        pdf = printed_poster(workshop, address, text_of(request), now(), encrypted)
        return printed(pdf, f"join-{workshop.code}")

    def paper(self, request: Request) -> Response:
        """Scorecards on paper, a PDF for those who run the workshop."""
        workshop = self.workshop_at(request, request.query_params.get("code", ""))
        return paper_page(request, self.store, self._visitor(request), workshop.code)

    def sheet(self, request: Request, form: FormData) -> Response:
        """Wi-Fi and workshop on a sheet, a PDF; what was typed about the Wi-Fi is kept nowhere."""
        workshop = self.workshop_at(request, str(form.get("code", "")))
        pdf = printed_sheet(
            workshop,
            self._address(request),
            _chosen_text(request, form),
            now(),
            network=str(form.get("network", "")).strip(),
            password=str(form.get("password", "")),
        )
        return printed(pdf, f"wifi-{workshop.code}")

    def _address(self, request: Request) -> str:
        return phone_address(request, self.settings.public_url, self._listens_on)

    def workshop_at(self, request: Request, code: str) -> WorkshopView:
        """The workshop with a code; raises `NotFound`, and for strangers `TooMany` after many wrong ones."""
        if not participants.belongs_to(self.store, self._visitor(request), code):
            self.wrong_codes.check(request)
        try:
            return view_workshop(self.store, code)
        except NotFound:
            self.wrong_codes.count(request)
            raise

    def _visitor(self, request: Request) -> Visitor:
        return visitor_of(request, self.store, self.settings)

    def _speak(self, request: Request, code: str, form: FormData, text: Text) -> Response:
        """The form in another language, with what was filled in so far."""
        try:
            workshop = self.workshop_at(request, code)
        except (NotFound, TooMany) as error:
            return _no_such_code(request, code, error)
        asked = _form(request, workshop, form, text)
        keep_language(asked, text.language)
        return asked

    def _join(self, request: Request, code: str, form: FormData, language: str) -> str:
        self.workshop_at(request, code)
        participants.may_join(self.store, code)
        size = whole(form.get("size"), NO_NUMBER) if form.get("as") == "table" else None
        return participants.join(
            self.store,
            code,
            department_id=whole(form.get("department"), NO_NUMBER),
            language=language,
            size=size,
            remote=form.get("remote") == "1",
        )


def _form(
    request: Request,
    workshop: WorkshopView,
    form: FormData,
    text: Text,
    *,
    error: str = "",
    status: int = 200,
) -> HTMLResponse:
    """The form to join, with what was filled in so far."""
    text = with_theme_names(workshop.framework, text)
    return page(
        request,
        "join.html",
        status=status,
        text=text,
        workshop=workshop,
        joining=joining_words(workshop, text),
        mixed=MIXED_TABLES,
        themes=themes_of_groups(workshop, text),
        most=LARGEST_TABLE,
        error=error,
        form=form,
        speak=SPEAK,
    )


def _no_such_code(request: Request, code: str, error: ResilienceError) -> HTMLResponse:
    """The field for the code again, with why the one given does not help."""
    said, status = text_of(request).error(error), 429 if isinstance(error, TooMany) else 404
    return page(request, "code.html", status=status, error=said, code=code)


def _chosen_text(request: Request, form: FormData) -> Text:
    """The words in the language of the button that was pressed, else of the form."""
    for field in (SPEAK, CHOICE):
        chosen = offered(str(form.get(field, "")))
        if chosen:
            return Text(chosen)
    return text_of(request)
