"""Cookies, all HttpOnly: who is on this device as participant, by staff links, and by account."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response

from resilience.services.sign_ins import MINUTES_FOR_SECOND
from resilience.services.tokens import ACCOUNT, MOST_LINKS, PERSON, STAFF, split_tokens
from resilience.web.pages import scheme_of

PERSON_SECONDS = 30 * 24 * 3600
STAFF_SECONDS = 14 * 24 * 3600
#: the browser that was sent to the identity provider, until it comes back
SENT = "resilience_signing_in"
SENT_SECONDS = 600
#: the browser in which the password was given and the second factor is awaited
WAITING = "resilience_waiting"


def keep_person(request: Request, response: Response, token: str) -> None:
    """Make this device the participant's."""
    _set(request, response, PERSON, token, PERSON_SECONDS)


def keep_staff(request: Request, response: Response, token: str) -> None:
    """Add a link to those opened in this browser."""
    others = [t for t in split_tokens(request.cookies.get(STAFF, "")) if t != token]
    _set(request, response, STAFF, ".".join([token, *others][:MOST_LINKS]), STAFF_SECONDS)


def keep_account(request: Request, response: Response, token: str, hours: int) -> None:
    """Keep that somebody is signed in in this browser."""
    _set(request, response, ACCOUNT, token, hours * 3600)


def keep_sent(request: Request, response: Response, secret: str) -> None:
    """Know this browser again when it comes back from the identity provider."""
    _set(request, response, SENT, secret, SENT_SECONDS)


def keep_waiting(request: Request, response: Response, token: str) -> None:
    """Know this browser again when the second factor is given."""
    _set(request, response, WAITING, token, MINUTES_FOR_SECOND * 60)


def forget(response: Response, names: Sequence[str]) -> None:
    """End cookies on this device."""
    for name in names:
        response.delete_cookie(name, path="/", httponly=True, samesite="lax")


def _set(request: Request, response: Response, name: str, value: str, seconds: int) -> None:
    secure = scheme_of(request) == "https"
    response.set_cookie(
        name, value, max_age=seconds, path="/", httponly=True, samesite="lax", secure=secure
    )
