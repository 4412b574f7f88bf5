"""The routes beside the Streamlit pages: /join, /joined, /return, /receipt, /next, ..."""

from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from resilience.errors import InputError, NotAllowed, NotFound, ResilienceError, WrongTime
from resilience.services import participants
from resilience.services.access import NOBODY, RUNNERS, Visitor, identify
from resilience.services.demo import demo_state
from resilience.services.poster import printed_poster
from resilience.services.tokens import PERSON, STAFF, split_tokens
from resilience.services.workshops import MIXED_TABLES, view_workshop, workshops_of
from resilience.settings import Settings
from resilience.store import Store, now
from resilience.text import Text, offered
from resilience.text.languages import CHOICE
from resilience.web.cookies import forget, keep_person, keep_staff
from resilience.web.pages import HEADERS, address_of, keep_language, page, qr_svg, text_of
from resilience.web.receipt import receipt_page

#: bytes of one field of a form: people choose, and type a number or two
MOST_BYTES = 4096
#: the buttons of the form that change its language
SPEAK = "speak"
#: status of a refusal; whatever else went wrong is the server's fault
STATUS = {InputError: 400, NotAllowed: 403, NotFound: 404, WrongTime: 409}


class Web:
    """The plain pages of one installation."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self.store = store
        self.settings = settings

    def routes(self) -> list[Route]:
        """All routes, to be served beside the Streamlit pages."""
        return [
            Route("/healthz", self.health),
            Route("/join", self.ask, methods=["GET"]),
            Route("/join", self.join, methods=["POST"]),
            Route("/joined", self.joined),
            Route("/return/{token}", self.come_back),
            Route("/receipt", self.receipt),
            Route("/next", self.next_person, methods=["POST"]),
            Route("/open/{token}", self.open_link),
            Route("/leave", self.leave, methods=["POST"]),
            Route("/poster", self.poster),
        ]

    async def health(self, _request: Request) -> Response:
        """Whether the server answers and reads its database."""
        try:
            await run_in_threadpool(demo_state, self.store)
        except ResilienceError as error:
            return JSONResponse({"status": "failing", "reason": str(error)}, status_code=503)
        return JSONResponse({"status": "ok"})

    def ask(self, request: Request) -> Response:
        """The form to join: the code first, then department and the rest."""
        code = request.query_params.get("code", "")
        if not code:
            return page(request, "code.html", error="", code="")
        try:
            tidy = participants.may_join(self.store, code)
        except ResilienceError as error:
            said = text_of(request).error(error)
            return page(request, "code.html", status=404, error=said, code=code)
        if self._visitor(request).participant_id and "new" not in request.query_params:
            here = participants.view_participant(self.store, self._visitor(request))
            if here.code == tidy:
                text = text_of(request, own=here.language)
                return page(request, "again.html", text=text, code=tidy, here=here)
        workshop = view_workshop(self.store, tidy)
        return self._form(request, tidy, FormData(), text_of(request, workshop.language))

    async def join(self, request: Request) -> Response:
        """Join with the form's values; the answer sets the cookie and shows the return link."""
        refuse_other_sites(request, self.settings.public_url)
        form = await read_form(request)
        code, text = str(form.get("code", "")), _chosen_text(request, form)
        if SPEAK in form:
            asked = self._form(request, code, form, text)
            keep_language(asked, text.language)
            return asked
        try:
            token = await run_in_threadpool(self._join, code, form, text.language)
        except (NotFound, WrongTime) as error:
            said = text_of(request).error(error)
            return page(request, "code.html", status=404, error=said, code=code)
        except ResilienceError as error:
            said = text.error(error)
            return self._form(request, code, form, text, error=said, status=400)
        response = RedirectResponse("/joined", status_code=303)
        keep_person(request, response, token)
        return response

    def joined(self, request: Request) -> Response:
        """The own return link, as text and QR, and the way on to scoring."""
        token = request.cookies.get(PERSON, "")
        visitor = self._visitor(request)
        if not visitor.participant_id:
            return RedirectResponse("/join", status_code=303)
        here = participants.view_participant(self.store, visitor)
        link = f"{address_of(request, self.settings.public_url)}/return/{token}"
        text = text_of(request, own=here.language)
        return page(request, "joined.html", text=text, here=here, link=link, qr=qr_svg(link))

    def come_back(self, request: Request) -> Response:
        """The own return link, on this or another device."""
        token = request.path_params["token"]
        if not identify(self.store, self.settings.key, participant_token=token).participant_id:
            text = text_of(request)  # by this name the sentence is found for translation
            said = text(
                "This return link is not known here. Look whether all of it was copied, or join "
                "with the code."
            )
            return page(request, "code.html", status=404, error=said, code="")
        response = RedirectResponse("/score", status_code=303, headers=HEADERS)
        keep_person(request, response, token)
        return response

    def receipt(self, request: Request) -> Response:
        """What the participant of the cookie answered, to be printed; nobody else's."""
        address = address_of(request, self.settings.public_url)
        token = request.cookies.get(PERSON, "")
        return receipt_page(
            request, self.store, self._visitor(request), f"{address}/return/{token}"
        )

    def next_person(self, request: Request) -> Response:
        """End this person's cookie on a shared device; the answers stay with the return link."""
        refuse_other_sites(request, self.settings.public_url)
        visitor, code = self._visitor(request), ""
        if visitor.participant_id:
            code = participants.view_participant(self.store, visitor).code
        response = RedirectResponse(f"/join?code={code}", status_code=303)
        forget(response, [PERSON])
        return response

    def open_link(self, request: Request) -> Response:
        """A capability link: keep it in this browser and go where its role works."""
        token = request.path_params["token"]
        visitor = identify(self.store, self.settings.key, staff_tokens=[token])
        if visitor == NOBODY:
            text = text_of(request)
            said = text(
                "This link is not valid: it may have been replaced. Ask whoever gave it to you."
            )
            return page(request, "message.html", status=404, said=said)
        response = RedirectResponse(self._landing(visitor), status_code=303, headers=HEADERS)
        keep_staff(request, response, token)
        return response

    def leave(self, request: Request) -> Response:
        """End all links and the participant on this device."""
        refuse_other_sites(request, self.settings.public_url)
        response = RedirectResponse("/", status_code=303)
        forget(response, [PERSON, STAFF])
        return response

    def poster(self, request: Request) -> Response:
        """The join poster for print, a PDF."""
        try:
            workshop = view_workshop(self.store, request.query_params.get("code", ""))
        except NotFound as error:
            return page(request, "message.html", status=404, said=text_of(request).error(error))
        address = address_of(request, self.settings.public_url)
        pdf = printed_poster(workshop, address, text_of(request), now())
        named = {"Content-Disposition": f'inline; filename="join-{workshop.code}.pdf"'}
        return Response(pdf, media_type="application/pdf", headers=HEADERS | named)

    def _visitor(self, request: Request) -> Visitor:
        return identify(
            self.store,
            self.settings.key,
            staff_tokens=split_tokens(request.cookies.get(STAFF, "")),
            participant_token=request.cookies.get(PERSON, ""),
        )

    def _landing(self, visitor: Visitor) -> str:
        """Where the role of a link works, in its own workshop."""
        grant = visitor.grants[0]
        mine = workshops_of(self.store, visitor)
        code = next((w.code for w in mine if w.id == grant.workshop_id), None)
        if code is None:
            return "/"
        page = "live" if grant.role in RUNNERS else "overview"
        return f"/{page}?workshop={code}"

    def _form(
        self,
        request: Request,
        code: str,
        form: FormData,
        text: Text,
        *,
        error: str = "",
        status: int = 200,
    ) -> HTMLResponse:
        """The form to join, with what was filled in so far."""
        return page(
            request,
            "join.html",
            status=status,
            text=text,
            workshop=view_workshop(self.store, code),
            mixed=MIXED_TABLES,
            most=participants.LARGEST_TABLE,
            error=error,
            form=form,
            speak=SPEAK,
        )

    def _join(self, code: str, form: FormData, language: str) -> str:
        participants.may_join(self.store, code)
        size = _whole(form.get("size")) if form.get("as") == "table" else None
        return participants.join(
            self.store,
            code,
            department_id=_whole(form.get("department")),
            language=language,
            size=size,
        )


def _chosen_text(request: Request, form: FormData) -> Text:
    """The words in the language of the button that was pressed, else of the form."""
    for field in (SPEAK, CHOICE):
        chosen = offered(str(form.get(field, "")))
        if chosen:
            return Text(chosen)
    return text_of(request)


async def read_form(request: Request) -> FormData:
    """The fields of a form; raises `InputError` where they are no form, too many or too long."""
    try:
        return await request.form(max_files=0, max_fields=20, max_part_size=MOST_BYTES)
    except HTTPException as error:
        raise InputError(
            "This form cannot be read, so nothing was done. Go back and fill it in again."
        ) from error


def refuse_other_sites(request: Request, public_url: str) -> None:
    """Raise `NotAllowed` for a post that another site's page sent."""
    origin = request.headers.get("origin")
    own = {urlsplit(public_url).netloc, request.headers.get("host", "")} - {""}
    foreign = origin is not None and origin.rpartition("://")[2] not in own
    if foreign or request.headers.get("sec-fetch-site") == "cross-site":
        raise NotAllowed("This form was sent from another site, so nothing was done.")


def not_allowed(request: Request, error: Exception) -> Response:
    """A refusal or failure of a plain page, in words."""
    said = text_of(request).error(error) if isinstance(error, ResilienceError) else ""
    status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 503)
    return page(request, "message.html", status=status, said=said)


def _whole(value: object) -> int:
    try:
        return int(str(value))
    except ValueError as error:
        raise InputError(
            "Choose your department, and give the number of people at the table."
        ) from error
