"""The routes of feeds and calendars: for programs that send no cookie and no header, but the address."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from resilience.errors import NotAllowed, NotFound, ResilienceError
from resilience.services.access.tokens import hashed
from resilience.services.feeds.addresses import FeedReader, Opens, address_reader
from resilience.services.feeds.due_dates import due_dates
from resilience.services.feeds.moves import moves_of
from resilience.services.feeds.published import results_published
from resilience.settings import Settings
from resilience.store import Store
from resilience.store.cities.network import LatestPublication
from resilience.text import Text, mark, offered
from resilience.web.api.tokens import MOST_READS
from resilience.web.feeds.atom import AtomFeed, atom_bytes
from resilience.web.feeds.calendar_words import due_calendar
from resilience.web.feeds.ical import calendar_bytes
from resilience.web.feeds.mail_pages import MailPages
from resilience.web.feeds.words import moves_feed, published_feed
from resilience.web.guard.problems import HEADERS, refused
from resilience.web.guard.refusals import MOST_WRONG_LINKS, Window
from resilience.web.pages import address_of

ATOM = "application/atom+xml; charset=utf-8"
CALENDAR = "text/calendar; charset=utf-8"
OFTEN = mark("Too many requests for this address. Try again in 10 minutes.")


@dataclass(frozen=True, slots=True)
class FeedFile:
    """What an address answers. No time says whether it has changed: what is left after a removal may be older."""

    body: bytes
    media: str


#: makes the answer to a reader at the address of the installation and its own, in a language
Made = Callable[[FeedReader, str, str, Text], FeedFile]


class Feeds:
    """The routes /feed/TOKEN/workshop.atom, published.atom and actions.ics, and that of mails."""

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
            Route("/feed/{token}/actions.ics", self.calendar, methods=["GET"]),
            *MailPages(self._store).routes(),
        ]

    def moves(self, request: Request) -> Response:
        """What happened in the workshop of an address."""
        return self._answer(request, "feeds", self._moves)

    def published(self, request: Request) -> Response:
        """The results that the readers of the workshop's result see of other cities."""
        return self._answer(request, "feeds", self._published)

    def calendar(self, request: Request) -> Response:
        """The due dates of the actions of an address."""
        return self._answer(request, "calendar", self._calendar)

    def _answer(self, request: Request, opens: Opens, made: Made) -> Response:
        try:
            reader = self._reader(request, opens)
            text = Text(offered(request.query_params.get("language")) or reader.workshop.language)
            base = address_of(request, self._settings.public_url)
            query = f"?{request.url.query}" if request.url.query else ""
            file = made(reader, base, f"{base}{request.url.path}{query}", text)
        except ResilienceError as error:
            return refused(request, error)
        return _written(request, file)

    def _reader(self, request: Request, opens: Opens) -> FeedReader:
        """Who reads; counts wrong addresses, and reads of each."""
        token = str(request.path_params["token"])[:100]
        try:
            found = address_reader(self._store, token, opens)
        except NotFound:
            self._wrong.check(request)
            self._wrong.count(request)
            raise
        self._reads.check(hashed(token))
        self._reads.count(hashed(token))
        return found

    def _moves(self, reader: FeedReader, base: str, address: str, text: Text) -> FeedFile:
        return _atom(moves_feed(reader, moves_of(self._store, reader), base, address, text))

    def _published(self, reader: FeedReader, base: str, address: str, text: Text) -> FeedFile:
        found: tuple[LatestPublication, ...] = ()
        why_none = ""
        try:
            found = results_published(self._store, reader.visitor)
        except NotAllowed as error:
            why_none = text.error(error)
        return _atom(published_feed(reader, found, why_none, base, address, text))

    def _calendar(self, reader: FeedReader, base: str, address: str, text: Text) -> FeedFile:  # noqa: ARG002
        dates = due_dates(self._store, reader)
        return FeedFile(calendar_bytes(due_calendar(reader, dates, base, text)), CALENDAR)


def _atom(feed: AtomFeed) -> FeedFile:
    return FeedFile(atom_bytes(feed), ATOM)


def _written(request: Request, file: FeedFile) -> Response:
    """The answer, or 304 if the reader has it."""
    tag = f'"{hashlib.sha256(file.body).hexdigest()[:32]}"'
    headers = HEADERS | {"ETag": tag}
    known = request.headers.get("if-none-match", "").replace("W/", "").split(",")
    if {tag, "*"} & {one.strip() for one in known}:
        return Response(status_code=304, headers=headers)
    return Response(file.body, headers=headers, media_type=file.media)
