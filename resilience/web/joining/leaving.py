"""The routes by which a device is handed on to the next person, signed out, or left by all."""

from collections.abc import Sequence
from functools import partial

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from resilience.scorecard.place import person_key
from resilience.services.access.tokens import ACCOUNT, PERSON, STAFF
from resilience.services.accounts.sign_ins import sign_out
from resilience.services.voting.own_votes import own_votes
from resilience.services.workshop.participants import view_participant
from resilience.settings import Settings
from resilience.store import Store
from resilience.web.guard.cookies import DEVICE, forget, tokens_of
from resilience.web.guard.refusals import form_route
from resilience.web.guard.visitors import visitor_of
from resilience.web.pages import page, text_of

ALL_COOKIES = (PERSON, STAFF, ACCOUNT, DEVICE)


class Leaving:
    """Ends the cookies of a device; what was answered stays with the return link."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store, self._settings = store, settings

    def routes(self) -> list[Route]:
        """The routes, for forms alone."""
        return [
            form_route("/next", self.next_person),
            Route("/leave", partial(self.leave, ends=ALL_COOKIES), methods=["POST"]),
            Route("/sign-out", partial(self.leave, ends=(ACCOUNT,)), methods=["POST"]),
        ]

    def next_person(self, request: Request, form: FormData) -> Response:
        """End this person's cookie on a shared device; asks first where the person has answered.

        The page that asks names its person: pressed when somebody else is here, it asks them.
        """
        visitor, code, sure = (
            visitor_of(request, self._store, self._settings),
            "",
            form.get("person"),
        )
        person = person_key(tokens_of(request).person)
        if visitor.participant_id:
            here = view_participant(self._store, visitor)
            code = here.code
            answered = any(vote.given for vote in own_votes(self._store, visitor))
            if sure != person and (sure or answered):
                text = text_of(request, own=here.language)
                return page(request, "next.html", text=text, here=here, person=person)
        response = RedirectResponse(f"/join?code={code}", status_code=303)
        forget(request, response, [PERSON])
        return response

    def leave(self, request: Request, ends: Sequence[str]) -> Response:
        """End the sign-in and these cookies on this device."""
        sign_out(self._store, tokens_of(request).account)
        response = RedirectResponse("/", status_code=303)
        forget(request, response, ends)
        return response
