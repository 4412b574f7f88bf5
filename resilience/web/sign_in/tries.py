"""Limits on guessing passwords of accounts, and join codes."""

import hmac
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.requests import Request
from starlette.responses import Response

from resilience.errors import NotAllowed
from resilience.services.access.tokens import link_token
from resilience.text import mark
from resilience.web.guard.cookies import DEVICE, keep_device, own_cookie
from resilience.web.guard.refusals import (
    FROM_NETWORK,
    MOST_SIGN_INS,
    MOST_WRONG_CODES,
    TooMany,
    Window,
    network_of,
)

#: tries in ten minutes for one account from one network, or from one known device
MOST_OF_ACCOUNT = 10
#: wrong codes from all networks in ten minutes, after which each network is allowed few
MOST_WRONG_OF_ALL = 1000
#: that few, plus one for each person who joined from there
FEW_WRONG_CODES = 5
#: accounts for which one device is remembered, the newest first
MOST_KNOWN = 8
FOR_ACCOUNT = mark(
    "Too many attempts for this name from your network. Try again in 10 minutes, or sign in "
    "on a device you have used before."
)


class PasswordTries:
    """Counts sign-in tries by network, and by name and network together.

    So nobody can lock a name for others. A device on which the account signed in before has its own count,
    also in a network that has reached its limit.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._networks = Window(MOST_SIGN_INS)
        self._names = Window(MOST_OF_ACCOUNT, said=FOR_ACCOUNT)

    @contextmanager
    def counting(self, request: Request, name: str) -> Iterator[None]:
        """Count a try, right or wrong; raises `TooMany`."""
        device, *marks = _known_device(request)
        if any(hmac.compare_digest(one, self._mark(device, name)) for one in marks):
            with self._names.counting(f"device {device} {name}", NotAllowed):
                yield
            return
        one_name = f"{network_of(request)} {name}"
        network = self._networks.counting(request, NotAllowed)
        with network, self._names.counting(one_name, NotAllowed):
            yield

    def know(self, request: Request, response: Response, name: str) -> None:
        """Remember in a browser that the account with this name signed in there."""
        device, *marks = _known_device(request)
        device = device or secrets.token_urlsafe(24)
        new = self._mark(device, name)
        others = [one for one in marks if one != new]
        keep_device(request, response, ".".join([device, new, *others][: MOST_KNOWN + 1]))

    def _mark(self, device: str, name: str) -> str:
        """The mark of a device for a name; it cannot be forged without the key."""
        return link_token(self._key, f"device {device} of {name}")


def _known_device(request: Request) -> list[str]:
    """The random name of a device, and the marks of the accounts for which it is remembered."""
    kept = own_cookie(request, DEVICE)
    return kept.split(".")[: MOST_KNOWN + 1] if kept.isascii() else [""]


class WrongCodes:
    """Counts wrong join codes by network, and of all networks together.

    Many from everywhere are guesses of one attacker with many addresses: from then on each network is allowed
    only a few. A right code is refused only in a network that has reached its limit, and there not to those who
    belong to the workshop. Each person who joined from a hall's network raises its limit.
    """

    def __init__(self, joins: Window) -> None:
        self._joins = joins
        self._of_network = Window(MOST_WRONG_CODES)
        self._of_all = Window(MOST_WRONG_OF_ALL)

    def check(self, request: Request) -> None:
        """Raise `TooMany` for a network at its limit; also for right codes, which would otherwise stand out."""
        self._of_network.check(request)
        if self._of_all.counted("all") < MOST_WRONG_OF_ALL:
            return
        if self._of_network.counted(request) >= FEW_WRONG_CODES + self._joins.counted(request):
            raise TooMany(FROM_NETWORK)

    def count(self, request: Request) -> None:
        """Count a wrong code."""
        self._of_network.count(request)
        self._of_all.count("all")
