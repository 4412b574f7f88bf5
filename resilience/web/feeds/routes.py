"""The routes of feeds: for feed readers, which send no cookie and no header, but the address."""

import datetime
import email.utils
import hashlib
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from resilience.errors import NotAllowed, NotFound, ResilienceError
from resilience.services.access.tokens import hashed
from resilience.services.feeds.addresses import FeedReader, feed_reader
from resilience.services.feeds.moves import moves_of
from resilience.services.feeds.published import results_published
from resilience.settings import Settings
from resilience.store import Store
from resilience.store.cities.network import LatestPublication
from resilience.text import Text, mark, offered
from resilience.web.api.tokens import MOST_READS
from resilience.web.feeds.atom import AtomFeed, atom_bytes
from resilience.web.feeds.words import moves_feed, published_feed
from resilience.web.guard.problems import HEADERS, refused
from resilience.web.guard.refusals import MOST_WRONG_LINKS, Window
from resilience.web.pages import address_of

MEDIA = "application/atom+xml; charset=utf-8"
OFTEN = mark("This feed was read too often in a short time. Wait ten minutes.")


class Feeds:
    """The routes /feed/TOKEN/workshop.atom and /feed/TOKEN/published.atom."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._wrong = Window(MOST_WRONG_LINKS)
        self._reads = Window(MOST_READS, said=OFTEN)

    def routes(self) -> list[Route]:
        """The routes, for the app."""
        return [
            Route("/feed/{token}/workshop.atom", self.moves, methods=["GET"]),
            Route("/feed/{token}/published.atom", self.published, methods=["GET"]),
        ]

    def moves(self, request: Request) -> Response:
        """What happened in the workshop of an address."""
        return self._answer(request, self._moves)

    def published(self, request: Request) -> Response:
        """The results that the readers of the workshop's result see of other cities."""
        return self._answer(request, self._published)

    def _answer(
        self, request: Request, made: Callable[[FeedReader, str, str, Text], AtomFeed]
    ) -> Response:
        try:
            reader = self._reader(request)
            text = Text(offered(request.query_params.get("language")) or reader.workshop.language)
            base = address_of(request, self._settings.public_url)
            query = f"?{request.url.query}" if request.url.query else ""
            feed = made(reader, base, f"{base}{request.url.path}{query}", text)
        except ResilienceError as error:
            return refused(request, error)
        return _written(request, feed)

    def _reader(self, request: Request) -> FeedReader:
        """Who reads; counts wrong addresses, and reads of each."""
        token = str(request.path_params["token"])[:100]
        try:
            found = feed_reader(self._store, token)
        except NotFound:
            self._wrong.check(request)
            self._wrong.count(request)
            raise
        self._reads.check(hashed(token))
        self._reads.count(hashed(token))
        return found

    def _moves(self, reader: FeedReader, base: str, address: str, text: Text) -> AtomFeed:
        return moves_feed(reader, moves_of(self._store, reader), base, address, text)

    def _published(self, reader: FeedReader, base: str, address: str, text: Text) -> AtomFeed:
        found: tuple[LatestPublication, ...] = ()
        why_none = ""
        try:
            found = results_published(self._store, reader.visitor)
        except NotAllowed as error:
            why_none = text.error(error)
        return published_feed(reader, found, why_none, base, address, text)


def _written(request: Request, feed: AtomFeed) -> Response:
    """The feed, or 304 if the reader has it."""
    body = atom_bytes(feed)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    changed = feed.updated.replace(microsecond=0)
    headers = HEADERS | {
        "ETag": tag,
        "Last-Modified": email.utils.format_datetime(changed, usegmt=True),
    }
    if _is_known(request, tag, changed):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=MEDIA)


def _is_known(request: Request, tag: str, changed: datetime.datetime) -> bool:
    """Whether the reader has this feed: by its ETag, or by its date if that is all it sends."""
    if tags := request.headers.get("if-none-match", ""):
        known = tags.replace("W/", "").split(",")
        return bool({tag, "*"} & {one.strip() for one in known})
    try:
        since = email.utils.parsedate_to_datetime(request.headers.get("if-modified-since", ""))
    except ValueError:
        return False
    return since.tzinfo is not None and changed <= since
