"""What the plain routes take and refuse, and with which status: foreign, unreadable, too large, too many."""

import hmac
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from resilience.errors import InputError, NotAllowed, NotFound, ResilienceError, WrongTime
from resilience.services.access.networks import network_of_address, parse_address
from resilience.text import mark
from resilience.web.connections.sockets import host_of

#: methods that change nothing
READING = frozenset({"GET", "HEAD", "OPTIONS"})
#: bytes of one field of a form: people choose, type a number or two, or a comment
MOST_BYTES = 4096
TEN_MINUTES = 600
#: in ten minutes from one address, which may be that of a whole hall
MOST_WRONG_CODES = 300
MOST_JOINS = 2000
MOST_WRONG_LINKS = 300
MOST_SIGN_INS = 300
#: second-factor codes in ten minutes for one account, right or wrong
MOST_CODES = 5
FROM_NETWORK = mark(
    "Too many attempts from your network. Try again in 10 minutes, or tell the facilitator."
)
TOO_LARGE = mark("This upload is too large, so nothing was saved.")


class TooMany(ResilienceError):
    """More than one address may ask for; it may again after `seconds`."""

    seconds = TEN_MINUTES


class WrongHost(ResilienceError):
    """The request uses a host name that does not belong to the installation."""


class TooLarge(ResilienceError):
    """More bytes than anything that people send here has."""


#: status of a refusal; whatever else went wrong is the server's fault
STATUS = {
    InputError: 400,
    NotAllowed: 403,
    NotFound: 404,
    WrongTime: 409,
    TooLarge: 413,
    WrongHost: 421,
    TooMany: 429,
}


class Window:
    """Rate limit: counts events per network in the last `seconds`, up to `most`.

    A request counts for its `network_of`; a name can be counted instead. `said` is the message when the limit
    is reached.
    """

    def __init__(
        self,
        most: int,
        seconds: float = TEN_MINUTES,
        clock: Callable[[], float] = time.monotonic,
        said: str = FROM_NETWORK,
    ) -> None:
        self._most = most
        self._said = said
        self._seconds = seconds
        self._clock = clock
        self._seen: deque[tuple[float, str, int]] = deque()
        self._counts: Counter[str] = Counter()
        self._under_way: Counter[str] = Counter()
        self._lock = threading.Lock()

    def check(self, request: HTTPConnection | str) -> None:
        """Raise `TooMany` for a network that has reached the limit."""
        with self._lock:
            self._refuse_full(_counted_for(request))

    def counted(self, request: HTTPConnection | str) -> int:
        """The count for the network of a request."""
        with self._lock:
            self._forget(self._clock() - self._seconds)
            return self._counts[_counted_for(request)]

    def count(self, request: HTTPConnection | str, amount: int = 1) -> None:
        """Count one more for the network of a request, or more at once."""
        network = _counted_for(request)
        with self._lock:
            self._seen.append((self._clock(), network, amount))
            self._counts[network] += amount

    @contextmanager
    def counting(
        self, request: HTTPConnection | str, *refusals: type[ResilienceError]
    ) -> Iterator[None]:
        """Count what is done here, unless it fails; raises `TooMany` as `check` does.

        A failure that is one of `refusals` counts as well. What is under way counts too: else all that come at the same moment would pass.
        """
        network = _counted_for(request)
        with self._lock:
            self._refuse_full(network)
            self._under_way[network] += 1
        try:
            yield
            self.count(request)
        except refusals:
            self.count(request)
            raise
        finally:
            with self._lock:
                self._under_way -= Counter([network])  # drops what is at 0

    def _refuse_full(self, network: str) -> None:
        self._forget(self._clock() - self._seconds)
        if self._counts[network] + self._under_way[network] >= self._most:
            raise TooMany(self._said)

    def _forget(self, end: float) -> None:
        while self._seen and self._seen[0][0] <= end:
            _, network, amount = self._seen.popleft()
            self._counts[network] -= amount
            if not self._counts[network]:
                del self._counts[network]


def status_of(error: Exception) -> int:
    """The status with which an error is answered."""
    return next((code for kind, code in STATUS.items() if isinstance(error, kind)), 503)


def form_route(
    path: str,
    take: Callable[[Request, FormData], Response],
    most: int = MOST_BYTES,
    fields: int = 20,
) -> Route:
    """The route of a form, read as `read_form` does and taken on a thread."""

    async def endpoint(request: Request) -> Response:
        form = await read_form(request, most, fields)
        return await run_in_threadpool(take, request, form)

    return Route(path, endpoint, methods=["POST"])


async def read_form(request: Request, most: int = MOST_BYTES, fields: int = 20) -> FormData:
    """The fields of a form: `fields` of them, one of `most` bytes and the others of `MOST_BYTES`.

    Raises `InputError` where they are no form, too many or too long, and `TooLarge` for a longer body. The
    parser takes time for empty fields and does not count them.
    """
    body = await read_body(request, most + fields * MOST_BYTES)

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    try:
        if body.count(b"&") >= fields and is_urlencoded(request):
            raise HTTPException(400)
        whole_form = Request(request.scope, receive)
        return await whole_form.form(max_files=0, max_fields=fields, max_part_size=most)
    except (HTTPException, UnicodeError) as error:  # or a charset that no text is in
        raise InputError(
            "This form cannot be read, so nothing was done. Go back and fill it in again."
        ) from error


def is_urlencoded(request: Request) -> bool:
    """Whether a form is sent as fields with "&" between them, where text has it as %26."""
    return "urlencoded" in request.headers.get("content-type", "").lower()


def is_json(request: Request) -> bool:
    """Whether a script sent JSON."""
    return request.headers.get("content-type", "").split(";")[0] == "application/json"


async def read_body(request: Request, most: int) -> bytes:
    """What was sent, read no further than `most` bytes; raises `TooLarge` beyond."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise TooLarge(TOO_LARGE)
    return bytes(body)


def whole(value: object, otherwise: str) -> int:
    """The whole number in a field; raises `InputError` with the sentence `otherwise` (a text key)."""
    try:
        return int(str(value))
    except ValueError as error:
        raise InputError(otherwise) from error


def refuse_other_sites(request: HTTPConnection, public_url: str) -> None:
    """Raise `NotAllowed` for a post that another site's page sent."""
    origin = request.headers.get("origin")
    own = {urlsplit(public_url).netloc, request.headers.get("host", "")} - {""}
    foreign = origin is not None and origin.rpartition("://")[2] not in own
    if foreign or request.headers.get("sec-fetch-site") == "cross-site":
        raise NotAllowed(
            "This form was sent from another site, so nothing was done. Open the "
            "page again and send the form from there."
        )


class OwnSite:
    """Before a route: refuses what another site's page sends to change something."""

    def __init__(self, app: ASGIApp, public_url: str) -> None:
        self._app = app
        self._public_url = public_url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in READING:
            refuse_other_sites(HTTPConnection(scope), self._public_url)
        await self._app(scope, receive, send)


def may_watch(request: HTTPConnection, token: str) -> bool:
    """Whether the numbers of the server may be read: from this machine, or with the token.

    Behind a proxy on this machine the address is that of the visitor, which the proxy names.
    """
    sent = request.headers.get("authorization", "").encode()
    if token and hmac.compare_digest(sent, f"Bearer {token}".encode()):
        return True
    address = parse_address(host_of(request.client))
    return address is not None and address.is_loopback


def network_of(request: HTTPConnection) -> str:
    """For which network a request counts: its IPv4 address, or the /64 of IPv6 that one household has."""
    return network_of_address(host_of(request.client))


def _counted_for(request: HTTPConnection | str) -> str:
    return request if isinstance(request, str) else network_of(request)
