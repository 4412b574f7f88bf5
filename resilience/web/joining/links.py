"""Links that set a browser's identity: participants' return links, and role links.

A link is opened by a GET, which anything can trigger: a page of another site, a sticker over a QR code. If
that would make a device a participant's, or remove another link, a page asks first.
"""

import re

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from resilience.services.access.access import NOBODY, Visitor, identify
from resilience.services.access.tokens import MOST_LINKS
from resilience.services.workshop.participants import view_participant
from resilience.settings import Settings
from resilience.store import Store
from resilience.text import mark
from resilience.web.guard.cookies import keep_person, keep_staff, tokens_of
from resilience.web.guard.landing import landing
from resilience.web.guard.refusals import MOST_WRONG_LINKS, Window, form_route
from resilience.web.guard.visitors import participant_here
from resilience.web.pages import HEADERS, page, text_of

UNKNOWN_LINK = mark(
    "This return link is not known here. Check that you copied the whole link. If its data was "
    "erased or deleted, nothing is left: join with the code."
)
NO_LINK = mark(
    "This is not a workshop link. Copy the whole link, from http to the end, and paste it again. "
    "If you have a join code, type it into the field for the code."
)
#: the part of a link that leads somewhere, whatever its address
PASTED = re.compile(r"/(open|return|account)/[\w-]+")


class Links:
    """The routes /return and /open."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._wrong = Window(MOST_WRONG_LINKS)

    def routes(self) -> list[Route]:
        """The routes, for the app."""
        return [
            Route("/return/{token}", self.ask_to_return, methods=["GET"]),
            Route("/return/{token}", self.come_back, methods=["POST"]),
            form_route("/open", self.find),
            Route("/open/{token}", self.ask_to_open, methods=["GET"]),
            Route("/open/{token}", self.open, methods=["POST"]),
        ]

    def ask_to_return(self, request: Request) -> Response:
        """Ask before switching, unless the device already is that participant's."""
        whose = self._whose(request)
        here = participant_here(request, self._store, self._settings)
        if not whose.participant_id or here.participant_id == whose.participant_id:
            return self._return(request, whose)
        return page(
            request,
            "return.html",
            text=text_of(request, own=whose.language),
            whose=view_participant(self._store, whose),
            here=view_participant(self._store, here) if here.participant_id else None,
            token=_token(request),
        )

    def come_back(self, request: Request) -> Response:
        """Switch this device to the participant, as confirmed on the page."""
        return self._return(request, self._whose(request))

    def find(self, request: Request, form: FormData) -> Response:
        """Go where a pasted link leads, at this address: it may have been made at another one."""
        found = PASTED.search(str(form.get("link", "")))
        if found is None:
            said = text_of(request)(NO_LINK)
            return page(request, "message.html", status=400, said=said)
        return RedirectResponse(found[0], status_code=303, headers=HEADERS)

    def ask_to_open(self, request: Request) -> Response:
        """Open immediately, as a link adds a role and ends none; ask if the browser has too many."""
        held = tokens_of(request).staff
        full = len(held) >= MOST_LINKS and _token(request) not in held
        opened = self._opened(request)
        if not full or opened == NOBODY:
            return self._open(request, opened)
        return page(request, "open.html", token=_token(request), most=MOST_LINKS)

    def open(self, request: Request) -> Response:
        """Store the link in this browser, as confirmed on the page."""
        return self._open(request, self._opened(request))

    def _return(self, request: Request, whose: Visitor) -> Response:
        if not whose.participant_id:
            self._count_wrong(request)
            said = text_of(request)(UNKNOWN_LINK)
            return page(request, "code.html", status=404, error=said, code="")
        response = RedirectResponse("/score", status_code=303, headers=HEADERS)
        keep_person(request, response, _token(request))
        return response

    def _open(self, request: Request, opened: Visitor) -> Response:
        """Store the link and redirect to a page of its role."""
        if opened == NOBODY:
            self._count_wrong(request)
            text = text_of(request)
            said = text(
                "This link is not valid. It may have been revoked or replaced, or it may have "
                "expired. Ask the person who gave it to you for a new one."
            )
            return page(request, "message.html", status=404, said=said)
        address = landing(self._store, opened)
        response = RedirectResponse(address, status_code=303, headers=HEADERS)
        keep_staff(request, response, _token(request))
        return response

    def _whose(self, request: Request) -> Visitor:
        return identify(self._store, self._settings.key, participant_token=_token(request))

    def _opened(self, request: Request) -> Visitor:
        return identify(
            self._store,
            self._settings.key,
            staff_tokens=[_token(request)],
            host_link=self._settings.facilitator_link,
        )

    def _count_wrong(self, request: Request) -> None:
        """Raise `TooMany` after many wrong links; right links always work."""
        self._wrong.check(request)
        self._wrong.count(request)


def _token(request: Request) -> str:
    return str(request.path_params["token"])
