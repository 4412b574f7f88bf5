"""Plain pages of the second factor: set up, required after the password, and required again."""

from collections.abc import Callable
from typing import TypeVar

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from resilience.errors import InputError, ResilienceError
from resilience.services.access.access import Visitor, identify
from resilience.services.accounts.second_factor import (
    Offer,
    give_code,
    offer_factor,
    own_factor,
    remove_own_factor,
    same_offer,
    set_up_factor,
)
from resilience.services.accounts.sign_ins import waiting_visitor
from resilience.settings import Settings
from resilience.store import Store
from resilience.text import mark
from resilience.web.guard.cookies import WAITING, forget, keep_account, own_cookie, tokens_of
from resilience.web.guard.landing import first_page, form_page
from resilience.web.guard.refusals import MOST_CODES, TooMany, Window, form_route
from resilience.web.guard.visitors import visitor_of
from resilience.web.pages import HEADERS, page, qr_svg

SET_UP, CODE, CONFIRM = "/second-factor", "/sign-in/code", "/second-factor/confirm"
#: pages that can ask for a code again
BACK_TO = ("people", "privacy", "my-account")
FOR_CODES = mark("Too many codes tried for this account. Try again in 10 minutes.")
T = TypeVar("T")


class SecondFactorPages:
    """The second-factor routes of one installation."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._codes = Window(MOST_CODES, said=FOR_CODES)

    def routes(self) -> list[Route]:
        """The routes, for the app."""
        return [
            Route(CODE, self.ask, methods=["GET"]),
            form_route(CODE, self.enter),
            Route(CONFIRM, self.ask_again, methods=["GET"]),
            form_route(CONFIRM, self.confirm),
            Route(SET_UP, self.offer, methods=["GET"]),
            form_route(SET_UP, self.set_up),
            Route(f"{SET_UP}/remove", self.remove, methods=["POST"]),
        ]

    def ask(self, request: Request) -> Response:
        """Ask for the code after the password, or for set-up if an admin has no second factor yet."""
        waiting = self._waiting(request)
        if not waiting.account_id:
            return _to("/sign-in")
        if own_factor(self._store, waiting) is None:
            return _to(SET_UP)
        return self._form(request, CODE)

    def enter(self, request: Request, form: FormData) -> Response:
        """Sign in the person who gave the password earlier and the code now."""
        waiting = self._waiting(request)
        if not waiting.account_id:
            return _to("/sign-in")
        try:
            self._give(waiting, form)
        except (InputError, TooMany) as error:
            return self._form(request, CODE, error=error)
        return self._let_in(request, _to(self._landing(request)))

    def ask_again(self, request: Request) -> Response:
        """Ask for the code again in a signed-in browser."""
        if self._visitor(request).account_id is None:
            return _to("/sign-in")
        return self._form(request, CONFIRM, request.query_params.get("to", ""))

    def confirm(self, request: Request, form: FormData) -> Response:
        """Return to the page that asked for a code."""
        back = str(form.get("to", ""))
        try:
            self._give(self._visitor(request), form)
        except (InputError, TooMany) as error:
            return self._form(request, CONFIRM, back, error)
        return _to(f"/{back}" if back in BACK_TO else "/my-account")

    def offer(self, request: Request) -> Response:
        """Show a new secret as a QR code, with the field for its first code."""
        who = self._whoever(request)
        if not who.account_id:
            return _to("/sign-in")
        if own_factor(self._store, who) is not None:
            return _to("/my-account")
        return self._offer_form(request, offer_factor(self._store, self._settings.key, who))

    def set_up(self, request: Request, form: FormData) -> Response:
        """Store the secret once its code is given, and show the recovery codes."""
        key, who, sealed = self._settings.key, self._whoever(request), str(form.get("sealed", ""))
        code, hours = str(form.get("code", "")), self._settings.sign_in_hours
        try:
            codes = self._limited(
                who, lambda: set_up_factor(self._store, key, who, sealed, code, hours)
            )
        except (InputError, TooMany) as error:
            offered = same_offer(self._store, key, who, sealed)
            return self._offer_form(request, offered, error)
        shown = page(request, "recovery_codes.html", codes=codes, on=self._landing(request))
        return self._let_in(request, shown)

    def remove(self, request: Request) -> Response:
        """Remove the second factor of the person's account."""
        remove_own_factor(self._store, self._visitor(request))
        return _to("/my-account")

    def _give(self, who: Visitor, form: FormData) -> None:
        code = str(form.get("code", ""))
        key, hours = self._settings.key, self._settings.sign_in_hours
        self._limited(who, lambda: give_code(self._store, key, who, code, hours))

    def _limited(self, who: Visitor, take: Callable[[], T]) -> T:
        """Take a code, which counts for the account, right or wrong; raises `TooMany`."""
        with self._codes.counting(f"account {who.account_id}", InputError):
            return take()

    def _let_in(self, request: Request, response: Response) -> Response:
        """Sign in the person who waited after the password, in this browser."""
        if token := own_cookie(request, WAITING):
            keep_account(request, response, token, self._settings.sign_in_hours)
            forget(request, response, [WAITING])
        return response

    def _landing(self, request: Request) -> str:
        token = own_cookie(request, WAITING) or tokens_of(request).account
        found = identify(self._store, self._settings.key, account_token=token)
        return first_page(self._store, found)

    def _waiting(self, request: Request) -> Visitor:
        return waiting_visitor(self._store, own_cookie(request, WAITING))

    def _visitor(self, request: Request) -> Visitor:
        return visitor_of(request, self._store, self._settings)

    def _whoever(self, request: Request) -> Visitor:
        waiting = self._waiting(request)
        return waiting if waiting.account_id else self._visitor(request)

    def _form(
        self,
        request: Request,
        action: str,
        back: str = "",
        error: ResilienceError | None = None,
    ) -> Response:
        again = action == CONFIRM
        return form_page(request, "second_code.html", error, action=action, again=again, back=back)

    def _offer_form(
        self, request: Request, offered: Offer, error: ResilienceError | None = None
    ) -> Response:
        return form_page(
            request,
            "second_factor.html",
            error,
            offered=offered,
            qr=qr_svg(offered.address),
            needed=bool(self._waiting(request).account_id),
        )


def _to(address: str) -> RedirectResponse:
    return RedirectResponse(address, status_code=303, headers=HEADERS)
