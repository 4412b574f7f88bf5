"""The routes of the light page for phones: the page, its forms, its script and what that sends."""

import hmac
import time
from collections.abc import Sequence
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from resilience.errors import (
    CannotRun,
    InputError,
    NotAllowed,
    ResilienceError,
    WrongTime,
)
from resilience.scorecard import SCRIPT
from resilience.scorecard.place import (
    person_key,
    seal_of,
)
from resilience.services.access.access import NOBODY, Visitor
from resilience.services.access.tokens import hashed
from resilience.services.results.own_page import read_own_page
from resilience.services.voting.deliveries import (
    BatchResult,
    Submission,
    SubmissionBatch,
    deliver_all,
)
from resilience.services.voting.responses import own_ballot
from resilience.services.voting.writer import Writer
from resilience.services.workshop.agenda import seconds_left
from resilience.services.workshop.participants import speak
from resilience.settings import Settings
from resilience.store import Store, now
from resilience.text import Text
from resilience.text.languages import CHOICE
from resilience.watching import PHONE, saving_all, troubled
from resilience.web import side_page
from resilience.web.files import CachedFile, bare
from resilience.web.guard.cookies import tokens_of
from resilience.web.guard.refusals import is_json, read_body, read_form, status_of
from resilience.web.guard.visitors import participant_here
from resilience.web.pages import HEADERS, text_of
from resilience.web.phone.after_vote import AfterVoteForms
from resilience.web.phone.allowance import Allowances
from resilience.web.phone.phone_forms import (
    MOST_BYTES,
    PhoneForm,
    check_stored,
    read_filled,
    read_typed,
    submissions_of,
)
from resilience.web.phone.phone_page import WIDE, background_page, phone_page
from resilience.web.phone.points import PointsPage
from resilience.web.phone.questions import QuestionPages
from resilience.web.phone.sendings import (
    MOST_POSTED,
    UNREAD,
    Post,
    read_post,
    read_sending,
    response_for,
)
from resilience.web.phone.state import State

#: seconds for which all phones of a workshop share one reading of its state
SHARED = 0.1
#: workshops whose state is kept, those that were looked at last
WORKSHOPS = 300


class Phone:
    """The routes of the phone page."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self.writer = Writer(store)
        self._allowances = Allowances()
        self._states: dict[str, tuple[float, State]] = {}
        self._script = CachedFile.of(bare(SCRIPT.read_text(encoding="utf-8")).encode(), SCRIPT.name)

    def routes(self) -> list[Route]:
        """The routes from /m on, without the busy ones."""
        return [
            Route("/m", self.show, methods=["GET"]),
            Route("/m", self.keep, methods=["POST"]),
            Route("/m/sheet.js", self.script),
            Route("/m/wide.css", self.wide),
            Route("/m/background", self.background),
            Route("/m/side_page.js", self.side_script),
            *AfterVoteForms(
                self._store, self._settings, visitor=self._person, show=self._again
            ).routes(),
            *PointsPage(self._store, self._settings).routes(),
            *QuestionPages(self._store, self._settings, self._person).routes(),
        ]

    def busy_routes(self) -> list[Route]:
        """What the page's script asks all the time; to be looked at before other routes."""
        return [
            Route("/m/answers", self.take, methods=["POST"]),
            Route("/m/state", self.state),
        ]

    def close(self) -> None:
        """Write what waits, and end."""
        self.writer.close()

    def show(self, request: Request) -> Response:
        """The page at an indicator, or at the first one without an answer."""
        visitor = self._visitor(request)
        if visitor.participant_id is None:
            return RedirectResponse("/join", status_code=303, headers=HEADERS)
        text = text_of(request, own=visitor.language)
        if CHOICE in request.query_params and text.language != visitor.language:
            speak(self._store, visitor, text.language)
        return self._page(request, visitor, text, PhoneForm(at=request.query_params.get("at", "")))

    async def keep(self, request: Request) -> Response:
        """Store what a form of the page says, and go on to the next screen."""
        form = await read_form(request, MOST_BYTES)
        visitor = await run_in_threadpool(self._visitor, request)
        if visitor.participant_id is None:
            return RedirectResponse("/join", status_code=303, headers=HEADERS)
        if "person" in form:
            _same_person(request, str(form["person"]))
        text, filled = text_of(request, own=visitor.language), read_typed(form)
        try:
            filled = read_filled(form)
            ballot = await run_in_threadpool(own_ballot, self._store, visitor)
            if sent := submissions_of(filled, ballot, text.language):
                check_stored((await self._store_all(visitor.known_by, sent)).each)
        except (InputError, WrongTime) as error:
            return await run_in_threadpool(self._page, request, visitor, text, filled, error)
        return RedirectResponse(filled.onwards(ballot.asked), status_code=303, headers=HEADERS)

    async def take(self, request: Request) -> Response:
        """Store what waited on a phone; tell of each what became of it, after the commit.

        Who sends is looked up with the writing, in one transaction; before that only what is refused.
        """
        try:
            if not is_json(request):
                raise InputError(UNREAD)
            post = read_post(await read_body(request, MOST_POSTED))
            _same_person(request, post.person)
            results = await self._deliver(request, post)
        except ResilienceError as error:
            return await run_in_threadpool(self._refuse, request, error)
        return JSONResponse({"results": results}, headers=HEADERS)

    async def state(self, request: Request) -> Response:
        """The state of a workshop, its clock, and the participant of the device; pages poll it and reload on a change.

        Only for who has the page: codes cannot be guessed here, nor a hall be shut out by guesses.
        """
        code, seal = (request.query_params.get(name, "") for name in ("code", "seal"))
        if not hmac.compare_digest(seal.encode(), seal_of(self._settings.key, code).encode()):
            return JSONResponse({}, status_code=404, headers=HEADERS)
        seen, state = self._states.get(code, (0.0, State()))
        if not any(state) or time.monotonic() - seen > SHARED:
            if any(state):  # while one reads, the others get the last state
                self._keep_state(code, state)
            state = await run_in_threadpool(State.now, self._store, code)
            self._keep_state(code, state)
        person = tokens_of(request).person
        step, ends = state.clock or ("", None)
        told = {
            "state": state.of(request.query_params, hashed(person)),
            "person": person_key(person),
            "step": step,
            "left": seconds_left(ends, now()),
            "points": state.points,
        }
        return JSONResponse(told, headers=HEADERS)

    async def script(self, request: Request) -> Response:
        """The page's script; its address changes with it."""
        return self._script.answer(request.headers)

    async def side_script(self, request: Request) -> Response:
        """Serve the script of a participant's other pages."""
        return side_page.SCRIPT.answer(request.headers)

    def background(self, request: Request) -> Response:
        """Why each indicator matters and where to look; for participants, when they open it."""
        visitor = self._visitor(request)
        text = text_of(request, own=visitor.language)
        body = background_page(read_own_page(self._store, visitor, text.language), text)
        return Response(body, media_type="application/json", headers=HEADERS)

    async def wide(self, request: Request) -> Response:
        """The style of wide screens, which the script asks for on one."""
        return WIDE.answer(request.headers)

    def _keep_state(self, code: str, state: State) -> None:
        self._states.pop(code, None)
        self._states[code] = time.monotonic(), state
        if len(self._states) > WORKSHOPS:
            del self._states[next(iter(self._states))]

    async def _deliver(self, request: Request, post: Post) -> list[dict[str, object]]:
        """Return the reply for each sending; a failure of the server fails the whole post."""
        read = [read_sending(raw) for raw in post.answers]
        sent = [one for one in read if isinstance(one, Submission)]
        became = await self._store_all(
            hashed(tokens_of(request).person), sent, unread=len(read) - len(sent)
        )
        text = partial(text_of, request, own=became.language)
        each, standing = iter(became.each), iter(became.standing)
        return [
            response_for(next(each), text, next(standing))
            if isinstance(one, Submission)
            else response_for(one, text)
            for one in read
        ]

    async def _store_all(
        self, known_by: str, sent: Sequence[Submission], unread: int = 0
    ) -> BatchResult:
        """What became of all that somebody sent at once, counted and timed; raises `TooMany` beyond their pace."""
        trim = self._allowances.take(known_by, len(sent) + unread)
        with saving_all(PHONE, len(sent)) as saved:
            try:
                batch = SubmissionBatch(known_by, sent, trim)
                became = await self.writer.write_together(deliver_all, batch)
            except NotAllowed:
                self._allowances.forget(known_by)  # or strangers could fill the memory
                raise
            saved.extend(became.each)
        return became

    def _refuse(self, request: Request, error: ResilienceError) -> Response:
        """Why a whole post is refused; first of all because nobody knows who sent it."""
        visitor = NOBODY
        try:
            visitor = self._visitor(request)
            if visitor.participant_id is None:
                error = NotAllowed("You have not joined a workshop on this device.")
        except CannotRun as trouble:
            error = trouble
        troubled(error, "phone")
        why = {"why": text_of(request, own=visitor.language).error(error)}
        return JSONResponse(why, status_code=status_of(error), headers=HEADERS)

    def _person(self, request: Request, person: str) -> Visitor:
        """The visitor, if it is the `person` whose page it was."""
        visitor = self._visitor(request)
        if visitor.participant_id is None:
            raise NotAllowed("You have not joined a workshop on this device.")
        _same_person(request, person)
        return visitor

    def _again(self, request: Request, error: ResilienceError) -> HTMLResponse:
        """The page again, with why a form of it was refused."""
        visitor = self._visitor(request)
        text = text_of(request, own=visitor.language)
        return self._page(request, visitor, text, PhoneForm(at=""), error)

    def _visitor(self, request: Request) -> Visitor:
        return participant_here(request, self._store, self._settings)

    def _page(
        self,
        request: Request,
        visitor: Visitor,
        text: Text,
        filled: PhoneForm,
        error: ResilienceError | None = None,
    ) -> HTMLResponse:
        return phone_page(
            request,
            read_own_page(self._store, visitor, text.language),
            text,
            filled,
            key=self._settings.key,
            version=self._script.mark,
            error=error,
        )


def _same_person(request: Request, person: str) -> None:
    """Refuse what was given on the page of somebody who is not this device's person any more."""
    if person != person_key(tokens_of(request).person):
        raise WrongTime(
            "Someone else is now answering on this device, so this was not saved. Open your "
            "own return link to continue."
        )
