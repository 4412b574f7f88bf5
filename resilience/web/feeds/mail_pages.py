"""The page by which the reader of an e-mail address agrees to weekly mails, and ends them.

Mail programs open links by themselves, so that a GET changes nothing.
"""

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from resilience.errors import NotFound
from resilience.services.feeds.mail_consent import confirm_mail, end_mail, mail_consent
from resilience.store import Store
from resilience.web.guard.refusals import MOST_WRONG_LINKS, Window, form_route
from resilience.web.pages import page, text_of
from resilience.wording.framework import with_theme_names

#: the field of the button that agrees; every other form ends the mails, also that of a mail program (RFC 8058)
CONFIRM = "confirm"


class MailPages:
    """The route /feed/TOKEN/mail."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._wrong = Window(MOST_WRONG_LINKS)

    def routes(self) -> list[Route]:
        """The routes, for the app."""
        return [
            Route("/feed/{token}/mail", self.ask, methods=["GET"]),
            form_route("/feed/{token}/mail", self.choose),
        ]

    def ask(self, request: Request) -> Response:
        """What the mails are, with a button to agree or to end them."""
        return self._page(request)

    def choose(self, request: Request, form: FormData) -> Response:
        """Agree, or end the mails and delete the address."""
        if CONFIRM in form:
            return self._page(request, confirms=True)
        return self._page(request, ends=True)

    def _page(self, request: Request, *, confirms: bool = False, ends: bool = False) -> Response:
        token = str(request.path_params["token"])[:100]
        try:
            consent = mail_consent(self._store, token)
            if confirms:
                confirm_mail(self._store, token)
                consent = mail_consent(self._store, token)
            if ends:
                end_mail(self._store, token)
        except NotFound as error:
            self._wrong.check(request)
            self._wrong.count(request)
            said = text_of(request).error(error)
            return page(request, "message.html", status=404, said=said)
        text = with_theme_names(consent.workshop.framework, text_of(request, own=consent.language))
        return page(request, "mail.html", text=text, consent=consent, ended=ends, confirm=CONFIRM)
