"""Who asks: the token of a request, with limits on wrong tokens and on reads."""

import re

from starlette.requests import Request

from resilience.errors import NotFound
from resilience.services.access.access import Visitor
from resilience.services.access.api_tokens import reader_with
from resilience.services.access.tokens import hashed
from resilience.store import Store
from resilience.text import mark
from resilience.web.guard.problems import NoToken
from resilience.web.guard.refusals import MOST_WRONG_LINKS, Window

#: requests of one token in ten minutes
MOST_READS = 1200
OFTEN = mark("Too many requests with this token. Try again in 10 minutes.")
NO_TOKEN = mark(
    "Send a token in the header “Authorization: Bearer …”. The facilitator creates tokens on the "
    "page Links and poster."
)
#: a token is 32 characters of base64url: longer ones are not looked up
BEARER = re.compile(r"bearer ([\w=-]{1,100})", re.IGNORECASE | re.ASCII)


class Tokens:
    """Finds readers by their tokens."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._wrong = Window(MOST_WRONG_LINKS)
        self._reads = Window(MOST_READS, said=OFTEN)

    def reader(self, request: Request) -> Visitor:
        """Return who reads; raises `NoToken`, and `TooMany` for many wrong tokens or many reads."""
        sent = BEARER.fullmatch(request.headers.get("authorization", ""))
        if sent is None:
            raise NoToken(NO_TOKEN)
        token = sent.group(1)
        try:
            found = reader_with(self._store, token)
        except NotFound as error:
            self._wrong.check(request)
            self._wrong.count(request)
            raise NoToken(error.message) from error
        self._reads.check(hashed(token))
        self._reads.count(hashed(token))
        return found
