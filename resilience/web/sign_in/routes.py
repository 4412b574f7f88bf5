"""Signing in: by a password, by the identity provider, and by a link that works once."""

import secrets
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from resilience.errors import InputError, NotAllowed, NotFound, ResilienceError
from resilience.services.access.access import identify
from resilience.services.access.tokens import ACCOUNT
from resilience.services.accounts.accounts import tidy_sign_in
from resilience.services.accounts.identity_provider import sign_in_provided
from resilience.services.accounts.password_links import LinkTo, look_at_link, use_link
from resilience.services.accounts.passwords import LEAST_PASSWORD, check_twice
from resilience.services.accounts.sign_ins import sign_in, sign_out, waiting_visitor
from resilience.settings import Settings
from resilience.store import Store
from resilience.web.guard.cookies import (
    SENT,
    forget,
    keep_account,
    keep_sent,
    keep_waiting,
    own_cookie,
    tokens_of,
)
from resilience.web.guard.landing import first_page, form_page
from resilience.web.guard.refusals import TooMany, read_form
from resilience.web.pages import HEADERS, address_of
from resilience.web.sign_in.provider import Provider, sent_with
from resilience.web.sign_in.second_factor import CODE, SecondFactorPages
from resilience.web.sign_in.short_queue import ShortQueue
from resilience.web.sign_in.tries import PasswordTries

#: where the identity provider sends the browser back to
BACK = "/sign-in/oidc/back"
#: passwords checked at a time (64 MB each), browsers for which the provider is asked at a time, and how many
#: more may wait for either: a second or two of work
HASHES_AT_ONCE, ASKED_AT_ONCE, MOST_WAITING = 2, 4, 16


class SignInPages:
    """The pages on which staff sign in to one installation."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._provider = Provider(settings) if settings.oidc_issuer else None
        self._tries = PasswordTries(settings.key)
        self._second_factor = SecondFactorPages(store, settings)
        self._hashing = ShortQueue(HASHES_AT_ONCE, MOST_WAITING)
        self._asking = ShortQueue(ASKED_AT_ONCE, MOST_WAITING)

    def routes(self) -> list[Route]:
        """The routes of these pages."""
        return [
            Route("/sign-in", self.ask, methods=["GET"]),
            Route("/sign-in", self.enter, methods=["POST"]),
            Route("/sign-in/oidc", self.send),
            Route(BACK, self.come_back),
            Route("/account/{token}", self.ask_for_password, methods=["GET"]),
            Route("/account/{token}", self.set_password, methods=["POST"]),
            *self._second_factor.routes(),
        ]

    def ask(self, request: Request) -> Response:
        """The form to sign in."""
        return self._form(request)

    async def enter(self, request: Request) -> Response:
        """Sign in by name and password."""
        form = await read_form(request)
        name = str(form.get("name", ""))
        try:
            token = await self._enter(request, name, str(form.get("password", "")))
        except (NotAllowed, TooMany) as error:
            return self._form(request, error, name)
        response = await run_in_threadpool(self._signed_in, request, token)
        self._tries.know(request, response, tidy_sign_in(name))
        return response

    async def send(self, request: Request) -> Response:
        """Send the browser to the identity provider."""
        return await self._beside(request, self._send)

    async def come_back(self, request: Request) -> Response:
        """Sign in the person for whom the identity provider vouches, on return from it."""
        return await self._beside(request, self._come_back)

    async def _beside(self, request: Request, ask: Callable[[Request], Response]) -> Response:
        """Ask the provider, which may be slow, on dedicated threads."""
        try:
            return await self._asking.run(ask, request)
        except TooMany as error:
            return self._form(request, error)

    def _send(self, request: Request) -> Response:
        provider, secret = self._with_provider(), secrets.token_urlsafe(24)
        sent = sent_with(self._settings.key, secret)
        address = provider.address(self._back(request), sent)
        response = RedirectResponse(address, status_code=303, headers=HEADERS)
        keep_sent(request, response, secret)
        return response

    def _come_back(self, request: Request) -> Response:
        provider = self._with_provider()
        sent = sent_with(self._settings.key, own_cookie(request, SENT))
        try:
            person = provider.person(self._back(request), sent, request.query_params)
            hours = self._settings.sign_in_hours
            token = sign_in_provided(self._store, person, provider.mapping, hours)
        except NotAllowed as error:
            response = self._form(request, error)
        else:
            response = self._signed_in(request, token)
        forget(request, response, [SENT])
        return response

    def ask_for_password(self, request: Request) -> Response:
        """The form of a link that works once."""
        return self._password_form(request, look_at_link(self._store, _token(request)), FormData())

    async def set_password(self, request: Request) -> Response:
        """Set the password of a link, and sign in."""
        form = await read_form(request)
        whose = await run_in_threadpool(look_at_link, self._store, _token(request))
        try:
            token = await self._hashing.run(self._set_password, request, form)
        except (InputError, TooMany) as error:
            return self._password_form(request, whose, form, error)
        response = await run_in_threadpool(self._signed_in, request, token)
        self._tries.know(request, response, whose.sign_in or tidy_sign_in(str(form["sign_in"])))
        return response

    async def _enter(self, request: Request, name: str, password: str) -> str:
        """A token for the person with this password; every try counts, for the network and for the name.

        A try that found the queue full does not count.
        """
        hours = self._settings.sign_in_hours
        needed = self._settings.second_factor == "admins"
        with self._tries.counting(request, tidy_sign_in(name)):
            return await self._hashing.run(
                sign_in, self._store, name, password, hours, admins_need_second=needed
            )

    def _set_password(self, request: Request, form: FormData) -> str:
        password = str(form.get("password", ""))
        check_twice(password, str(form.get("again", "")))
        return use_link(
            self._store,
            _token(request),
            password,
            self._settings.sign_in_hours,
            sign_in=str(form.get("sign_in", "")),
            name=str(form.get("name", "")),
            admins_need_second=self._settings.second_factor == "admins",
        )

    def _signed_in(self, request: Request, token: str) -> Response:
        """Redirect to a page of the account; the browser's previous sign-in ends.

        If a second factor is required, that page comes first.
        """
        sign_out(self._store, tokens_of(request).account)
        if waiting_visitor(self._store, token).account_id:
            response = RedirectResponse(CODE, status_code=303, headers=HEADERS)
            keep_waiting(request, response, token)
            forget(request, response, [ACCOUNT])
            return response
        visitor = identify(self._store, self._settings.key, account_token=token)
        address = first_page(self._store, visitor)
        response = RedirectResponse(address, status_code=303, headers=HEADERS)
        keep_account(request, response, token, self._settings.sign_in_hours)
        return response

    def _form(
        self, request: Request, error: ResilienceError | None = None, name: str = ""
    ) -> Response:
        provided = self._provider is not None
        return form_page(request, "sign_in.html", error, name=name, provider=provided)

    def _password_form(
        self, request: Request, whose: LinkTo, form: FormData, error: ResilienceError | None = None
    ) -> Response:
        return form_page(
            request,
            "password.html",
            error,
            token=_token(request),
            whose=whose,
            form=form,
            least=LEAST_PASSWORD,
        )

    def _back(self, request: Request) -> str:
        return address_of(request, self._settings.public_url) + BACK

    def _with_provider(self) -> Provider:
        if self._provider is None:
            raise NotFound(
                "No identity provider is set up here. Sign in with your name and password."
            )
        return self._provider


def _token(request: Request) -> str:
    return str(request.path_params["token"])
