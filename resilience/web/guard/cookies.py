"""Cookies, all HttpOnly: who is on this device as participant, by staff links, and by account."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response

from resilience.services.access.tokens import (
    ACCOUNT,
    MOST_LINKS,
    PERSON,
    STAFF,
    CookieTokens,
    carried,
    cookie_name,
)
from resilience.services.accounts.sign_ins import MINUTES_FOR_SECOND

PERSON_SECONDS = 30 * 24 * 3600
STAFF_SECONDS = 14 * 24 * 3600
#: the browser that was sent to the identity provider, until it comes back
SENT = "resilience_signing_in"
SENT_SECONDS = 600
#: a browser that has passed the password and awaits the second factor
WAITING = "resilience_waiting"
#: a device on which accounts signed in before; kept after sign-out
DEVICE = "resilience_device"
DEVICE_SECONDS = 365 * 24 * 3600


def tokens_of(request: Request) -> CookieTokens:
    """The tokens in the cookies of a request."""
    return carried(request.cookies, secure=_is_secure(request))


def own_cookie(request: Request, name: str) -> str:
    """The value of a cookie that belongs to this connection, or ""."""
    return request.cookies.get(cookie_name(name, secure=_is_secure(request)), "")


def keep_person(request: Request, response: Response, token: str) -> None:
    """Make this device the participant's."""
    _set(request, response, PERSON, token, PERSON_SECONDS)


def keep_staff(request: Request, response: Response, token: str) -> None:
    """Add a link to those opened in this browser."""
    others = [one for one in tokens_of(request).staff if one != token]
    _set(request, response, STAFF, ".".join([token, *others][:MOST_LINKS]), STAFF_SECONDS)


def keep_account(request: Request, response: Response, token: str, hours: int) -> None:
    """Keep that somebody is signed in in this browser."""
    _set(request, response, ACCOUNT, token, hours * 3600)


def keep_sent(request: Request, response: Response, secret: str) -> None:
    """Know this browser again when it comes back from the identity provider."""
    _set(request, response, SENT, secret, SENT_SECONDS)


def keep_waiting(request: Request, response: Response, token: str) -> None:
    """Recognise this browser when the second factor is given."""
    _set(request, response, WAITING, token, MINUTES_FOR_SECOND * 60)


def keep_device(request: Request, response: Response, marks: str) -> None:
    """Store the accounts for which this device is known."""
    _set(request, response, DEVICE, marks, DEVICE_SECONDS)


def forget(request: Request, response: Response, names: Sequence[str]) -> None:
    """Delete cookies on this device, under each of their names."""
    for name in names:
        _end(response, name, secure=False)
        if _is_secure(request):
            _end(response, name, secure=True)


def _set(request: Request, response: Response, name: str, value: str, seconds: int) -> None:
    """Set a cookie; over TLS, delete the one of an earlier version."""
    secure = _is_secure(request)
    if secure and name in request.cookies:
        _end(response, name, secure=False)
    response.set_cookie(
        cookie_name(name, secure=secure),
        value,
        max_age=seconds,
        path="/",
        httponly=True,
        samesite="lax",
        secure=secure,
    )


def _end(response: Response, name: str, *, secure: bool) -> None:
    name = cookie_name(name, secure=secure)
    response.delete_cookie(name, path="/", httponly=True, samesite="lax", secure=secure)


def _is_secure(request: Request) -> bool:
    return request.url.scheme == "https"
